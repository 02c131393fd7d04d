// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/findings.h"

#include <algorithm>

#include "core/analysis/tablemakers.h"
#include "core/base/text.h"

namespace weir::analysis {

std::string grouped(std::uint64_t number) {
    std::string out = std::to_string(number);
    for (std::size_t at = out.size(); at > 3;) {
        at -= 3;
        out.insert(at, ",");
    }
    return out;
}

std::string counted(std::uint64_t number, std::string_view one) {
    return grouped(number) + ' ' + std::string(one) + (number == 1 ? "" : "s");
}

double Finding::score() const {
    double sum = 0;
    for (const Reason& reason : reasons) sum += reason.score;
    return sum;
}

FindingBook::FindingBook(const State& theState, const TableRequest& request, const FindingWeights& theWeights)
    : state(theState),
      home(request.home),
      notes(request.notes.get()),
      weights(theWeights),
      hosts(collectHosts(theState, request.home)) {}

void FindingBook::add(AddressId subject, std::string_view kind, double strength, std::string why,
                      std::uint32_t firstFrame, std::uint64_t frames) {
    Finding& finding = m_findings[state.address(subject).toString()];
    finding.address = subject;
    add(finding, kind, strength, std::move(why), firstFrame, frames);
}

void FindingBook::add(std::string_view name, std::string_view kind, double strength, std::string why,
                      std::uint32_t firstFrame, std::uint64_t frames) {
    add(m_findings[std::string(name)], kind, strength, std::move(why), firstFrame, frames);
}

void FindingBook::add(Finding& finding, std::string_view kind, double strength, std::string why,
                      std::uint32_t firstFrame, std::uint64_t frames) {
    const double score = weights.weight(kind) * std::clamp(strength, 0.0, 1.0);
    if (score <= 0)
        return;
    Reason reason{std::string(kind), score, std::move(why), firstFrame, frames};
    for (Reason& known : finding.reasons) {
        if (known.kind != kind)
            continue;
        if (score > known.score)
            known = std::move(reason);
        return;
    }
    finding.reasons.push_back(std::move(reason));
}

std::vector<Finding> FindingBook::ranked() const {
    std::vector<Finding> out;
    for (const auto& [subject, finding] : m_findings) {
        if (finding.reasons.empty())
            continue;
        out.push_back(finding);
        out.back().subject = subject;
        std::stable_sort(out.back().reasons.begin(), out.back().reasons.end(),
                         [](const Reason& a, const Reason& b) { return a.score > b.score; });
    }
    const auto first = [](const Finding& finding) {
        std::uint32_t frame = UINT32_MAX;
        for (const Reason& reason : finding.reasons) frame = std::min(frame, reason.firstFrame);
        return frame;
    };
    std::stable_sort(out.begin(), out.end(), [&](const Finding& a, const Finding& b) {
        const double left = a.score();
        const double right = b.score();
        return left != right ? left > right : first(a) < first(b);
    });
    return out;
}

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
            {"shares", Kind::text, Unit::none, true}};
}

TablePtr makeFindings(const Snapshot& snapshot, const TableRequest& request) {
    FindingBook book(*snapshot, request, request.weights ? *request.weights : FindingWeights::defaults());
    findHosts(book);
    findHttp(book);
    findNames(book);
    findBeacons(book);
    findMovement(book);
    const std::vector<Finding> findings = book.ranked();
    table::ColumnTable::Builder builder("findings", findingsSchema(), findings.size());
    std::int64_t rank = 0;
    for (const Finding& finding : findings) {
        std::string kinds, why, shares;
        std::uint32_t firstFrame = UINT32_MAX;
        std::uint64_t frames = 0;
        for (const Reason& reason : finding.reasons) {
            kinds.append(kinds.empty() ? "" : ";").append(reason.kind);
            why.append(why.empty() ? "" : "; ").append(reason.why);
            shares.append(shares.empty() ? "" : ";").append(reason.kind + "=" + realText(reason.score));
            firstFrame = std::min(firstFrame, reason.firstFrame);
            frames = std::max(frames, reason.frames);
        }
        std::size_t column = 0;
        builder.integer(column++, ++rank);
        builder.real(column++, finding.score());
        builder.text(column++, kinds);
        builder.text(column++, finding.subject);
        builder.text(column++, why);
        builder.integer(column++, firstFrame);
        builder.integer(column++, static_cast<std::int64_t>(frames));
        const AddressNote* note = nullptr;
        if (book.notes && finding.address) {
            const auto found = book.notes->find(snapshot->address(*finding.address));
            note = found == book.notes->end() ? nullptr : &found->second;
        }
        builder.text(column++, note ? note->country : std::string{});
        if (note && note->asNumber >= 0)
            builder.integer(column++, note->asNumber);
        else
            builder.empty(column++);
        builder.text(column++, note ? note->asOrganization : std::string{});
        builder.text(column++, shares);
    }
    return builder.finish();
}

}  // namespace weir::analysis
