// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/reportanswers.h"

#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/findings/kinds.h"
#include "core/findings/ranking.h"
#include "core/findings/story.h"
#include "core/handover/html.h"
#include "core/handover/storysvg.h"
#include "core/table/sort.h"

/// Marks a text for scripts/translations, which reads this file; nothing of Qt is here.
#define QT_TRANSLATE_NOOP(context, text) text

namespace weir::handover {
namespace {

using findings::RankedFinding;
using findings::Severity;
using html::cut;
using html::escaped;

constexpr std::size_t mostNamed = 5;  // subjects that the verdict names

const char* kindText(findings::StoryKind kind) {
    using enum findings::StoryKind;
    switch (kind) {
        case asked:
            return QT_TRANSLATE_NOOP("weir::handover::Report", "asked for a name");
        case downloaded:
            return QT_TRANSLATE_NOOP("weir::handover::Report", "downloaded");
        case sent:
            return QT_TRANSLATE_NOOP("weir::handover::Report", "sent data");
        case contacted:
            return QT_TRANSLATE_NOOP("weir::handover::Report", "contacted");
        case beacon:
            return QT_TRANSLATE_NOOP("weir::handover::Report", "beacon");
        case tunnel:
            return QT_TRANSLATE_NOOP("weir::handover::Report", "tunnel");
        case scan:
            return QT_TRANSLATE_NOOP("weir::handover::Report", "scan");
        case login:
            return QT_TRANSLATE_NOOP("weir::handover::Report", "login attempts");
        case moved:
            return QT_TRANSLATE_NOOP("weir::handover::Report", "moved to other machines");
        case listed:
            break;
    }
    return QT_TRANSLATE_NOOP("weir::handover::Report", "on a list");
}

const char* verdictText(Verdict verdict) {
    switch (verdict) {
        case Verdict::benign:
            return QT_TRANSLATE_NOOP("weir::handover::Report", "judged benign");
        case Verdict::suspicious:
            return QT_TRANSLATE_NOOP("weir::handover::Report", "judged suspicious");
        case Verdict::malicious:
            return QT_TRANSLATE_NOOP("weir::handover::Report", "judged malicious");
        case Verdict::none:
            break;
    }
    return "";
}

/// What was seen, without the word for it that its title has said: "rare: 10.0.0.1 alone …".
std::string withoutKind(const findings::Reason& reason) {
    const std::size_t colon = reason.why.find(": ");
    std::string words = reason.kind;
    std::replace(words.begin(), words.end(), '-', ' ');
    return colon != std::string::npos && words.starts_with(reason.why.substr(0, colon)) ? reason.why.substr(colon + 2)
                                                                                        : reason.why;
}

class Answers {
public:
    Answers(std::string& out, const traffic::Snapshot& snapshot, const ReportRequest& request, const ReportWords& words)
        : m_out(out),
          m_snapshot(snapshot),
          m_request(request),
          m_words(words),
          m_top(std::min<std::size_t>(request.top, 1000)) {
        m_kept = findings::keptFindings(snapshot, request.tables);
        m_ranked = findings::ranked(*m_kept, request.tables);
        capturetables::TableRequest wanted = request.tables;
        wanted.name = "findings";
        if (auto made = capturetables::makeTable(snapshot, wanted))
            m_table = made.take();
        for (std::uint32_t row = 0; row < m_ranked.size(); ++row) {
            const Mark* mark = markOf(*m_ranked[row].finding);
            const Verdict verdict = mark ? mark->verdict : Verdict::none;
            const Severity severity = findings::severity(m_ranked[row].score);
            if (verdict == Verdict::benign)
                m_benign.push_back(row);
            else if (verdict == Verdict::malicious)
                m_malicious.push_back(row);
            else if (severity == Severity::serious)
                m_serious.push_back(row);
            else if (severity == Severity::look || verdict == Verdict::suspicious)
                m_look.push_back(row);
            else
                m_little.push_back(row);
        }
    }

    void make() {
        verdict();
        who();
        subjects();
        story();
    }

private:
    const Mark* markOf(const findings::Finding& finding) const {
        const SubjectKind kind = finding.address ? SubjectKind::address : SubjectKind::name;
        return m_request.notes.find({kind, finding.address ? finding.subject : lowered(finding.subject)});
    }
    std::string cell(std::uint32_t row, std::string_view column) const {
        const auto at = m_table ? table::findColumn(m_table->schema(), column) : std::nullopt;
        std::string scratch;
        return at && row < m_table->rows() ? table::cellText(m_table->cell(row, *at, scratch)) : std::string();
    }
    void title(const char* text) { m_out += "<h2>" + escaped(m_words(text)) + "</h2>\n"; }
    void none() {
        m_out +=
            "<p class=\"none\">" + escaped(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "None."))) + "</p>\n";
    }
    std::string named(const std::vector<std::uint32_t>& rows) const {
        std::string out;
        for (std::size_t i = 0; i < std::min(rows.size(), mostNamed); ++i)
            out += (i == 0 ? "" : ", ") + cut(m_ranked[rows[i]].finding->subject, 100);
        return rows.size() > mostNamed ? out + ", …" : out;
    }

    void verdict() {
        struct Line {
            const char* text;
            const std::vector<std::uint32_t>& rows;
        };
        const Line lines[] = {{QT_TRANSLATE_NOOP("weir::handover::Report", "Judged malicious (%1): %2"), m_malicious},
                              {QT_TRANSLATE_NOOP("weir::handover::Report", "Serious (%1): %2"), m_serious},
                              {QT_TRANSLATE_NOOP("weir::handover::Report", "Worth a look (%1): %2"), m_look}};
        const bool bad = !m_malicious.empty() || !m_serious.empty();
        m_out += bad              ? "<div class=\"verdict serious\">"
                 : m_look.empty() ? "<div class=\"verdict\">"
                                  : "<div class=\"verdict look\">";
        std::string inside;
        for (const Line& line : lines) {
            if (!line.rows.empty())
                inside += "<p><b>" + m_words(line.text, {grouped(line.rows.size()), named(line.rows)}) + "</b></p>";
        }
        if (inside.empty())
            inside = "<p><b>" + escaped(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Nothing stands out."))) +
                     "</b></p>";
        std::string further;
        if (!m_little.empty())
            further = m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Of little weight: %1."),
                              {grouped(m_little.size())});
        if (!m_benign.empty())
            further += (further.empty() ? "" : " ") +
                       m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Judged benign by the analyst: %1."),
                               {grouped(m_benign.size())});
        if (!further.empty())
            inside += "<p>" + escaped(further) + "</p>";
        m_out += inside + "</div>\n";
    }

    void who() {
        title(QT_TRANSLATE_NOOP("weir::handover::Report", "Who was hit"));
        capturetables::TableRequest wanted = m_request.tables;
        wanted.name = "clients";
        const auto made = capturetables::makeTable(m_snapshot, wanted);
        if (!made || made.value()->rows() == 0)
            return none();
        // Those with findings; where nothing was found, whoever there is.
        const table::Table& clients = *made.value();
        table::Rows rows = table::allRows(clients);
        const auto findings = table::findColumn(clients.schema(), "findings");
        std::string scratch;
        const auto first = std::find_if(rows.begin(), rows.end(), [&](std::uint32_t row) {
            return clients.cell(row, *findings, scratch).integer == 0;
        });
        if (first != rows.begin())
            rows.erase(first, rows.end());
        const std::size_t all = rows.size();
        rows.resize(std::min(rows.size(), m_top));
        constexpr std::string_view columns[] = {"address", "host_names", "user_names", "os",
                                                "mac",     "vendor",     "domain",     "findings"};
        html::appendTable(m_out, clients, rows, columns, {}, titles());
        if (rows.size() < all)
            m_out += "<p class=\"none\">" +
                     escaped(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "The first %1 of %2."),
                                     {grouped(rows.size()), grouped(all)})) +
                     "</p>\n";
    }

    html::Titles titles() const {
        return [this](const std::string& text) { return m_words.in("weir::models::ColumnWords", text); };
    }

    void subjects() {
        title(QT_TRANSLATE_NOOP("weir::handover::Report", "What stands out"));
        std::vector<std::uint32_t> rows;
        for (const auto* part : {&m_malicious, &m_serious, &m_look})
            rows.insert(rows.end(), part->begin(), part->end());
        const std::size_t all = rows.size();
        rows.resize(std::min(rows.size(), 2 * m_top));
        for (const std::uint32_t row : rows) subject(row);
        if (rows.size() < all)
            m_out += "<p class=\"none\">" +
                     escaped(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "The first %1 of %2."),
                                     {grouped(rows.size()), grouped(all)})) +
                     "</p>\n";
        for (const std::uint32_t row : std::vector(
                 m_benign.begin(), m_benign.begin() + static_cast<std::ptrdiff_t>(std::min(m_benign.size(), m_top))))
            subject(row);
        if (all + m_benign.size() + m_little.size() == 0)
            return none();
        if (m_little.empty())
            return;
        m_out += "<h3>" + escaped(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Of little weight"))) + "</h3>\n";
        constexpr std::string_view columns[] = {"subject", "score", "why"};
        table::Rows little(m_little.begin(),
                           m_little.begin() + static_cast<std::ptrdiff_t>(std::min(m_little.size(), m_top)));
        if (m_table)
            html::appendTable(m_out, *m_table, little, columns, {}, titles());
        if (little.size() < m_little.size())
            m_out += "<p class=\"none\">" +
                     escaped(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "The first %1 of %2."),
                                     {grouped(little.size()), grouped(m_little.size())})) +
                     "</p>\n";
    }

    /// One subject: how bad, whose, what the analyst says, and each reason.
    void subject(std::uint32_t row) {
        const RankedFinding& ranked = m_ranked[row];
        const Mark* mark = markOf(*ranked.finding);
        std::vector<std::string> about;
        for (const std::string_view column : {"as_org", "whois_org", "country", "whois_country"}) {
            const std::string text = cell(row, column);
            if (!text.empty() && std::find(about.begin(), about.end(), cut(text)) == about.end())
                about.push_back(cut(text));
        }
        about.push_back(
            escaped(m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "%1 points"), {realText(ranked.score)})));
        if (const std::string verdict = cell(row, "verdict_by"); !verdict.empty())
            about.push_back(cut(verdict));
        const bool benign = mark && mark->verdict == Verdict::benign;
        m_out += benign ? "<div class=\"subject benign\">" : "<div class=\"subject\">";
        m_out += "<h3>" + html::severity(static_cast<int>(findings::severity(ranked.score)) + 1) + ' ' +
                 cut(ranked.finding->subject) + "</h3>\n<p class=\"about\">";
        for (std::size_t i = 0; i < about.size(); ++i) m_out += (i == 0 ? "" : " · ") + about[i];
        m_out += "</p>\n";
        if (mark && (mark->verdict != Verdict::none || !mark->note.empty())) {
            m_out += "<p class=\"note\">";
            if (mark->verdict != Verdict::none)
                m_out += "<b>" + escaped(m_words(verdictText(mark->verdict))) + "</b>";
            if (!mark->note.empty())
                m_out += (mark->verdict != Verdict::none ? ": " : "") + html::lines(mark->note);
            m_out += "</p>\n";
        }
        m_out += "<ul>\n";
        for (const auto& [reason, share] : ranked.reasons) {
            const findings::KindInfo* kind = findings::kindInfo(reason->kind);
            m_out += "<li>";
            if (kind)
                m_out += "<b>" + escaped(m_words.in("weir::findings::Kinds", std::string(kind->title))) + "</b>: ";
            m_out += cut(kind ? withoutKind(*reason) : reason->why, 1000) + "</li>\n";
        }
        m_out += "</ul>\n";
        fact(QT_TRANSLATE_NOOP("weir::handover::Report", "Names: %1"), cell(row, "names"));
        fact(QT_TRANSLATE_NOOP("weir::handover::Report", "Seen with: %1"), cell(row, "clients"));
        m_out += "</div>\n";
    }

    void fact(const char* text, std::string list) {
        if (list.empty())
            return;
        for (std::size_t at = list.find(';'); at != std::string::npos; at = list.find(';', at + 2))
            list.replace(at, 1, ", ");
        m_out += "<p class=\"about\">" + m_words(text, {cut(list, 500)}) + "</p>\n";
    }

    void story() {
        title(QT_TRANSLATE_NOOP("weir::handover::Report", "What happened when"));
        const std::vector<findings::StoryEvent> events = findings::tellStory(m_snapshot, m_request.tables);
        if (events.empty())
            return none();
        std::set<std::string> serious;
        for (const auto* part : {&m_malicious, &m_serious, &m_look})
            for (const std::uint32_t row : *part) serious.insert(m_ranked[row].finding->subject);
        const traffic::Counters& counters = m_snapshot->counters;
        m_out += html::story(events, serious, counters.timed ? counters.firstSeen : events.front().time,
                             counters.timed ? counters.lastSeen : events.front().time,
                             m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "others"))) +
                 '\n';
        const std::string heads[] = {
            "",
            m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Time (UTC)")),
            m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Client")),
            m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Event")),
            m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "Subject")),
            m_words(QT_TRANSLATE_NOOP("weir::handover::Report", "What")),
        };
        const std::vector<std::string_view> views(std::begin(heads), std::end(heads));
        html::Grid grid(m_out, views, {"", "", "", "", "k", "w"});
        for (const findings::StoryEvent& event : events) {
            const std::string cells[] = {html::storyMark(event.kind),
                                         html::timeText(event.time),
                                         event.client ? m_snapshot->address(*event.client).toString() : std::string(),
                                         escaped(m_words(kindText(event.kind))),
                                         cut(event.subject, 100),
                                         cut(event.what)};
            grid.row(cells);
        }
    }

    std::string& m_out;
    const traffic::Snapshot& m_snapshot;
    const ReportRequest& m_request;
    const ReportWords& m_words;
    const std::size_t m_top;
    std::shared_ptr<const std::vector<findings::Finding>> m_kept;
    std::vector<RankedFinding> m_ranked;
    table::TablePtr m_table;  ///< its rows are those of m_ranked
    std::vector<std::uint32_t> m_malicious, m_serious, m_look, m_little, m_benign;
};

}  // namespace

void appendAnswers(std::string& out, const traffic::Snapshot& snapshot, const ReportRequest& request,
                   const ReportWords& words) {
    Answers(out, snapshot, request, words).make();
}

}  // namespace weir::handover
