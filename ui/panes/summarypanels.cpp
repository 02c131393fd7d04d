// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/summarypanels.h"

#include <QSplitter>
#include <algorithm>

#include "ui/charts/storychart.h"
#include "ui/models/rowcells.h"
#include "ui/panes/whopanel.h"

namespace weir::panes {

namespace {

constexpr qsizetype mostLanes = 8;

}  // namespace

SummaryPanels::SummaryPanels(WhoPanel& who, charts::StoryChart& story, QObject* parent)
    : QObject(parent),
      m_who(who),
      m_story(story),
      m_clients(models::requestFor("clients")),
      m_events(models::requestFor("events")) {
    connect(&m_clients, &models::TableSource::updated, this, [this](const auto& result) {
        m_who.setVisible(!result->error);
        m_who.show(result->table);
    });
    connect(&m_events, &models::TableSource::updated, this, [this](const auto& result) {
        m_shown = result;
        m_story.setVisible(!result->error);
        draw();
    });
    connect(&m_story, &charts::StoryChart::picked, this, [this](std::size_t mark) {
        emit rowsRequested(QStringLiteral("packets"), QStringLiteral("number = %1").arg(m_frames[mark]));
    });
}

void SummaryPanels::refresh(const traffic::Snapshot& snapshot, const capturetables::TableRequest& request) {
    for (models::TableSource* source : {&m_clients, &m_events}) {
        capturetables::TableRequest own = request;
        own.name = source->request().name;
        source->setRequest(std::move(own));
        source->setSnapshot(snapshot);
        source->refresh();
    }
}

void SummaryPanels::setSerious(QSet<QString> subjects) {
    if (m_serious == subjects)
        return;
    m_serious = std::move(subjects);
    draw();
}

void SummaryPanels::draw() {
    charts::Story story;
    m_frames.clear();
    const table::TablePtr events = m_shown ? m_shown->table : nullptr;
    const std::size_t rows = events ? events->rows() : 0;
    QStringList lanes;
    for (std::uint32_t row = 0; row < rows; ++row) {
        const QString subject = models::RowCells(*events, row).text("subject");
        if (!lanes.contains(subject))
            lanes << subject;
    }
    std::stable_partition(lanes.begin(), lanes.end(), [this](const QString& lane) { return m_serious.contains(lane); });
    const bool more = lanes.size() > mostLanes;
    const qsizetype own = more ? mostLanes - 1 : lanes.size();
    for (const QString& lane : lanes.mid(0, own)) {
        story.lanes.push_back(lane);
        story.serious.push_back(m_serious.contains(lane));
    }
    if (more) {
        story.lanes.push_back(tr("others"));
        story.serious.push_back(false);
    }
    for (std::uint32_t row = 0; row < rows; ++row) {
        const models::RowCells cells(*events, row);
        charts::StoryMark mark;
        mark.time = cells.integer("time");
        mark.lane = static_cast<std::size_t>(std::min(lanes.indexOf(cells.text("subject")), own));
        mark.kind = cells.text("kind");
        mark.explanation =
            cells.text("client") + QStringLiteral(" · ") + cells.text("subject") + u'\n' + cells.text("what");
        story.marks.push_back(std::move(mark));
        m_frames.push_back(static_cast<qulonglong>(cells.integer("first_frame")));
    }
    if (const traffic::Snapshot& snapshot = m_events.snapshot(); snapshot && snapshot->counters.timed) {
        story.from = snapshot->counters.firstSeen;
        story.to = snapshot->counters.lastSeen;
    }
    m_story.setStory(std::move(story));
    // The story takes what it needs, and the table above it the rest.
    if (auto* splitter = qobject_cast<QSplitter*>(m_story.parentWidget())) {
        const int height = std::min(m_story.maximumHeight(), splitter->height() / 2);
        splitter->setSizes({splitter->height() - height, height});
    }
}

}  // namespace weir::panes
