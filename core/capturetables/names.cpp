// SPDX-License-Identifier: GPL-3.0-or-later
// The names table: one row for each name that was asked for.
#include <algorithm>
#include <map>
#include <numeric>

#include "core/base/dnslabels.h"
#include "core/base/text.h"
#include "core/capturetables/tablemakers.h"
#include "core/traffic/listcell.h"

namespace weir::capturetables {
namespace {

struct NameRow {
    TextId name = 0;
    std::uint64_t messages = 0, queries = 0, responses = 0;
    traffic::ListCell<std::uint32_t> clients;
    traffic::ListCell<std::uint16_t> types;
    traffic::ListCell<TextId> answers;
    std::vector<std::pair<std::uint16_t, std::uint64_t>> rcodes;
    std::int64_t firstSeen = INT64_MAX, lastSeen = INT64_MIN;

    void countRcode(std::uint16_t rcode) {
        const auto found =
            std::find_if(rcodes.begin(), rcodes.end(), [&](const auto& entry) { return entry.first == rcode; });
        if (found != rcodes.end())
            ++found->second;
        else
            rcodes.emplace_back(rcode, 1);
    }
};

std::vector<NameRow> collect(const traffic::SnapshotData& state) {
    std::vector<NameRow> rows;
    std::vector<std::uint32_t> rowOf(state.texts.size(), UINT32_MAX);
    const traffic::DnsLog& log = state.dns;
    for (std::size_t i = 0; i < log.messages.size(); ++i) {
        const traffic::DnsMessageRow& message = log.messages[i];
        for (std::uint32_t q = 0; q < message.questionCount; ++q) {
            const traffic::DnsQuestionRow& question = log.questions[message.firstQuestion + q];
            if (rowOf[question.name] == UINT32_MAX) {
                rowOf[question.name] = static_cast<std::uint32_t>(rows.size());
                rows.emplace_back();
                rows.back().name = question.name;
            }
            NameRow& row = rows[rowOf[question.name]];
            ++row.messages;
            ++(message.isResponse ? row.responses : row.queries);
            row.clients.add(index(message.client));
            if (question.typeKnown)
                row.types.add(question.type);
            row.firstSeen = std::min(row.firstSeen, message.time);
            row.lastSeen = std::max(row.lastSeen, message.time);
            if (!message.isResponse)
                continue;
            row.countRcode(message.rcode);
            for (std::uint32_t a = 0; a < message.answerCount; ++a) {
                const traffic::DnsAnswerRow& answer = log.answers[message.firstAnswer + a];
                if (answer.inAnswerSection && answer.data != 0)
                    row.answers.add(answer.data);
            }
        }
    }
    return rows;
}

}  // namespace

table::Schema namesSchema() {
    using table::Kind;
    using table::Unit;
    return {{"name", Kind::text},
            {"registrable_domain", Kind::text},
            {"messages", Kind::integer, Unit::count},
            {"queries", Kind::integer, Unit::count},
            {"responses", Kind::integer, Unit::count},
            {"clients", Kind::text, Unit::none, true},
            {"types", Kind::text, Unit::none, true},
            {"rcodes", Kind::text, Unit::none, true},
            {"answers", Kind::text, Unit::none, true},
            {"first_seen", Kind::time},
            {"last_seen", Kind::time},
            {"length", Kind::integer, Unit::count},
            {"labels", Kind::integer, Unit::count},
            {"entropy", Kind::real}};
}

TablePtr makeNames(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const traffic::SnapshotData& state = *snapshot;
    const std::vector<NameRow> rows = collect(state);
    std::vector<std::uint32_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return rows[a].messages != rows[b].messages ? rows[a].messages > rows[b].messages
                                                    : state.texts[rows[a].name] < state.texts[rows[b].name];
    });
    if (request.rare)
        std::reverse(order.begin(), order.end());

    table::ColumnTable::Builder builder("names", namesSchema(), rows.size());
    for (const std::uint32_t i : order) {
        const NameRow& row = rows[i];
        const std::string_view name = state.texts[row.name];
        std::size_t column = 0;
        const auto number = [&](std::uint64_t value) { builder.integer(column++, static_cast<std::int64_t>(value)); };
        builder.text(column++, name);
        builder.text(column++, state.suffixes->registrableDomain(name));
        number(row.messages);
        number(row.queries);
        number(row.responses);
        builder.text(column++, row.clients.join([&](std::uint32_t id) { return state.addresses[id].toString(); }));
        builder.text(column++, row.types.join(protocol::dnsTypeName));
        std::string rcodes;
        for (const auto& [rcode, count] : row.rcodes)
            rcodes += (rcodes.empty() ? "" : ";") + protocol::dnsRcodeName(rcode) + ':' + std::to_string(count);
        builder.text(column++, rcodes);
        builder.text(column++, row.answers.join([&](TextId id) { return state.texts[id]; }));
        builder.integer(column++, row.firstSeen);
        builder.integer(column++, row.lastSeen);
        number(name == "." ? 0 : name.size());
        number(labelCount(name));
        builder.real(column++, entropy(name));
    }
    return builder.finish();
}

}  // namespace weir::capturetables
