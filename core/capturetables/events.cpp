// SPDX-License-Identifier: GPL-3.0-or-later
// The events table: the story that the findings tell, in time order.
#include "core/capturetables/tabledefinition.h"
#include "core/findings/story.h"
#include "core/table/columns.h"

namespace weir::capturetables {
namespace {

using namespace table;

struct EventRow {
    const traffic::SnapshotData& state;
    const findings::StoryEvent& event;
};

const ColumnsOf<EventRow>& columns() {
    static const ColumnsOf<EventRow> all{
        {timeColumn("time", "Time", "When it began"), [](const EventRow& row) { return row.event.time; }},
        {addressColumn("client", "Client", "Whose doing it was"),
         [](const EventRow& row) { return row.event.client ? row.state.address(*row.event.client) : IpAddress{}; }},
        {textColumn("kind", "Kind",
                    "`asked` (for a name that led to a finding, for the first time), `downloaded`, `sent`, `contacted` "
                    "(a server that nothing harmless explains, where no other row says what was done with it), "
                    "`beacon`, `tunnel`, `scan`, `login` (passwords tried, or said aloud), `moved` (on to other "
                    "machines at home), `listed`"),
         [](const EventRow& row) { return toString(row.event.kind); }},
        {textColumn("subject", "Subject", "The address or name: of the finding, or the one asked for"),
         [](const EventRow& row) { return std::string_view(row.event.subject); }},
        {textColumn("what", "What", "What happened, in words and figures"),
         [](const EventRow& row) { return std::string_view(row.event.what); }},
        {numberColumn("first_frame", "First frame", "First frame that shows it"),
         [](const EventRow& row) { return row.event.firstFrame; }},
        {countColumn("frames", "Frames", "How many frames show it"),
         [](const EventRow& row) { return row.event.frames; }},
    };
    return all;
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const std::vector<findings::StoryEvent> story = findings::tellStory(snapshot, request);
    std::vector<Subject> subjects;
    for (const findings::StoryEvent& event : story) {
        const auto address = IpAddress::parse(event.subject);
        subjects.push_back(address ? Subject(*address) : Subject(NameSubject{event.subject}));
    }
    const auto rowAt = [&](std::size_t i) { return EventRow{*snapshot, story[i]}; };
    return makeTable("events", columns(), story.size(), rowAt,
                     [subjects = std::move(subjects)](const ColumnTable&, std::size_t row) { return subjects[row]; });
}

}  // namespace

TableDefinition eventsTable() {
    return {
        {.name = "events",
         .title = "Events",
         .about = "A row is something that happened, in time order: the story of the findings that are worth a look "
                  "or serious; a behaviour that repeats is one row",
         .rows = RowKind::event,
         .lookupColumns = {"subject"}},
        fixedSchema([] { return schemaOf(columns()); }),
        make};
}

}  // namespace weir::capturetables
