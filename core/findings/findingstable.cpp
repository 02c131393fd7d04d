// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/findingstable.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/findings/reasons.h"
#include "core/table/columntable.h"
#include "core/traffic/hostfacts.h"

namespace weir::findings {

table::Schema findingsSchema() {
    using table::Kind;
    using table::Unit;
    return {{"rank", Kind::integer, Unit::identifier},
            {"score", Kind::real},
            {"kind", Kind::text, Unit::none, true},
            {"subject", Kind::text},
            {"why", Kind::text},
            {"first_frame", Kind::integer, Unit::identifier},
            {"frames", Kind::integer, Unit::count},
            {"country", Kind::text},
            {"asn", Kind::integer, Unit::identifier},
            {"as_org", Kind::text},
            {"shares", Kind::text, Unit::none, true},
            {"severity", Kind::text},
            {"clients", Kind::text, Unit::none, true},
            {"names", Kind::text, Unit::none, true},
            {"first_seen", Kind::time},
            {"last_seen", Kind::time},
            {"bytes", Kind::integer, Unit::bytes},
            {"member_count", Kind::integer, Unit::count},
            {"members", Kind::text, Unit::none, true}};
}

namespace {

/// A finding that counts.
struct Ranked {
    const Finding* finding;
    std::vector<std::pair<const Reason*, double>> reasons;  ///< with their shares, the weightiest first
    double score = 0;
    std::uint32_t firstFrame = UINT32_MAX;
    std::uint64_t frames = 0;
};

/// The highest score first; ties by the first frame.
std::vector<Ranked> ranked(const std::vector<Finding>& findings, const FindingsRequest& request) {
    std::vector<Ranked> out;
    for (const Finding& finding : findings) {
        Ranked row{&finding, {}};
        const std::vector<double> shareOf = sharesOf(finding, request);
        for (std::size_t i = 0; i < shareOf.size(); ++i) {
            const Reason& reason = finding.reasons[i];
            const double share = shareOf[i];
            if (share <= 0 && !counts(finding, reason, request))
                continue;  // one that a weightier reason of its group outdoes is still said
            row.reasons.emplace_back(&reason, share);
            row.firstFrame = std::min(row.firstFrame, reason.firstFrame);
            row.frames = std::max(row.frames, reason.frames);
        }
        for (const auto& [reason, share] : row.reasons) row.score += share;
        if (row.score <= 0)
            continue;
        std::stable_sort(row.reasons.begin(), row.reasons.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        out.push_back(std::move(row));
    }
    std::stable_sort(out.begin(), out.end(), [](const Ranked& a, const Ranked& b) {
        return a.score != b.score ? a.score > b.score : a.firstFrame < b.firstFrame;
    });
    return out;
}

}  // namespace

table::TablePtr makeFindings(const traffic::Snapshot& snapshot, const FindingsRequest& request) {
    const auto kept = keptFindings(snapshot, request);
    const std::vector<Ranked> rows = ranked(*kept, request);
    table::ColumnTable::Builder builder("findings", findingsSchema(), rows.size());
    std::int64_t rank = 0;
    for (const Ranked& row : rows) {
        const Finding& finding = *row.finding;
        std::string kinds, why, shares;
        for (const auto& [reason, share] : row.reasons) {
            kinds.append(kinds.empty() ? "" : ";").append(reason->kind);
            why.append(why.empty() ? "" : "; ").append(reason->why);
            shares.append(shares.empty() ? "" : ";").append(reason->kind + "=" + realText(share));
        }
        std::size_t column = 0;
        builder.integer(column++, ++rank);
        builder.real(column++, row.score);
        builder.text(column++, kinds);
        builder.text(column++, finding.subject);
        builder.text(column++, why);
        builder.integer(column++, row.firstFrame);
        builder.integer(column++, static_cast<std::int64_t>(row.frames));
        const traffic::AddressNotes* notes = finding.address ? request.notes.get() : nullptr;
        const IpAddress address = finding.address ? snapshot->address(*finding.address) : IpAddress{};
        const traffic::AddressNote& note = traffic::noteOf(notes, address);
        builder.text(column++, note.country);
        note.asNumber >= 0 ? builder.integer(column++, note.asNumber) : builder.empty(column++);
        builder.text(column++, note.asOrganization);
        builder.text(column++, shares);
        builder.text(column++, toString(severity(row.score)));
        const auto joined = [](const auto& values, auto&& toText) {
            std::string out;
            for (const auto& value : values) out.append(out.empty() ? "" : ";").append(toText(value));
            return out;
        };
        builder.text(column++,
                     joined(finding.clients, [&](traffic::AddressId id) { return snapshot->address(id).toString(); }));
        builder.text(column++, traffic::joinNames(*snapshot, finding.names));
        for (const std::int64_t time : {finding.firstSeen, finding.lastSeen})
            finding.firstSeen <= finding.lastSeen ? builder.integer(column++, time) : builder.empty(column++);
        builder.integer(column++, static_cast<std::int64_t>(finding.bytes));
        builder.integer(column++, static_cast<std::int64_t>(finding.members.count));
        builder.text(column++, joined(finding.members.first, [](const std::string& member) { return member; }));
    }
    return builder.finish();
}

}  // namespace weir::findings
