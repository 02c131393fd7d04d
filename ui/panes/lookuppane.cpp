// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/lookuppane.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/models/errorwords.h"
#include "ui/models/lookupwords.h"
#include "ui/panes/answercard.h"
#include "ui/panes/queuepanel.h"

namespace weir::panes {

using enrich::subject::LookupResult;
using enrich::subject::LookupStatus;

namespace {

constexpr int calm = 120;  // ms: many answers at once are one new picture
constexpr qsizetype mostFailed = 2000;

QString keyOf(const QString& provider, const QString& indicator) { return provider + u' ' + indicator; }

}  // namespace

LookupPane::LookupPane(enrich::queue::Lookups& lookups, models::JobModel& jobs, QWidget* parent)
    : QWidget(parent),
      m_lookups(lookups),
      m_jobs(jobs),
      m_title(new QLabel(this)),
      m_note(new QLabel(this)),
      m_lookUp(new QPushButton(tr("Look &Up…"), this)),
      m_open(new QPushButton(tr("Open in &Browser"), this)),
      m_openMenu(new QMenu(this)),
      m_area(new QScrollArea(this)),
      m_queue(new QueuePanel(lookups, jobs, this)) {
    for (const enrich::providers::ProviderDescriptor& provider : lookups.providers())
        m_names.insert(provider.id, provider.name);
    lay();
    m_later.setSingleShot(true);
    m_later.setInterval(calm);
    connect(&m_later, &QTimer::timeout, this, &LookupPane::rebuild);
    connect(&m_lookups, &enrich::queue::Lookups::resultReady, this, [this](const LookupResult& result) {
        const QString key = keyOf(result.provider, result.indicator.text());
        if (m_failed.size() >= mostFailed)
            m_failed.clear();
        if (result.status == LookupStatus::ok || result.status == LookupStatus::notFound)
            m_failed.remove(key);
        else
            m_failed.insert(key, result);
        if (result.indicator.text() == m_indicator && !m_later.isActive())
            m_later.start();
    });
    connect(&m_lookups, &enrich::queue::Lookups::jobChanged, this, [this](const enrich::queue::LookupJob& job) {
        if (job.indicator == m_indicator && !m_later.isActive())
            m_later.start();
    });
    connect(&m_jobs, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_indicator.isEmpty() && !m_later.isActive())
            m_later.start();
    });
    connect(m_lookUp, &QPushButton::clicked, this, [this] { emit lookUpRequested(m_subject); });
    connect(m_openMenu, &QMenu::aboutToShow, this, [this] { fillLinks(*m_openMenu); });
    rebuild();
}

void LookupPane::lay() {
    for (QLabel* label : {m_title, m_note}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setMinimumWidth(1);
    }
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_title->setFont(large);
    m_title->setObjectName(QStringLiteral("lookupSubject"));
    m_note->setObjectName(QStringLiteral("lookupNote"));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_lookUp->setObjectName(QStringLiteral("lookupButton"));
    m_open->setToolTip(tr("Pages about this address or name; your browser tells their servers what you look at"));
    m_open->setMenu(m_openMenu);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_lookUp);
    buttons->addWidget(m_open);
    buttons->addStretch(1);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(10, 8, 10, 4);
    head->setSpacing(6);
    head->addWidget(m_title);
    head->addWidget(m_note);
    head->addLayout(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_area, 1);
    layout->addWidget(m_queue);
    const QMargins margins = head->contentsMargins();
    setMinimumWidth(std::max(fontMetrics().averageCharWidth() * 34,
                             buttons->sizeHint().width() + margins.left() + margins.right()));
}

QSize LookupPane::sizeHint() const {
    return {std::max(fontMetrics().averageCharWidth() * 52, minimumWidth()), QWidget::sizeHint().height()};
}

void LookupPane::setSubject(const QString& subject) {
    if (m_subject == subject)
        return;
    m_subject = subject;
    m_area->verticalScrollBar()->setValue(0);
    rebuild();
}

void LookupPane::setOfflineData(std::shared_ptr<const enrich::queue::OfflineData> offlineData) {
    m_offlineData = std::move(offlineData);
    rebuild();
}

void LookupPane::setLinks(const QList<enrich::subject::LinkTemplate>& links) { m_links = links; }

void LookupPane::rebuild() {
    m_later.stop();
    const auto indicator = enrich::subject::Indicator::fromUser(m_subject, m_lookups.own());
    m_indicator = indicator ? indicator.value().text() : QString();
    const bool any = !m_subject.isEmpty();
    m_title->setText(any ? m_subject : tr("No address or name"));
    QString note;
    if (!any)
        note = tr("Choose a row with an address or a name to see what is known about it.");
    else if (!indicator)
        note = tr("Never sent: %1.").arg(models::sentence(indicator.error()));
    else if (!indicator.value().note().isEmpty())
        note = tr("Asked about as %1: %2.").arg(m_indicator, indicator.value().note());
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_lookUp->setEnabled(any);
    m_open->setEnabled(indicator.ok());

    const int scroll = m_area->verticalScrollBar()->value();
    auto* content = new QWidget;
    auto* cards = new QVBoxLayout(content);
    cards->setContentsMargins(10, 4, 10, 10);
    cards->setSpacing(8);
    if (any) {
        const qint64 now = m_lookups.now();
        QHash<QString, LookupResult> known;
        for (const LookupResult& result : m_lookups.known(m_subject)) known.insert(result.provider, result);
        int shown = 0;
        for (const enrich::providers::ProviderDescriptor& provider : m_lookups.providers()) {
            const auto kept = known.constFind(provider.id);
            const auto failed = m_failed.constFind(keyOf(provider.id, m_indicator));
            if (kept != known.cend() || failed != m_failed.cend()) {
                AnswerCard* card =
                    makeAnswerCard(kept != known.cend() ? *kept : *failed, provider.name, now, m_openTexts, content);
                if (kept != known.cend() && failed != m_failed.cend())
                    card->addNote(tr("Asked again since: %1").arg(m_lookups.words(*failed)), AnswerCard::Tone::warning);
                connect(card, &AnswerCard::textToggled, this, [this](const QString& name, bool on) {
                    if (on)
                        m_openTexts.insert(name);
                    else
                        m_openTexts.remove(name);
                });
                cards->addWidget(card);
                ++shown;
            } else if (const QString state = m_jobs.words(provider.id, m_indicator); !state.isEmpty()) {
                cards->addWidget(new AnswerCard(provider.name, state, AnswerCard::Tone::plain, content));
                ++shown;
            }
        }
        if (m_offlineData)
            addOffline(*cards, *m_offlineData);
        if (shown == 0 && indicator) {
            auto* nothing = new QLabel(tr("Nobody has been asked about this yet. Nothing is sent until you say so."));
            nothing->setTextFormat(Qt::PlainText);
            nothing->setWordWrap(true);
            nothing->setForegroundRole(QPalette::PlaceholderText);
            cards->insertWidget(0, nothing);
        }
    }
    cards->addStretch(1);
    m_area->setWidget(content);  // deletes the one before
    m_area->verticalScrollBar()->setValue(scroll);
}

void LookupPane::addOffline(QVBoxLayout& cards, const enrich::queue::OfflineData& files) {
    const auto address = IpAddress::parse(m_subject.toStdString());
    if (!address)
        return;
    const QString title = tr("On this computer");
    if (files.empty()) {
        auto* card = new AnswerCard(title, files.description(), AnswerCard::Tone::weak, this);
        cards.addWidget(card);
        return;
    }
    const enrich::queue::OfflineAnswer answer = files.lookup(*address);
    const bool known = !answer.country.isEmpty() || answer.asNumber || !answer.asOrganization.isEmpty();
    auto* card = new AnswerCard(title, known ? QString() : tr("Nothing in the files on this computer"),
                                AnswerCard::Tone::weak, this);
    const auto fact = [card](const QString& label, const QString& text) {
        if (!text.isEmpty())
            card->addFact(label, text);
    };
    // Not where the machine stands.
    fact(tr("Country of registration"), answer.country);
    fact(tr("AS"), answer.asNumber ? tr("AS%1 %2").arg(*answer.asNumber).arg(answer.asOrganization).trimmed()
                                   : answer.asOrganization);
    QSet<QString> named;  // the files for IPv4 and IPv6 are one source
    for (const enrich::queue::OfflineData::Source& source : files.sources()) {
        if ((source.name != answer.countrySource && source.name != answer.networkSource) || named.contains(source.name))
            continue;
        named.insert(source.name);
        const QString date = source.date.isValid()
                                 ? tr("%1, %2 old")
                                       .arg(source.date.toUTC().date().toString(Qt::ISODate),
                                            enrich::queue::ageWords(source.date.toMSecsSinceEpoch(), m_lookups.now()))
                                 : tr("of unknown date");
        card->addNote(tr("Source: %1, %2").arg(source.name, date));
    }
    cards.addWidget(card);
}

void LookupPane::fillLinks(QMenu& menu) {
    menu.clear();
    const auto indicator = enrich::subject::Indicator::fromUser(m_subject, m_lookups.own());
    for (const enrich::subject::LinkTemplate& link : m_links) {
        if (!indicator || !enrich::subject::isFor(link, indicator.value()))
            continue;
        QString name = link.name;
        connect(menu.addAction(name.replace(u'&', QStringLiteral("&&"))), &QAction::triggered, this,
                [this, link] { open(link); });
    }
    if (!menu.isEmpty())
        menu.addSeparator();
    connect(menu.addAction(tr("&Edit these pages…")), &QAction::triggered, this, &LookupPane::editLinksRequested);
}

void LookupPane::open(const enrich::subject::LinkTemplate& link) {
    const auto indicator = enrich::subject::Indicator::fromUser(m_subject, m_lookups.own());
    if (!indicator)
        return;
    if (const auto url = enrich::subject::expand(link, indicator.value()))
        QDesktopServices::openUrl(url.value());
}

}  // namespace weir::panes
