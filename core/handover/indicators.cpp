// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/indicators.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/defang.h"
#include "core/base/text.h"
#include "core/findings/reasons.h"
#include "core/handover/sharedinfrastructure.h"
#include "core/table/columntable.h"
#include "core/traffic/snapshot.h"

namespace weir::handover {
namespace {

using traffic::Snapshot;
using traffic::SnapshotData;

constexpr std::size_t maximumLength = 2048;

/// A finding that indicators are made of.
struct Subject {
    std::string text, reasons;
    std::optional<IpAddress> address;
    std::uint32_t frame = 0;
    int confidence = 0;
};

struct Evidence {
    std::set<std::uint32_t> frames;
    std::int64_t firstSeen = INT64_MAX;

    void add(std::uint32_t frame, std::int64_t time) {
        firstSeen = std::min(firstSeen, time);
        frames.insert(frame);
        if (frames.size() > Indicator::maximumFrames)
            frames.erase(std::prev(frames.end()));
    }
};

/// Whether a host of a request is a domain name: letters, digits, '-', '_' and dots, and no address.
bool isDomain(std::string_view text) {
    return text.find('.') != std::string_view::npos && text.size() <= 253 && !IpAddress::parse(text) &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") == std::string_view::npos;
}

/// "host" of "host:8080"; an address in brackets is left as it is.
std::string_view withoutPort(std::string_view host) {
    const std::size_t colon = host.rfind(':');
    return colon == std::string_view::npos || host.ends_with(']') ? host : host.substr(0, colon);
}

/// Octets that may not stand in a URL, as they stand in one (RFC 3986 2.1); importers match nothing else.
std::string inUrl(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c > ' ' && c < 0x7f) {
            out += c;
            continue;
        }
        constexpr std::string_view digits = "0123456789ABCDEF";
        const auto octet = static_cast<unsigned char>(c);
        (out += '%').append(1, digits[octet >> 4]).append(1, digits[octet & 15]);
    }
    return out;
}

/// "host" of "http://user@host:8080/path", in lower case and without brackets or final dot.
std::string hostOf(std::string_view url) {
    if (const std::size_t scheme = url.find("://");
        scheme != std::string_view::npos && url.find_first_of("/?#") == scheme + 1)
        url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("/?#\\"));
    url = url.substr(url.rfind('@') + 1);
    url = withoutPort(url);
    if (url.starts_with('[') && url.ends_with(']'))
        url = url.substr(1, url.size() - 2);
    if (url.ends_with('.'))
        url.remove_suffix(1);
    return lowered(url);
}

/// Whether any reason counts for the finding but rarity, a name that is merely not known, and a reputation that is
/// often mistaken.
bool isStrong(const findings::Finding& finding, const capturetables::TableRequest& request) {
    const std::vector<double> shares = findings::sharesOf(finding, request);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const findings::Reason& reason = finding.reasons[i];
        if (shares[i] > 0 && reason.kind != "rare" && reason.kind != "unfamiliar" &&
            (reason.kind != "reputation" || reason.strength >= 0.5))
            return true;
    }
    return false;
}

class Collector {
public:
    Collector(const Snapshot& snapshot, const IndicatorRequest& request)
        : m_state(*snapshot), m_notes(request.notes), m_shared(SharedInfrastructure::builtIn()) {
        chooseSubjects(snapshot, request);
        for (const Subject& subject : m_subjects) {
            if (subject.address)
                m_byAddress.emplace(*subject.address, &subject);
            else
                m_byName.emplace(subject.text, &subject);
        }
        readFlows();
        readRequests();
        readNames();
    }

    IndicatorList collect() {
        for (const Subject& subject : m_subjects) {
            Evidence evidence = m_evidence[&subject];
            evidence.frames.insert(subject.frame);
            if (evidence.firstSeen == INT64_MAX)
                evidence.firstSeen = m_state.counters.firstSeen;
            add(typeOf(subject), subject.text, subject, evidence);
            for (const auto& [key, related] : m_related[&subject]) {
                if (key.first != IndicatorType::ja4 || !m_elsewhere.contains(key.second))
                    add(key.first, key.second, subject, related);
            }
        }
        return {std::move(m_out), m_leftOut};
    }

private:
    bool isBenign(const std::string& host) const {
        const std::optional<IpAddress> address = IpAddress::parse(host);
        const Mark* mark =
            m_notes.find({address ? SubjectKind::address : SubjectKind::name, address ? address->toString() : host});
        return mark != nullptr && mark->verdict == Verdict::benign;
    }
    bool isShared(IndicatorType type, const std::string& value) const {
        switch (type) {
            case IndicatorType::ipv4:
            case IndicatorType::ipv6:
                return m_shared.holds(*IpAddress::parse(value));
            case IndicatorType::domain:
                return m_shared.isPartOf(value);
            case IndicatorType::url: {
                const std::string host = hostOf(value);
                const std::optional<IpAddress> address = IpAddress::parse(host);
                return address ? m_shared.holds(*address) : m_shared.holdsName(host);
            }
            case IndicatorType::ja4:
                break;
        }
        return false;
    }
    /// Which figure counts it, if it must be left out.
    std::size_t* reasonToLeaveOut(IndicatorType type, const std::string& value) {
        if (type != IndicatorType::ja4 && isBenign(type == IndicatorType::url ? hostOf(value) : value))
            return &m_leftOut.benign;
        return isShared(type, value) ? &m_leftOut.shared : nullptr;
    }
    static IndicatorType typeOf(const Subject& subject) {
        return !subject.address                ? IndicatorType::domain
               : subject.address->version == 4 ? IndicatorType::ipv4
                                               : IndicatorType::ipv6;
    }

    void chooseSubjects(const Snapshot& snapshot, const IndicatorRequest& request) {
        capturetables::TableRequest wanted = request.findings;
        wanted.name = "findings";
        const auto made = capturetables::makeTable(snapshot, wanted);
        if (!made)
            return;
        const table::Table& findings = *made.value();
        const auto column = [&](std::string_view name) { return table::findColumn(findings.schema(), name).value(); };
        const std::size_t subject = column("subject"), kind = column("kind"), frame = column("first_frame"),
                          score = column("score");
        const auto reasons = findings::keptFindings(snapshot, wanted);
        std::string scratch;
        for (std::size_t row = 0; row < findings.rows() && m_subjects.size() < maximumIndicators; ++row) {
            if (request.subjects.empty() && row >= request.top)
                break;
            Subject found;
            found.text = table::cellText(findings.cell(row, subject, scratch));
            if (!request.subjects.empty() &&
                std::find(request.subjects.begin(), request.subjects.end(), found.text) == request.subjects.end())
                continue;
            found.reasons = table::cellText(findings.cell(row, kind, scratch));
            found.frame = static_cast<std::uint32_t>(findings.cell(row, frame, scratch).integer);
            found.address = IpAddress::parse(found.text);
            const bool internal =
                found.address && (scopeOf(*found.address) != Scope::publicUse ||
                                  findings::homeOf(*snapshot, request.findings).contains(*found.address));
            if (internal)
                continue;
            const double points = findings.cell(row, score, scratch).real;
            found.confidence = static_cast<int>(std::clamp(points + 0.5, 0.0, 100.0));
            const auto known = std::lower_bound(
                reasons->begin(), reasons->end(), found.text,
                [](const findings::Finding& finding, const std::string& text) { return finding.subject < text; });
            if (known != reasons->end() && known->subject == found.text && !isStrong(*known, wanted))
                ++m_leftOut.weak;
            else if (points < request.leastScore)
                ++m_leftOut.low;
            else if (std::size_t* figure = reasonToLeaveOut(typeOf(found), found.text))
                ++*figure;
            else
                m_subjects.push_back(std::move(found));
        }
    }

    const Subject* subjectOf(const IpAddress& address) const {
        const auto found = m_byAddress.find(address);
        return found == m_byAddress.end() ? nullptr : found->second;
    }
    /// The subject that a name is, or is below.
    const Subject* subjectOf(std::string_view name) const {
        while (true) {
            if (const auto found = m_byName.find(name); found != m_byName.end())
                return found->second;
            const std::size_t dot = name.find('.');
            if (dot == std::string_view::npos)
                return nullptr;
            name.remove_prefix(dot + 1);
        }
    }

    void relate(const Subject* subject, IndicatorType type, std::string_view value, std::uint32_t frame,
                std::int64_t time) {
        auto& related = m_related[subject];
        if (!value.empty() && value.size() <= maximumLength && related.size() < maximumIndicators)
            related[{type, std::string(value)}].add(frame, time);
    }

    void readFlows() {
        for (std::size_t i = 0; i < m_state.flows.size(); ++i) {
            const traffic::Flow& flow = m_state.flows[i];
            for (const traffic::AddressId id : flow.address) {
                if (const Subject* subject = subjectOf(m_state.address(id)))
                    m_evidence[subject].add(flow.firstFrame(), flow.firstSeen());
            }
            if (flow.application == 0)
                continue;
            const traffic::Application& known = m_state.inspected.applications[flow.application - 1];
            const std::string_view ja4 = m_state.texts[known.ja4];
            const std::string name = lowered(m_state.texts[known.serverName]);
            const Subject* server = subjectOf(m_state.address(flow.address[flow.server()]));
            const Subject* subject = server ? server : subjectOf(name);
            const std::uint32_t frame = known.nameFrame != 0 ? known.nameFrame : flow.firstFrame();
            if (!subject) {
                if (!ja4.empty())
                    m_elsewhere.emplace(ja4);
                continue;
            }
            m_evidence[subject].add(frame, flow.firstSeen());
            relate(subject, IndicatorType::ja4, ja4, frame, flow.firstSeen());
            if (isDomain(withoutPort(name)))
                relate(subject, IndicatorType::domain, withoutPort(name), frame, flow.firstSeen());
        }
    }

    void readRequests() {
        for (std::size_t i = 0; i < m_state.inspected.http.size(); ++i) {
            const traffic::HttpRow& row = m_state.inspected.http[i];
            const traffic::Flow& flow = m_state.flows[index(row.flow)];
            const IpAddress& address = m_state.address(flow.address[flow.server()]);
            std::string host = lowered(m_state.texts[row.host]);
            const std::string_view domain = withoutPort(host);
            const Subject* server = subjectOf(address);
            const Subject* subject = server ? server : subjectOf(domain);
            const std::string_view target = m_state.texts[row.target];
            if (!subject || m_state.texts[row.method] == "CONNECT")
                continue;
            m_evidence[subject].add(row.frame, row.time);
            if (isDomain(domain))
                relate(subject, IndicatorType::domain, domain, row.frame, row.time);
            const bool clear = row.protection == traffic::Protection::none;
            const std::string scheme = clear ? "http://" : "https://";
            const std::uint16_t usual = clear ? 80 : 443;
            const std::uint16_t port = flow.port[flow.server()];
            if (host.empty())
                host = address.version == 6 ? '[' + address.toString() + ']' : address.toString();
            if (withoutPort(host) == host && port != usual)
                host += ':' + std::to_string(port);
            if (target.starts_with('/'))
                relate(subject, IndicatorType::url, scheme + host + inUrl(target), row.frame, row.time);
            else if (target.starts_with("http://"))  // asked of a proxy
                relate(subject, IndicatorType::url, inUrl(target), row.frame, row.time);
        }
    }

    void readNames() {
        if (m_byName.empty())
            return;
        const traffic::DnsLog& log = m_state.dns;
        for (std::size_t i = 0; i < log.messages.size(); ++i) {
            const traffic::DnsMessageRow& message = log.messages[i];
            for (std::uint32_t q = 0; q < message.questionCount; ++q) {
                const auto name = m_state.texts[log.questions[message.firstQuestion + q].name];
                if (const Subject* subject = subjectOf(name))
                    m_evidence[subject].add(message.frame, message.time);
            }
        }
    }

    void add(IndicatorType type, const std::string& value, const Subject& subject, const Evidence& evidence) {
        if (m_out.size() >= maximumIndicators || !m_known.emplace(type, value).second)
            return;
        if (std::size_t* figure = reasonToLeaveOut(type, value)) {
            ++*figure;
            return;
        }
        Indicator indicator{type, value, subject.text, subject.reasons, {}, evidence.firstSeen, subject.confidence};
        for (const std::uint32_t frame : evidence.frames) {
            if (indicator.frames.size() < Indicator::maximumFrames)
                indicator.frames.push_back(frame);
        }
        m_out.push_back(std::move(indicator));
    }

    using Key = std::pair<IndicatorType, std::string>;

    const SnapshotData& m_state;
    const CaseFile& m_notes;
    const SharedInfrastructure& m_shared;
    LeftOut m_leftOut;
    std::vector<Subject> m_subjects;
    std::map<IpAddress, const Subject*> m_byAddress;
    std::map<std::string, const Subject*, std::less<>> m_byName;
    std::map<const Subject*, Evidence> m_evidence;
    std::map<const Subject*, std::map<Key, Evidence>> m_related;
    std::set<std::string, std::less<>> m_elsewhere;  ///< fingerprints that other servers saw as well
    std::set<Key> m_known;
    std::vector<Indicator> m_out;
};

}  // namespace

std::string_view toString(IndicatorType type) {
    constexpr std::string_view names[] = {"ipv4-addr", "ipv6-addr", "domain-name", "url", "ja4"};
    return names[static_cast<std::size_t>(type)];
}

std::string toString(const LeftOut& leftOut) {
    std::string out;
    for (const auto& [count, what] : {std::pair{leftOut.weak, " of weak reasons alone"},
                                      {leftOut.low, " below the least score"},
                                      {leftOut.shared, " of shared infrastructure"},
                                      {leftOut.benign, " judged benign"}}) {
        if (count > 0)
            out.append(out.empty() ? "" : ", ").append(grouped(count)).append(what);
    }
    return out;
}

IndicatorList collectIndicators(const Snapshot& snapshot, const IndicatorRequest& request) {
    return Collector(snapshot, request).collect();
}

table::TablePtr indicatorsTable(const std::vector<Indicator>& indicators) {
    using table::Kind;
    using table::Unit;
    table::ColumnTable::Builder builder("indicators", {{"type", Kind::text},
                                                       {"indicator", Kind::text},
                                                       {"subject", Kind::text},
                                                       {"reasons", Kind::text, Unit::none, true},
                                                       {"frames", Kind::text, Unit::none, true},
                                                       {"first_seen", Kind::time},
                                                       {"confidence", Kind::integer, Unit::identifier}});
    for (const Indicator& indicator : indicators) {
        std::string frames;
        for (const std::uint32_t frame : indicator.frames)
            frames.append(frames.empty() ? "" : ";").append(std::to_string(frame));
        builder.text(0, toString(indicator.type));
        builder.text(1, defang(indicator.value));
        builder.text(2, defang(indicator.subject));
        builder.text(3, indicator.reasons);
        builder.text(4, frames);
        builder.integer(5, indicator.firstSeen);
        builder.integer(6, indicator.confidence);
    }
    return builder.finish();
}

}  // namespace weir::handover
