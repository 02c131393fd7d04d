// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/story.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/base/text.h"
#include "core/findings/familiar.h"
#include "core/findings/findingbook.h"
#include "core/findings/ranking.h"
#include "core/traffic/toldaddresses.h"

namespace weir::findings {
namespace {

constexpr std::size_t mostEvents = 64;

struct Telling {
    std::string_view reason;
    StoryKind kind;
};
/// Reasons that are events of their own; others explain why a server was not to be contacted.
constexpr Telling tellings[] = {
    {"download", StoryKind::downloaded},
    {"disguise", StoryKind::downloaded},
    {"encoded-program", StoryKind::downloaded},
    {"script", StoryKind::downloaded},
    {"opaque", StoryKind::downloaded},
    {"archive", StoryKind::downloaded},
    {"document", StoryKind::downloaded},
    {"http-post", StoryKind::sent},
    {"post-only", StoryKind::sent},
    {"post-refused", StoryKind::sent},
    {"upload", StoryKind::sent},
    {"mail-out", StoryKind::sent},
    {"beacon", StoryKind::beacon},
    {"tunnel", StoryKind::tunnel},
    {"icmp-tunnel", StoryKind::tunnel},
    {"doh-volume", StoryKind::tunnel},
    {"scan", StoryKind::scan},
    {"nxdomain", StoryKind::asked},
    {"password-guessing", StoryKind::login},
    {"credentials", StoryKind::login},
    {"lateral", StoryKind::moved},
    {"pivot", StoryKind::moved},
    {"listed", StoryKind::listed},
    {"reputation", StoryKind::listed},
};

std::optional<StoryKind> tellingOf(std::string_view reason) {
    for (const Telling& telling : tellings)
        if (telling.reason == reason)
            return telling.kind;
    return std::nullopt;
}

class Story {
public:
    Story(const traffic::Snapshot& snapshot, const FindingsRequest& request)
        : m_state(*snapshot), m_home(homeOf(*snapshot, request)), m_findings(keptFindings(snapshot, request)) {
        m_chosen = ranked(*m_findings, request);
        const auto little = std::find_if(m_chosen.begin(), m_chosen.end(), [](const RankedFinding& finding) {
            return severity(finding.score) == Severity::little;
        });
        m_chosen.erase(little, m_chosen.end());
        m_chosen.resize(std::min(m_chosen.size(), mostEvents));
    }

    std::vector<StoryEvent> tell() {
        findDownloads();
        for (const RankedFinding& chosen : m_chosen) {
            tellReasons(chosen);
            tellContact(chosen);
            if (m_events.size() >= mostEvents * 3 / 4)
                break;
        }
        tellQuestions();
        m_events.resize(std::min(m_events.size(), mostEvents));
        std::stable_sort(m_events.begin(), m_events.end(), [](const StoryEvent& a, const StoryEvent& b) {
            return std::tie(a.time, a.firstFrame, a.kind) < std::tie(b.time, b.firstFrame, b.kind);
        });
        return std::move(m_events);
    }

private:
    std::int64_t timeOf(std::uint32_t frame) const {
        std::size_t low = 0, high = m_state.packets.size();
        while (low < high) {
            const std::size_t middle = (low + high) / 2;
            if (m_state.packets.number(middle) < frame)
                low = middle + 1;
            else
                high = middle;
        }
        return low < m_state.packets.size() ? m_state.packets[low].time : 0;
    }

    std::optional<traffic::AddressId> clientOf(const Finding& finding, const Trace& trace) const {
        if (trace.to == Trace::To::flow && trace.of < m_state.flows.size()) {
            const traffic::Flow& flow = m_state.flows[trace.of];
            return flow.address[flow.client];
        }
        if (trace.to == Trace::To::contacts)
            return traffic::AddressId{trace.of};
        if (finding.address && m_home.contains(m_state.address(*finding.address)))
            return finding.address;
        return finding.clients.empty() ? std::nullopt : std::optional(finding.clients.front());
    }

    /// Bodies that somebody fetched from a server that is told of: which, beyond the first of each server.
    void findDownloads() {
        std::set<std::uint32_t> servers;
        for (const RankedFinding& chosen : m_chosen)
            if (chosen.finding->address)
                servers.insert(index(*chosen.finding->address));
        if (servers.empty())
            return;
        const AppendOnly<traffic::HttpRow>& rows = m_state.inspected.http;
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            const traffic::HttpRow& row = rows[i];
            const traffic::Flow& flow = m_state.flows[index(row.flow)];
            const std::uint32_t server = index(flow.address[flow.server()]);
            if (row.fileExecutable && (row.status == 200 || row.status == 206) && servers.contains(server))
                m_downloads[server].push_back(i);
        }
    }

    /// One event of each kind for a finding: its weightiest reason of that kind speaks.
    void tellReasons(const RankedFinding& chosen) {
        std::set<StoryKind> told;
        for (const auto& [reason, share] : chosen.reasons) {
            const auto kind = tellingOf(reason->kind);
            if (!kind || !told.insert(*kind).second)
                continue;
            StoryEvent event;
            event.kind = *kind;
            event.client = clientOf(*chosen.finding, reason->trace);
            event.subject = chosen.finding->subject;
            event.what = reason->why;
            event.firstFrame = reason->firstFrame;
            event.frames = reason->frames;
            event.time = timeOf(reason->firstFrame);
            if (*kind == StoryKind::downloaded)
                addMoreDownloads(event, chosen);
            if (*kind == StoryKind::beacon && chosen.finding->lastSeen > event.time)
                event.what += ", for " + lasting(chosen.finding->lastSeen - event.time);
            m_events.push_back(std::move(event));
        }
        m_explained = told.contains(StoryKind::downloaded) || told.contains(StoryKind::sent) ||
                      told.contains(StoryKind::scan) || told.contains(StoryKind::moved) ||
                      told.contains(StoryKind::login);
    }

    void addMoreDownloads(StoryEvent& event, const RankedFinding& chosen) const {
        const auto found =
            chosen.finding->address ? m_downloads.find(index(*chosen.finding->address)) : m_downloads.end();
        if (found == m_downloads.end() || found->second.size() < 2)
            return;
        std::size_t more = 0;
        for (const std::uint32_t i : found->second) more += m_state.inspected.http[i].frame != event.firstFrame;
        event.what += ", and " + counted(more, "more program");
    }

    /// The first packet to a server that no other event tells of.
    void tellContact(const RankedFinding& chosen) {
        const Finding& finding = *chosen.finding;
        if (m_explained || !finding.address || m_home.contains(m_state.address(*finding.address)) ||
            finding.firstSeen > finding.lastSeen)
            return;
        const auto why = std::find_if(chosen.reasons.begin(), chosen.reasons.end(),
                                      [](const auto& reason) { return !tellingOf(reason.first->kind); });
        if (why == chosen.reasons.end())
            return;
        StoryEvent event;
        event.kind = StoryKind::contacted;
        event.client = clientOf(finding, why->first->trace);
        event.subject = finding.subject;
        event.what = why->first->why;
        event.time = finding.firstSeen;
        event.firstFrame = chosen.firstFrame;
        event.frames = chosen.frames;
        m_events.push_back(std::move(event));
    }

    /// A registrable domain whose names led to what is told.
    struct Asked {
        StoryEvent event;
        std::set<std::string> names, answers;
        bool told = false;
    };

    std::string domainOf(std::string_view name) const {
        std::string domain = m_state.suffixes->registrableDomain(name);
        return domain.empty() ? std::string(name) : domain;
    }

    void tellQuestions() {
        std::map<std::string, Asked> domains;
        std::set<TextId> wanted;
        for (const RankedFinding& chosen : m_chosen) {
            for (const TextId name : chosen.finding->names) {
                if (familiarity(m_state.texts[name]) == Familiarity::familiar)
                    continue;
                wanted.insert(name);
                domains[domainOf(m_state.texts[name])];
            }
            if (!chosen.finding->address && familiarity(chosen.finding->subject) != Familiarity::familiar)
                domains[domainOf(chosen.finding->subject)].told =
                    std::any_of(chosen.reasons.begin(), chosen.reasons.end(),
                                [](const auto& reason) { return tellingOf(reason.first->kind).has_value(); });
        }
        const traffic::DnsLog& log = m_state.dns;
        for (const std::uint32_t i : traffic::messagesByFrame(log)) {
            const traffic::DnsMessageRow& message = log.messages[i];
            if (message.questionCount == 0)
                continue;
            const TextId id = log.questions[message.firstQuestion].name;
            const std::string_view name = m_state.texts[id];
            const auto found = wanted.contains(id) ? domains.find(domainOf(name)) : domains.find(std::string(name));
            if (found == domains.end() || found->second.told)
                continue;
            Asked& asked = found->second;
            if (asked.event.frames++ == 0) {
                asked.event.kind = StoryKind::asked;
                asked.event.client = message.client;
                asked.event.time = message.time;
                asked.event.firstFrame = message.frame;
                asked.event.subject = name;
            }
            asked.names.insert(std::string(name));
            for (std::uint32_t a = 0; message.isResponse && a < message.answerCount; ++a) {
                const traffic::DnsAnswerRow& answer = log.answers[message.firstAnswer + a];
                if (answer.hasAddress && answer.inAnswerSection)
                    asked.answers.insert(m_state.address(m_state.addresses.told(answer.address)).toString());
            }
        }
        for (auto& [domain, asked] : domains) {
            if (asked.event.frames == 0 || asked.told)
                continue;
            asked.event.what = inWords(asked);
            m_events.push_back(std::move(asked.event));
        }
    }

    static std::string inWords(const Asked& asked) {
        constexpr std::size_t most = 4;
        std::string out = "asked for " + printable(asked.event.subject);
        if (asked.names.size() > 1)
            out += " and " + counted(asked.names.size() - 1, "other name") + " of the domain";
        if (asked.answers.empty())
            return out + ", no address came";
        out += ", at ";
        std::size_t shown = 0;
        for (const std::string& address : asked.answers) {
            if (shown == most)
                break;
            out += (shown++ == 0 ? "" : ", ") + address;
        }
        return asked.answers.size() > most ? out + " and " + grouped(asked.answers.size() - most) + " more" : out;
    }

    const traffic::SnapshotData& m_state;
    const Networks& m_home;
    const std::shared_ptr<const std::vector<Finding>> m_findings;
    std::vector<RankedFinding> m_chosen;
    std::map<std::uint32_t, std::vector<std::uint32_t>> m_downloads;  ///< rows of HTTP with programs, by server
    std::vector<StoryEvent> m_events;
    bool m_explained = false;  ///< the last finding's reasons say what was done with the server
};

}  // namespace

std::string_view toString(StoryKind kind) {
    static constexpr std::string_view texts[] = {"asked",  "downloaded", "sent",  "contacted", "beacon",
                                                 "tunnel", "scan",       "login", "moved",     "listed"};
    return texts[static_cast<std::size_t>(kind)];
}

std::vector<StoryEvent> tellStory(const traffic::Snapshot& snapshot, const FindingsRequest& request) {
    return Story(snapshot, request).tell();
}

}  // namespace weir::findings
