// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/packetcontroller.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QProcess>
#include <QStandardPaths>
#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/capturetables/tableinfo.h"
#include "core/extract/follow.h"
#include "core/traffic/snapshot.h"
#include "ui/models/errorwords.h"
#include "ui/models/foreignfilter.h"
#include "ui/models/plural.h"
#include "ui/models/rowpackets.h"
#include "ui/panes/followwindow.h"
#include "ui/panes/packetspage.h"
#include "ui/panes/pages.h"
#include "ui/views/banner.h"

namespace weir::controllers {

using models::Notice;
using views::Banner;
using views::TablePage;

namespace {

const QString packetsKey = QStringLiteral("packets");

QString wireshark() { return QStandardPaths::findExecutable(QStringLiteral("wireshark")); }

/// A slice of classic captures of one kind stays classic.
QString sliceSuffix(const traffic::SnapshotData& state) {
    const std::vector<std::string>& formats = traffic::captureInfo(state).formats;
    const bool classic = formats.size() == 1 && formats.front().starts_with("pcap") && formats.front() != "pcapng";
    return classic ? QStringLiteral("pcap") : QStringLiteral("pcapng");
}

bool showsPackets(const TablePage& page) { return page.info().rows == capturetables::RowKind::packet; }

/// Of the chosen packets (all where `choice` is empty) those that a filter lets through.
session::SliceOrder::Choose choiceByFilter(const QString& text, session::RowChoice choice) {
    return [text = text.toStdString(), choice = std::move(choice)](
               const traffic::Snapshot& snapshot, const std::stop_token& stop) -> Result<extract::PacketRows> {
        if (text.empty() && !choice)
            return extract::allPackets(*snapshot);
        auto made = capturetables::makeTable(snapshot, models::requestFor("packets"));
        if (!made)
            return made.error();
        const extract::PacketRows rows =
            choice ? choice(snapshot, *made.value(), stop) : extract::allPackets(*snapshot);
        if (text.empty())
            return rows;
        auto parsed = table::Filter::parse(text, made.value()->schema());
        if (const auto* error = std::get_if<table::FilterError>(&parsed))
            return Error{error->message};
        return std::get<table::Filter>(parsed).apply(*made.value(), rows, stop);
    };
}

/// The packets that subjects of a table made with `request` mean.
session::RowChoice packetsOf(const capturetables::TableRequest& request, std::vector<table::Subject> subjects) {
    return [request, subjects = std::move(subjects)](const traffic::Snapshot& snapshot, const table::Table&,
                                                     const std::stop_token& stop) {
        return extract::packetsOf(*snapshot, request, subjects, stop);
    };
}

bool hasPackets(const std::vector<table::Subject>& subjects) {
    return std::any_of(subjects.begin(), subjects.end(),
                       [](const table::Subject& subject) { return !std::holds_alternative<std::monostate>(subject); });
}

std::vector<traffic::FlowId> followable(const traffic::SnapshotData& state, std::vector<traffic::FlowId> flows) {
    const auto can = [&](traffic::FlowId id) {
        const std::uint8_t protocol = state.flows[index(id)].protocol;
        return protocol == ipprotocol::tcp || protocol == ipprotocol::udp;
    };
    if (std::any_of(flows.begin(), flows.end(), can))
        std::erase_if(flows, [&](traffic::FlowId id) { return !can(id); });
    return flows;
}

QString elided(const QString& text) {
    constexpr qsizetype most = 44;
    return QString(text.size() > most ? text.left(most - 1) + u'…' : text).replace(u'&', QStringLiteral("&&"));
}

}  // namespace

PacketController::PacketController(QMainWindow& window, panes::Pages& pages, models::FilterState& filter,
                                   const Actions& actions)
    : QObject(&window),
      m_window(window),
      m_pages(pages),
      m_filter(filter),
      m_actions(actions),
      m_ask(panes::fileDialogOver(&window)),
      m_banner(new Banner(window.centralWidget())) {
    m_banner->setObjectName(QStringLiteral("packetBanner"));
    m_banner->hide();
    window.centralWidget()->layout()->addWidget(m_banner);
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(actions.showPackets, [this] { showPackets(); });
    on(actions.follow, [this] { follow(); });
    on(actions.savePackets, [this] { saveSelected(); });
    on(actions.saveShownPackets, [this] { saveShown(); });
    on(actions.openInWireshark, [this] { openCaptureInWireshark(); });
    for (QObject* holder : actions.openInWireshark->associatedObjects()) {
        if (auto* menu = qobject_cast<QMenu*>(holder))
            connect(menu, &QMenu::aboutToShow, this,
                    [this] { m_actions.openInWireshark->setEnabled(!m_paths.isEmpty() && !wireshark().isEmpty()); });
    }
    for (TablePage* page : pages.allPages()) {
        connect(&page->view(), &views::TableView::menuOpening, this,
                [this, page](QMenu* menu, const QModelIndex& index) { fillMenu(*page, *menu, index); });
        if (!showsPackets(*page)) {
            connect(&page->view(), &QAbstractItemView::doubleClicked, this, [this] { showPackets(); });
            connect(&page->view(), &views::TableView::rowOpened, this, [this] { showPackets(); });
        }
    }
    wireJob();
}

void PacketController::wireJob() {
    connect(&m_job, &session::SliceJob::progressed, this, [this](qulonglong written, qulonglong total) {
        const QLocale locale;
        m_offer = Offer::cancel;
        m_banner->show({Notice::Kind::information,
                        total == 0 ? tr("Looking for the packets…")
                                   : tr("Writing packets: %1 of %2")
                                         .arg(locale.toString(std::min(written, total)), locale.toString(total))},
                       tr("&Cancel"));
    });
    connect(&m_job, &session::SliceJob::finished, this, [this](const QString& path, qulonglong packets) {
        m_written = path;
        m_offer = Offer::wireshark;
        const QString words =
            tr("%1 packets written to %2", nullptr, models::plural(packets)).arg(QLocale().toString(packets), path);
        m_banner->show({Notice::Kind::information, words},
                       wireshark().isEmpty() ? QString() : tr("Open in &Wireshark"));
    });
    connect(&m_job, &session::SliceJob::failed, this, [this](const QString& path, const Error& error) {
        m_offer = Offer::none;
        m_banner->show({Notice::Kind::error, tr("%1 was not written: %2").arg(path, models::sentence(error))});
    });
    connect(m_banner, &Banner::actionTriggered, this, &PacketController::act);
}

void PacketController::act() {
    if (m_offer == Offer::cancel) {
        m_job.cancel();
        m_banner->hide();
    } else if (m_offer == Offer::wireshark) {
        openInWireshark({m_written});
    }
}

void PacketController::setCapture(const traffic::Snapshot& snapshot, const QStringList& paths) {
    if (!snapshot) {
        m_job.cancel();
        m_banner->hide();
        static_cast<panes::PacketsPage*>(m_pages.page(packetsKey))->showAll();
    }
    m_snapshot = snapshot;
    m_paths = paths;
}

std::vector<table::Subject> PacketController::selectedSubjects(TablePage& page) const {
    std::vector<std::uint32_t> rows;
    for (const int row : page.view().selectedRows()) rows.push_back(page.view().tableModel().tableRow(row));
    if (const auto current = currentRow(page); rows.empty() && current)
        rows.push_back(*current);
    return extract::subjectsOf(*page.view().tableModel().table(), rows);
}

std::optional<std::uint32_t> PacketController::currentRow(TablePage& page) const {
    const QModelIndex current = page.view().currentIndex();
    if (current.isValid())
        return page.view().tableModel().tableRow(current.row());
    const std::vector<int> selected = page.view().selectedRows();
    return selected.empty() ? std::nullopt : std::optional(page.view().tableModel().tableRow(selected.front()));
}

void PacketController::fillMenu(TablePage& page, QMenu& menu, const QModelIndex& index) {
    addForeignFilters(page, menu, index);
    if (!page.info().hasPackets())
        return;
    menu.addSeparator();
    if (!showsPackets(page))
        menu.addAction(m_actions.showPackets);
    if (page.info().canFollow)
        menu.addAction(m_actions.follow);
    menu.addAction(m_actions.savePackets);
}

void PacketController::addForeignFilters(TablePage& page, QMenu& menu, const QModelIndex& index) {
    const models::TableModel& model = page.view().tableModel();
    const std::uint32_t row = model.tableRow(index.row());
    const auto add = [&menu](const QString& label, const QString& filter) {
        if (filter.isEmpty())
            return;
        connect(menu.addAction(label.arg(elided(filter))), &QAction::triggered, &menu,
                [filter] { QApplication::clipboard()->setText(filter); });
    };
    const auto cell = models::cellFilters(*model.table(), row, static_cast<std::size_t>(index.column()));
    add(tr("Copy as &Wireshark filter: %1"), cell.wireshark);
    add(tr("Copy as &BPF: %1"), cell.bpf);
    const auto whole = models::conversationFilters(*model.table(), row);
    add(tr("Copy conversation as Wires&hark filter: %1"), whole.wireshark);
    add(tr("Copy conv&ersation as BPF: %1"), whole.bpf);
}

void PacketController::showPackets() {
    TablePage* page = m_pages.current();
    auto* packets = static_cast<panes::PacketsPage*>(m_pages.page(packetsKey));
    if (!page || !page->known() || !m_snapshot)
        return;
    const capturetables::TableRequest& request = page->source().request();
    std::vector<table::Subject> subjects = selectedSubjects(*page);
    if (!hasPackets(subjects)) {
        emit notice({Notice::Kind::passing, tr("Select rows with addresses, names, conversations or frames first.")});
        return;
    }
    if (page != packets) {
        packets->showAll();
        if (const auto text = models::packetsFilter(*m_snapshot, request, subjects)) {
            m_filter.set(*text);
        } else {
            const auto rows = static_cast<int>(subjects.size());
            m_filter.clear();
            packets->showOnly(packetsOf(request, std::move(subjects)), rows);
        }
    }
    m_pages.setCurrentWidget(packets);
    packets->takeFocus();
}

panes::FollowWindow* PacketController::follow() {
    TablePage* page = m_pages.current();
    const auto row = page && page->known() ? currentRow(*page) : std::nullopt;
    if (!row || !m_snapshot || !page->info().canFollow) {
        emit notice({Notice::Kind::passing, tr("Select a packet, a conversation or a DNS message first.")});
        return nullptr;
    }
    const table::TablePtr table = page->view().tableModel().table();
    session::FollowOrder order;
    order.snapshot = m_snapshot;
    order.choose = [request = page->source().request(),
                    subject = table->subject(*row)](const traffic::SnapshotData& state) {
        return followable(state, extract::flowsOf(state, request, {&subject, 1}));
    };
    auto* shown = new panes::FollowWindow(
        std::move(order), panes::suggestedPath(m_paths.value(0), QStringLiteral("conversation")), &m_window);
    shown->show();
    return shown;
}

void PacketController::saveSelected() {
    TablePage* page = m_pages.current();
    if (!page || !page->known() || !m_snapshot)
        return;
    std::vector<table::Subject> subjects = selectedSubjects(*page);
    if (hasPackets(subjects))
        save(choiceByFilter(QString(), packetsOf(page->source().request(), std::move(subjects))));
    else
        emit notice({Notice::Kind::passing, tr("Select rows that have packets.")});
}

void PacketController::saveShown() {
    if (!m_snapshot)
        return;
    TablePage& packets = *m_pages.page(packetsKey);
    const models::FilterFit& fit = packets.filterFit();
    save(choiceByFilter(fit.state == models::FilterFit::State::notHere ? QString() : fit.text,
                        packets.source().choice()));
}

void PacketController::save(session::SliceOrder::Choose choose) {
    if (m_job.busy()) {
        emit notice({Notice::Kind::information, tr("Packets are still being written: wait, or cancel that first.")});
        return;
    }
    const QString suffix = sliceSuffix(*m_snapshot);
    m_ask({tr("Save Packets"), panes::suggestedPath(m_paths.value(0), QStringLiteral("packets.") + suffix),
           tr("Captures (*.%1);;All files (*)").arg(suffix)},
          [this, snapshot = m_snapshot, choose = std::move(choose)](const QString& path, const QString&) {
              if (path.isEmpty())
                  return;
              m_banner->hide();
              m_job.start({snapshot, choose, QFile::encodeName(path).toStdString()});
          });
}

void PacketController::openCaptureInWireshark() { openInWireshark(m_paths); }

void PacketController::openInWireshark(const QStringList& paths) {
    const QString program = wireshark();
    if (program.isEmpty()) {
        emit notice({Notice::Kind::information, tr("Wireshark is not installed, or not on the search path.")});
        return;
    }
    for (const QString& path : paths) {
        if (!QProcess::startDetached(program, {QFileInfo(path).absoluteFilePath()}))
            emit notice({Notice::Kind::information, tr("%1 could not be started.").arg(program)});
    }
}

}  // namespace weir::controllers
