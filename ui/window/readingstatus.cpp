// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/readingstatus.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <algorithm>
#include <span>

#include "core/traffic/snapshot.h"
#include "ui/models/errorwords.h"
#include "ui/models/format.h"
#include "ui/models/plural.h"

namespace weir::window {

namespace {

QString sizeText(std::uint64_t bytes, const QLocale& locale) {
    return models::bytesText(static_cast<std::int64_t>(bytes), locale);
}

}  // namespace

ReadingStatus::ReadingStatus(QWidget* parent)
    : QWidget(parent),
      m_partial(new QLabel(tr("Partial"), this)),
      m_bar(new QProgressBar(this)),
      m_stop(new QPushButton(tr("&Stop"), this)) {
    m_partial->setToolTip(tr("The tables hold only the part of the capture that was read."));
    m_partial->setObjectName(QStringLiteral("partialMark"));
    QFont bold = m_partial->font();
    bold.setBold(true);
    m_partial->setFont(bold);
    m_bar->setAccessibleName(tr("Reading"));
    m_bar->setFixedWidth(fontMetrics().averageCharWidth() * 36);
    m_stop->setObjectName(QStringLiteral("stopReading"));
    m_stop->setToolTip(tr("Stop reading (Esc); what was read stays"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_partial);
    layout->addWidget(m_bar);
    layout->addWidget(m_stop);
    connect(m_stop, &QPushButton::clicked, this, &ReadingStatus::stopRequested);
    setState(false, false);
}

void ReadingStatus::setState(bool reading, bool partial) {
    m_partial->setVisible(partial && !reading);
    m_bar->setVisible(reading);
    m_stop->setVisible(reading);
    setVisible(reading || partial);
}

void ReadingStatus::reset() {
    m_bar->setRange(0, 100);
    m_bar->setValue(0);
    m_bar->setFormat(tr("Opening…"));
    m_stop->setEnabled(true);
}

void ReadingStatus::setProgress(const traffic::Progress& progress) {
    const int hundredths = percentage(progress);
    m_bar->setRange(0, hundredths < 0 ? 0 : 100);
    m_bar->setValue(hundredths);
    m_bar->setFormat(
        tr("%1 of %2").arg(sizeText(progress.bytesDone, locale()), sizeText(progress.bytesTotal, locale())));
}

void ReadingStatus::stop() {
    m_stop->setEnabled(false);
    emit stopRequested();
}

int percentage(const traffic::Progress& progress) {
    if (progress.bytesTotal == 0)
        return -1;
    return static_cast<int>(static_cast<double>(progress.bytesDone) / static_cast<double>(progress.bytesTotal) * 100);
}

QString readingProblem(const traffic::SnapshotData& state, const QLocale& locale) {
    const traffic::Progress progress = traffic::progressOf(state);
    const QString frames = locale.toString(static_cast<qulonglong>(progress.frames));
    if (const auto& problem = traffic::captureInfo(state).problem) {
        const QString where =
            problem->offset
                ? ReadingStatus::tr(" at offset %1").arg(locale.toString(static_cast<qulonglong>(*problem->offset)))
                : QString();
        return ReadingStatus::tr("This capture is damaged%1: %2. The tables hold the %3 frames that could be read.",
                                 nullptr, models::plural(progress.frames))
            .arg(where, models::sentence(*problem), frames);
    }
    if (!traffic::isPartial(state))
        return {};
    if (progress.bytesTotal == 0)
        return ReadingStatus::tr("Reading was stopped: the tables hold the first %1 frames.", nullptr,
                                 models::plural(progress.frames))
            .arg(frames);
    return ReadingStatus::tr("Reading was stopped: the tables hold the first %1 frames, %2 of %3.", nullptr,
                             models::plural(progress.frames))
        .arg(frames, sizeText(progress.bytesDone, locale), sizeText(progress.bytesTotal, locale));
}

QString homeNotice(const traffic::SnapshotData& state, const QLocale& locale) {
    constexpr std::size_t most = 3;
    const traffic::InferredHome& home = state.home;
    if (home.addresses.empty()) {
        return home.undecided[0] || home.undecided[1]
                   ? ReadingStatus::tr(
                         "Which addresses are yours cannot be told from this capture: see View, Home "
                         "Networks.")
                   : QString();
    }
    QStringList addresses;
    for (const IpAddress& address : std::span(home.addresses).first(std::min(most, home.addresses.size())))
        addresses << QString::fromStdString(address.toString());
    if (home.addresses.size() > most)
        addresses << locale.toString(static_cast<qulonglong>(home.addresses.size() - most)) + u'+';
    return ReadingStatus::tr("Taken for home because of their conversations: %1. View, Home Networks changes that.")
        .arg(addresses.join(QStringLiteral(", ")));
}

}  // namespace weir::window
