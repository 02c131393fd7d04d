// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/report.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/handover/html.h"
#include "core/handover/provenance.h"
#include "core/handover/reportanswers.h"
#include "core/table/sort.h"
#include "core/traffic/filehash.h"
#include "core/traffic/snapshot.h"

/// Marks a text for scripts/translations, which reads this file; nothing of Qt is here.
#define QT_TRANSLATE_NOOP(context, text) text

namespace weir::handover {
namespace {

using html::cut;
using html::escaped;
using traffic::Snapshot;

constexpr std::string_view style = R"(<style>
body { font: 14px/1.45 sans-serif; color: #1a1a1a; background: #fff; max-width: 72em; margin: 2em auto; padding: 0 1.5em; }
h1 { font-size: 1.6em; margin: 0 0 .2em; overflow-wrap: anywhere; }
h2 { font-size: 1.2em; margin: 1.8em 0 .5em; border-bottom: 1px solid #bbb; padding-bottom: .2em; break-after: avoid; }
h3 { font-size: 1em; margin: 1.1em 0 .1em; overflow-wrap: anywhere; break-after: avoid; }
p { margin: .3em 0; } ul { margin: .3em 0; padding-left: 1.4em; } li { overflow-wrap: anywhere; }
p.about { color: #555; overflow-wrap: anywhere; } p.none { color: #555; }
p.note { background: #fff6d6; padding: .3em .6em; }
div.verdict { border-left: 6px solid #888; background: #f4f4f4; padding: .4em 1em; margin: 1em 0; overflow-wrap: anywhere; }
div.look { border-color: #c98a00; } div.serious { border-color: #a84a00; background: #fbf1ea; }
div.partial { border-color: #a84a00; background: #fff6d6; }
div.subject { break-inside: avoid; } div.benign { color: #666; }
div.wide { overflow-x: auto; }
table { border-collapse: collapse; } th { text-align: left; font-weight: 600; }
th, td { padding: 2px 14px 2px 0; vertical-align: top; white-space: nowrap; unicode-bidi: isolate; }
td.k { white-space: normal; } td.w { white-space: normal; overflow-wrap: anywhere; min-width: 20em; }
th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; }
tr { break-inside: avoid; } svg { max-width: 100%; vertical-align: -1px; } td svg { max-width: none; }
</style>
)";

class Report {
public:
    Report(const Snapshot& snapshot, const ReportRequest& request)
        : m_snapshot(snapshot),
          m_request(request),
          m_words(request.translate),
          m_top(std::min<std::size_t>(request.top, 1000)) {}

    std::string make() {
        head();
        appendAnswers(m_out, m_snapshot, m_request, m_words);
        notes();
        lookups();
        capture();
        figures();
        time();
        const std::string_view sent = m_request.tables.wireBytes ? "wire_bytes_sent" : "bytes_sent";
        const std::string_view received = m_request.tables.wireBytes ? "wire_bytes_received" : "bytes_received";
        const std::string_view bytes = m_request.tables.wireBytes ? "wire_bytes" : "bytes";
        part(QT_TRANSLATE_NOOP("weir::handover::Report", "Hosts outside, those that no name led to first"), "hosts",
             2 * m_top, {"address", "named_by", "names", "as_org", "country", "clients", "ports", bytes}, bytes);
        part(QT_TRANSLATE_NOOP("weir::handover::Report", "Who sent most"), "talkers", m_top,
             {"address", "scope", "names", "peers", received, sent}, sent);
        part(QT_TRANSLATE_NOOP("weir::handover::Report", "Names asked for most"), "names", m_top,
             {"name", "registrable_domain", "clients", "rcodes", "messages"}, "messages");
        m_out += "<p class=\"none\">" +
                 escaped(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Made by Weir %1. Times are UTC."),
                                 {WEIR_VERSION})) +
                 "</p>\n</body>\n</html>\n";
        return std::move(m_out);
    }

private:
    std::string say(const char* text, std::initializer_list<std::string_view> values = {}) const {
        return escaped(m_words(text, values));
    }
    void title(const char* text) { m_out += "<h2>" + say(text) + "</h2>\n"; }
    void none() {
        m_out += "<p class=\"none\">" + say(QT_TRANSLATE_NOOP("weir::handover::Report", "None.")) + "</p>\n";
    }

    void head() {
        const std::vector<std::string>& files = traffic::captureInfo(*m_snapshot).files;
        std::string name = files.empty() ? std::string() : files.front().substr(files.front().rfind('/') + 1);
        if (files.size() > 1)
            name += " +" + std::to_string(files.size() - 1);
        const std::string heading =
            say(QT_TRANSLATE_NOOP("weir::handover::Report", "Report on %1"), {name.substr(0, 200)});
        m_out = "<!DOCTYPE html>\n<html lang=\"" + escaped(m_request.language) +
                "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
                "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n"
                "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
                heading + "</title>\n";
        m_out += style;
        m_out += "</head>\n<body>\n<h1>" + heading + "</h1>\n<p class=\"about\">";
        const traffic::Counters& c = m_snapshot->counters;
        if (c.timed)
            m_out += say(QT_TRANSLATE_NOOP("weir::handover::Report", "Captured %1 to %2 UTC"),
                         {html::timeText(c.firstSeen), html::timeText(c.lastSeen)}) +
                     " · ";
        m_out += say(QT_TRANSLATE_NOOP("weir::handover::Report", "Frames: %1"), {grouped(c.frames)});
        m_out +=
            " · " + say(QT_TRANSLATE_NOOP("weir::handover::Report", "Bytes on the wire: %1"), {grouped(c.wireBytes)});
        if (!m_request.made.empty())
            m_out += "<br>" + cut(m_request.made);
        m_out += "</p>\n";
        if (m_snapshot->partial)
            m_out += "<div class=\"verdict partial\"><p><b>" +
                     say(QT_TRANSLATE_NOOP("weir::handover::Report",
                                           "Partial: the capture was not read to its end. What is missing here may be "
                                           "in the rest.")) +
                     "</b></p></div>\n";
        if (m_snapshot->info.problem)
            m_out += "<div class=\"verdict partial\"><p>" +
                     say(QT_TRANSLATE_NOOP("weir::handover::Report", "The capture is damaged: %1"),
                         {m_snapshot->info.problem->toString()}) +
                     "</p></div>\n";
    }

    void facts(const std::vector<std::pair<std::string, std::string>>& rows) {
        m_out += "<div class=\"wide\"><table>\n";
        for (const auto& [name, value] : rows) {
            if (!value.empty())
                m_out.append("<tr><th>")
                    .append(escaped(name))
                    .append("</th><td class=\"w\">")
                    .append(value)
                    .append("</td></tr>\n");
        }
        m_out += "</table></div>\n";
    }

    void capture() {
        title(QT_TRANSLATE_NOOP("weir::handover::Report", "The capture"));
        const std::vector<std::string>& files = traffic::captureInfo(*m_snapshot).files;
        const std::vector<std::string> hashes = traffic::fileHashes(*m_snapshot);
        std::vector<std::pair<std::string, std::string>> rows;
        for (std::size_t i = 0; i < files.size(); ++i) {
            rows.emplace_back(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "File")), cut(files[i], 1000));
            rows.emplace_back("SHA-256", i < hashes.size() && !hashes[i].empty()
                                             ? escaped(hashes[i])
                                             : say(QT_TRANSLATE_NOOP("weir::handover::Report", "not known")));
        }
        rows.emplace_back(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Packets let through by")),
                          escaped(m_snapshot->options.captureFilter));
        rows.emplace_back(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Filter")), escaped(m_request.filter));
        rows.emplace_back(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Home networks")),
                          escaped(cut(findings::homeOf(*m_snapshot, m_request.tables).toString(), 1000)));
        rows.emplace_back(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "IP header that counts")),
                          m_snapshot->options.inner
                              ? say(QT_TRANSLATE_NOOP("weir::handover::Report", "the innermost"))
                              : say(QT_TRANSLATE_NOOP("weir::handover::Report", "the outermost")));
        rows.emplace_back(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Bytes")),
                          m_request.tables.wireBytes
                              ? say(QT_TRANSLATE_NOOP("weir::handover::Report", "lengths of frames on the wire"))
                              : say(QT_TRANSLATE_NOOP("weir::handover::Report", "lengths by the IP headers")));
        if (m_request.tables.owners) {
            for (const traffic::Owners::Source& source : m_request.tables.owners->sources())
                rows.emplace_back(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Countries and networks by")),
                                  cut(source.name, 200) + (source.date.empty() ? "" : ", ") + escaped(source.date));
        }
        facts(rows);
    }

    void figures() {
        title(QT_TRANSLATE_NOOP("weir::handover::Report", "In figures"));
        const traffic::SnapshotData& state = *m_snapshot;
        const traffic::Counters& c = state.counters;
        facts(
            {{m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Frames")), grouped(c.frames)},
             {m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "IP packets")), grouped(c.ipv4 + c.ipv6)},
             {m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Malformed")), grouped(c.malformed)},
             {m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "IP bytes")), grouped(c.bytes)},
             {m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Bytes on the wire")), grouped(c.wireBytes)},
             {m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Flows")), grouped(state.flows.size())},
             {m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "DNS messages")), grouped(state.dns.messages.size())},
             {m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "First frame")),
              c.timed ? html::timeText(c.firstSeen) : ""},
             {m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Last frame")),
              c.timed ? html::timeText(c.lastSeen) : ""},
             {m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Duration")),
              c.timed ? seconds(c.lastSeen - c.firstSeen) : ""}});
    }

    static std::string seconds(std::int64_t nanoseconds) {
        return realText(static_cast<double>(nanoseconds) / 1e9) + " s";
    }

    void time() {
        title(QT_TRANSLATE_NOOP("weir::handover::Report", "Traffic over time"));
        const capturetables::Timeline timeline = capturetables::makeTimeline(*m_snapshot, 60);
        const auto& values = m_request.tables.wireBytes ? timeline.wireBytes : timeline.bytes;
        if (timeline.from >= timeline.to)
            return none();
        m_out += html::columns(values) + "\n<p class=\"about\">" +
                 say(QT_TRANSLATE_NOOP("weir::handover::Report",
                                       "Bytes in 60 equal spans from %1 to %2; the tallest is %3."),
                     {html::timeText(timeline.from), html::timeText(timeline.to),
                      grouped(*std::max_element(values.begin(), values.end()))}) +
                 "</p>\n";
    }

    void part(const char* heading, const std::string& name, std::size_t limit,
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
        html::appendTable(m_out, table, rows, std::vector<std::string_view>(columns), bars,
                          [this](const std::string& text) { return m_words.in("weir::models::ColumnWords", text); });
        if (rows.size() < all)
            m_out += "<p class=\"none\">" +
                     say(QT_TRANSLATE_NOOP("weir::handover::Report", "The first %1 of %2."),
                         {grouped(rows.size()), grouped(all)}) +
                     "</p>\n";
    }

    void lookups() {
        auto found = m_request.tables.notes ? lookupsOf(*m_request.tables.notes) : std::vector<Lookup>{};
        if (m_request.tables.nameNotes) {
            const auto names = lookupsOf(*m_request.tables.nameNotes);
            found.insert(found.end(), names.begin(), names.end());
        }
        if (found.empty())
            return;
        title(QT_TRANSLATE_NOOP("weir::handover::Report", "Looked up"));
        const std::string heads[] = {m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Subject")),
                                     m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Asked")),
                                     m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Answer")),
                                     m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Time (UTC)"))};
        const std::vector<std::string_view> views(std::begin(heads), std::end(heads));
        html::Grid grid(m_out, views, {"w", "", "w", ""});
        for (const Lookup& lookup : found) {
            const std::string cells[] = {escaped(lookup.subject), escaped(lookup.source), cut(lookup.answer),
                                         html::timeText(lookup.time)};
            grid.row(cells);
        }
    }

    void notes() {
        if (m_request.notes.marks.empty())
            return;
        title(QT_TRANSLATE_NOOP("weir::handover::Report", "Notes"));
        const std::string heads[] = {"", m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "About")),
                                     m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Subject")),
                                     m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Verdict")),
                                     m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Note"))};
        const std::vector<std::string_view> views(std::begin(heads), std::end(heads));
        html::Grid grid(m_out, views, {"", "", "w", "", "w"});
        for (const auto& [about, mark] : m_request.notes.marks) {
            const std::string cells[] = {mark.starred ? "★" : "", aboutText(about.kind), cut(about.key),
                                         mark.verdict == Verdict::none ? "" : verdictText(mark.verdict),
                                         html::lines(mark.note)};
            grid.row(cells);
        }
    }

    std::string aboutText(SubjectKind kind) const {
        switch (kind) {
            case SubjectKind::address:
                return say(QT_TRANSLATE_NOOP("weir::handover::Report", "address"));
            case SubjectKind::name:
                return say(QT_TRANSLATE_NOOP("weir::handover::Report", "name"));
            case SubjectKind::flow:
                return say(QT_TRANSLATE_NOOP("weir::handover::Report", "flow"));
            case SubjectKind::frame:
                break;
        }
        return say(QT_TRANSLATE_NOOP("weir::handover::Report", "frame"));
    }
    std::string verdictText(Verdict verdict) const {
        return say(verdict == Verdict::benign       ? QT_TRANSLATE_NOOP("weir::handover::Report", "benign")
                   : verdict == Verdict::suspicious ? QT_TRANSLATE_NOOP("weir::handover::Report", "suspicious")
                                                    : QT_TRANSLATE_NOOP("weir::handover::Report", "malicious"));
    }

    const Snapshot& m_snapshot;
    const ReportRequest& m_request;
    const ReportWords m_words;
    const std::size_t m_top;
    std::string m_out;
};

}  // namespace

std::string reportHtml(const Snapshot& snapshot, const ReportRequest& request) {
    return Report(snapshot, request).make();
}

}  // namespace weir::handover
