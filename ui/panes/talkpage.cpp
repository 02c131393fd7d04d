// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/talkpage.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/charts/talkchart.h"
#include "ui/models/filtertext.h"
#include "ui/models/subjectfilter.h"

namespace weir::panes {

using capturetables::TalkMap;
using charts::TalkItem;
using views::TablePage;

TalkPage::TalkPage(models::FilterState& filter, QWidget* parent)
    : TablePage({.title = tr("Picture"),
                 .settingsKey = QStringLiteral("picture"),
                 .request = capturetables::talkRequest(),
                 .nothing = tr("Nobody talked to anybody"),
                 .nothingWhy = tr("No IP packets in this capture."),
                 .counted = false},
                filter, parent),
      m_scroll(new QScrollArea(this)),
      m_chart(new charts::TalkChart(m_scroll)) {
    m_scroll->setWidget(m_chart);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusProxy(m_chart);
    m_scroll->hide();
    static_cast<QVBoxLayout*>(layout())->addWidget(m_scroll, 1);
    connect(this, &TablePage::updated, this, &TalkPage::make);
    connect(m_chart, &charts::TalkChart::picked, this, &TalkPage::pick);
    connect(m_chart, &charts::TalkChart::reached, this, [this](const QRect& area) {
        m_scroll->ensureVisible(area.center().x(), area.center().y(), area.width() / 2, area.height() / 2 + 8);
    });
}

void TalkPage::setDisplay(const models::DisplayOptions& options) {
    TablePage::setDisplay(options);
    m_chart->setDisplay(options);
}

void TalkPage::takeFocus() { m_chart->setFocus(); }

void TalkPage::weighAs(const findings::FindingsRequest& findings) {
    const bool same = findings.weights == m_findings.weights && findings.dismissed == m_findings.dismissed &&
                      findings.lists == m_findings.lists && findings.further == m_findings.further &&
                      findings.notes == m_findings.notes && findings.owners == m_findings.owners &&
                      findings.nameNotes == m_findings.nameNotes;
    m_findings = findings;
    if (!same)
        make();
}

void TalkPage::showEvent(QShowEvent* event) {
    TablePage::showEvent(event);
    if (m_stale)
        make();
}

void TalkPage::make() {
    m_stale = !isVisible();
    if (m_stale)
        return m_worker.cancel();
    const bool empty = shownRows() == 0;
    m_scroll->setVisible(!empty);
    tableArea().setVisible(empty);
    if (empty) {
        m_worker.cancel();
        m_chart->setMap({});
        return;
    }
    capturetables::TableRequest request = source().request();
    static_cast<findings::FindingsRequest&>(request) = m_findings;
    request.home = source().request().home;
    m_worker.start(
        [this, snapshot = source().snapshot(), request, pairs = view().tableModel().table(),
         rows = table::Rows(view().tableModel().rows())](const std::stop_token&) -> session::Worker::Delivery {
            auto map = std::make_shared<TalkMap>(capturetables::makeTalkMap(snapshot, request, *pairs, rows));
            return [this, map] { m_chart->setMap(std::move(*map)); };
        });
}

void TalkPage::pick(const TalkItem& item) {
    const TalkMap& map = m_chart->map();
    const auto about = [this](const std::optional<IpAddress>& address) {
        if (address)
            emit rowsRequested(QStringLiteral("conversations"), models::addressFilter(*address));
    };
    const auto ofHosts = [this](const char* column, const QString& value) {
        emit rowsRequested(QStringLiteral("hosts"),
                           QStringLiteral("%1 = %2").arg(QLatin1String(column), models::quotedText(value)));
    };
    switch (item.kind) {
        case TalkItem::Kind::client:
            return about(map.clients[item.index].address);
        case TalkItem::Kind::host:
            return about(map.hosts[item.index].address);
        case TalkItem::Kind::link: {
            const auto& client = map.clients[map.links[item.index].client].address;
            const auto& host = map.hosts[map.links[item.index].host].address;
            if (client && host)
                emit rowsRequested(QStringLiteral("conversations"), models::pairFilter(*client, *host));
            else
                about(client ? client : host);
            return;
        }
        case TalkItem::Kind::group:
            break;
    }
    const TalkMap::Group& group = map.groups[item.index];
    const QString name = QString::fromStdString(group.name);
    switch (group.kind) {
        case TalkMap::GroupKind::owner:
            return ofHosts("as_org", name);
        case TalkMap::GroupKind::domain:
            emit rowsRequested(QStringLiteral("hosts"), models::subjectFilter(name));
            return;
        case TalkMap::GroupKind::unnamed:
            return ofHosts("named_by", QStringLiteral("none"));
        case TalkMap::GroupKind::everybody:
            return ofHosts("scope", QStringLiteral("multicast"));
        default:
            return;
    }
}

}  // namespace weir::panes
