// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/report.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/handover/html.h"
#include "core/handover/provenance.h"
#include "core/table/sort.h"
#include "core/traffic/filehash.h"
#include "core/traffic/snapshot.h"

namespace weir::handover {
namespace {

using html::cut;
using html::escaped;
using traffic::Snapshot;

constexpr std::string_view head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<title>Weir: report on a capture</title>
<style>
body { font: 14px/1.4 sans-serif; color: #1a1a1a; background: #fff; max-width: 70em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 1.8em; border-bottom: 1px solid #bbb; }
table { border-collapse: collapse; } th { text-align: left; font-weight: 600; }
th, td { padding: 2px 8px 2px 0; vertical-align: top; overflow-wrap: anywhere; unicode-bidi: isolate; }
td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
tr { break-inside: avoid; } p.none { color: #555; }
</style>
</head>
<body>
)";

class Report {
public:
    Report(const Snapshot& snapshot, const ReportRequest& request)
        : m_snapshot(snapshot), m_request(request), m_top(std::min<std::size_t>(request.top, 1000)) {}

    std::string make() {
        m_out = head;
        m_out += "<h1>Report on a capture</h1>\n";
        subject();
        figures();
        time();
        const std::string_view sent = m_request.tables.wireBytes ? "wire_bytes_sent" : "bytes_sent";
        const std::string_view received = m_request.tables.wireBytes ? "wire_bytes_received" : "bytes_received";
        const std::string_view bytes = m_request.tables.wireBytes ? "wire_bytes" : "bytes";
        part("Who sent most", "talkers", m_top, {"address", "scope", "names", "peers", received, sent}, sent);
        part("Hosts outside, those that no name led to first", "hosts", 2 * m_top,
             {"address", "named_by", "names", "clients", "ports", "first_seen", "country", "as_org", bytes}, bytes);
        part("Names asked for most", "names", m_top, {"name", "registrable_domain", "clients", "rcodes", "messages"},
             "messages");
        part("Findings", "findings", 2 * m_top, {"rank", "score", "subject", "why", "first_frame"}, {});
        lookups();
        notes();
        m_out += "<p>Made by Weir " + escaped(WEIR_VERSION) + ".</p>\n</body>\n</html>\n";
        return std::move(m_out);
    }

private:
    void title(std::string_view text) { m_out.append("<h2>").append(escaped(text)).append("</h2>\n"); }
    void none() { m_out += "<p class=\"none\">None.</p>\n"; }

    void facts(const std::vector<std::pair<std::string, std::string>>& rows) {
        m_out += "<table>\n";
        for (const auto& [name, value] : rows) {
            if (!value.empty())
                m_out.append("<tr><th>").append(escaped(name)).append("</th><td>").append(value).append("</td></tr>\n");
        }
        m_out += "</table>\n";
    }

    void subject() {
        const std::vector<std::string>& files = traffic::captureInfo(*m_snapshot).files;
        const std::vector<std::string> hashes = traffic::fileHashes(*m_snapshot);
        std::vector<std::pair<std::string, std::string>> rows;
        for (std::size_t i = 0; i < files.size(); ++i) {
            rows.emplace_back("File", cut(files[i], 1000));
            rows.emplace_back("SHA-256", i < hashes.size() && !hashes[i].empty() ? escaped(hashes[i]) : "not known");
        }
        rows.emplace_back("Packets let through by", escaped(m_snapshot->options.captureFilter));
        rows.emplace_back("Filter", escaped(m_request.filter));
        rows.emplace_back("Home networks",
                          escaped(cut(findings::homeOf(*m_snapshot, m_request.tables).toString(), 1000)));
        rows.emplace_back("IP header that counts", m_snapshot->options.inner ? "the innermost" : "the outermost");
        rows.emplace_back("Bytes",
                          m_request.tables.wireBytes ? "lengths of frames on the wire" : "lengths by the IP headers");
        if (m_request.tables.owners) {
            for (const traffic::Owners::Source& source : m_request.tables.owners->sources())
                rows.emplace_back("Countries and networks by",
                                  cut(source.name, 200) + (source.date.empty() ? "" : ", ") + escaped(source.date));
        }
        if (m_snapshot->partial)
            rows.emplace_back("Beware", "the capture was not read to its end");
        facts(rows);
    }

    void figures() {
        title("In figures");
        const traffic::SnapshotData& state = *m_snapshot;
        const traffic::Counters& c = state.counters;
        const auto number = [](std::uint64_t value) { return std::to_string(value); };
        facts({{"Frames", number(c.frames)},
               {"IP packets", number(c.ipv4 + c.ipv6)},
               {"Malformed", number(c.malformed)},
               {"Bytes", number(c.bytes)},
               {"Bytes on the wire", number(c.wireBytes)},
               {"Flows", number(state.flows.size())},
               {"DNS messages", number(state.dns.messages.size())},
               {"First frame", c.timed ? isoTimeText(c.firstSeen) : ""},
               {"Last frame", c.timed ? isoTimeText(c.lastSeen) : ""},
               {"Duration", c.timed ? secondsText(c.lastSeen - c.firstSeen) + " s" : ""},
               {"Damage", state.info.problem ? escaped(state.info.problem->toString()) : ""}});
    }

    void time() {
        title("Traffic over time");
        const capturetables::Timeline timeline = capturetables::makeTimeline(*m_snapshot, 60);
        const auto& values = m_request.tables.wireBytes ? timeline.wireBytes : timeline.bytes;
        if (timeline.from >= timeline.to)
            return none();
        m_out += html::columns(values) + "\n<p>Bytes in 60 equal spans from " + isoTimeText(timeline.from) + " to " +
                 isoTimeText(timeline.to) + "; the tallest is " +
                 std::to_string(*std::max_element(values.begin(), values.end())) + ".</p>\n";
    }

    void part(std::string_view heading, const std::string& name, std::size_t limit,
              std::initializer_list<std::string_view> columns, std::optional<std::string_view> bars) {
        title(heading);
        capturetables::TableRequest wanted = m_request.tables;
        wanted.name = name;
        const auto made = capturetables::makeTable(m_snapshot, wanted);
        if (!made || made.value()->rows() == 0)
            return none();
        const table::Table& table = *made.value();
        table::Rows rows = table::allRows(table);
        if (const auto namedBy = table::findColumn(table.schema(), "named_by")) {
            std::string scratch;
            std::stable_partition(rows.begin(), rows.end(),
                                  [&](std::uint32_t row) { return table.cell(row, *namedBy, scratch).text == "none"; });
        }
        const std::size_t all = rows.size();
        rows.resize(std::min(rows.size(), limit));
        html::appendTable(m_out, table, rows, std::vector<std::string_view>(columns), bars);
        if (rows.size() < all)
            m_out +=
                "<p class=\"none\">The first " + std::to_string(rows.size()) + " of " + std::to_string(all) + ".</p>\n";
    }

    void lookups() {
        title("Looked up");
        auto found = m_request.tables.notes ? lookupsOf(*m_request.tables.notes) : std::vector<Lookup>{};
        if (m_request.tables.nameNotes) {
            const auto names = lookupsOf(*m_request.tables.nameNotes);
            found.insert(found.end(), names.begin(), names.end());
        }
        if (found.empty())
            return none();
        constexpr std::string_view heads[] = {"address", "asked", "answer", "time"};
        html::Grid grid(m_out, heads);
        for (const Lookup& lookup : found) {
            const std::string cells[] = {escaped(lookup.subject), escaped(lookup.source), cut(lookup.answer),
                                         isoTimeText(lookup.time)};
            grid.row(cells);
        }
    }

    void notes() {
        title("Notes");
        if (m_request.notes.marks.empty())
            return none();
        constexpr std::string_view heads[] = {"", "about", "subject", "verdict", "note"};
        html::Grid grid(m_out, heads);
        for (const auto& [about, mark] : m_request.notes.marks) {
            const std::string cells[] = {mark.starred ? "★" : "", std::string(toString(about.kind)), cut(about.key),
                                         mark.verdict == Verdict::none ? "" : std::string(toString(mark.verdict)),
                                         html::lines(mark.note)};
            grid.row(cells);
        }
    }

    const Snapshot& m_snapshot;
    const ReportRequest& m_request;
    const std::size_t m_top;
    std::string m_out;
};

}  // namespace

std::string reportHtml(const Snapshot& snapshot, const ReportRequest& request) {
    return Report(snapshot, request).make();
}

}  // namespace weir::handover
