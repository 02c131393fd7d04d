// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rowpackets.h"

#include <QStringList>
#include <algorithm>
#include <set>
#include <unordered_set>

#include "core/capturetables/tableinfo.h"
#include "core/traffic/snapshot.h"
#include "ui/models/filtertext.h"

namespace weir::models {

namespace {

using table::Cell;

constexpr std::size_t mostConversations = 200;  // a filter has at most 65,536 octets
constexpr std::size_t mostAddresses = 500;
constexpr std::size_t mostFrames = 3000;

/// One row's cells by name.
class Row {
public:
    Row(const table::Table& table, std::uint32_t row) : m_table(table), m_row(row) {}

    /// Nothing where there is no such column.
    std::optional<Cell> cell(std::string_view column) {
        const auto at = table::findColumn(m_table.schema(), column);
        return at ? std::optional(m_table.cell(m_row, *at, m_scratch)) : std::nullopt;
    }
    std::string text(std::string_view column) {
        const auto found = cell(column);
        return found ? table::cellText(*found) : std::string();
    }
    /// "src = 10.0.0.1": the packets' column `as` has what the row's column has; empty without the column.
    QString test(std::string_view column, const char* as) {
        const auto found = cell(column);
        return found ? cellTest({as, found->kind}, *found, false) : QString();
    }

private:
    const table::Table& m_table;
    std::uint32_t m_row;
    std::string m_scratch;
};

QString all(QStringList tests) {
    tests.removeAll(QString());
    return tests.join(QStringLiteral(" and "));
}

QString either(const QString& one, const QString& other) {
    if (one.isEmpty() || other.isEmpty() || one == other)
        return one.isEmpty() ? other : one;
    return u'(' + one + QStringLiteral(" or ") + other + u')';
}

/// A network list as a test; empty where there are none.
QString homeTest(const char* column, const Networks& home, bool inside) {
    QStringList networks;
    for (const Prefix& prefix : home.prefixes()) networks << QString::fromStdString(prefix.toString());
    if (networks.isEmpty())
        return {};
    return (inside ? QString() : QStringLiteral("not ")) + QLatin1String(column) + QStringLiteral(" in (") +
           networks.join(QStringLiteral(", ")) + u')';
}

QString conversationTest(Row& row, const ChosenRows& chosen) {
    const capturetables::TableRequest& request = chosen.request;
    QStringList parts;
    if (request.outbound) {
        const Networks& home = findings::homeOf(chosen.state, request);
        parts << homeTest("src", home, true) << homeTest("dst", home, false);
    }
    if (request.twoWay)
        parts << either(all({row.test("client", "src"), row.test("server", "dst"), row.test("cport", "sport"),
                             row.test("sport", "dport")}),
                        all({row.test("server", "src"), row.test("client", "dst"), row.test("sport", "sport"),
                             row.test("cport", "dport")}));
    else
        parts << row.test("src", "src") << row.test("dst", "dst") << row.test("sport", "sport")
              << row.test("dport", "dport");
    parts << row.test("proto", "proto");
    return all(parts);
}

QString addressTest(const std::set<IpAddress>& addresses) {
    QStringList texts;
    for (const IpAddress& address : addresses) texts << QString::fromStdString(address.toString());
    if (texts.isEmpty())
        return {};
    if (texts.size() == 1)
        return QStringLiteral("src = %1 or dst = %1").arg(texts.first());
    return QStringLiteral("src in (%1) or dst in (%1)").arg(texts.join(QStringLiteral(", ")));
}

QString framesTest(const std::set<std::int64_t>& frames) {
    QStringList texts;
    for (const std::int64_t frame : frames) texts << QString::number(frame);
    if (texts.isEmpty())
        return {};
    return texts.size() == 1 ? QStringLiteral("number = ") + texts.first()
                             : QStringLiteral("number in (%1)").arg(texts.join(QStringLiteral(", ")));
}

void addFramesOfNames(const traffic::SnapshotData& state, const std::unordered_set<std::string>& names,
                      std::set<std::int64_t>& frames, bool& partial) {
    const traffic::DnsLog& log = state.dns;
    for (std::size_t i = 0; i < log.messages.size() && !names.empty(); ++i) {
        const traffic::DnsMessageRow& message = log.messages[i];
        for (std::uint32_t q = 0; q < message.questionCount; ++q) {
            if (!names.contains(std::string(state.texts[log.questions[message.firstQuestion + q].name])))
                continue;
            if (frames.size() == mostFrames) {
                partial = true;
                return;
            }
            frames.insert(message.frame);
        }
    }
}

}  // namespace

PacketsFilter packetsFilter(const ChosenRows& chosen) {
    PacketsFilter out;
    const bool conversations =
        capturetables::tableInfo(chosen.request.name).rows == capturetables::RowKind::conversation;
    std::set<IpAddress> addresses;
    std::set<std::int64_t> frames;
    std::unordered_set<std::string> names;
    QStringList tests;
    for (const std::uint32_t number : chosen.rows) {
        if (static_cast<std::size_t>(tests.size()) == mostConversations || addresses.size() == mostAddresses ||
            frames.size() + 1 >= mostFrames) {
            out.partial = true;
            break;
        }
        Row row(chosen.table, number);
        if (conversations) {
            tests << conversationTest(row, chosen);
        } else if (const auto frame = row.cell("number"); frame && !frame->empty) {
            frames.insert(frame->integer);
            if (const auto other = row.cell("paired_with"); other && !other->empty)
                frames.insert(other->integer);
        } else if (const auto address = row.cell("address"); address && !address->empty) {
            addresses.insert(address->address);
        } else if (const std::string name = row.text("name"); !name.empty()) {
            names.insert(name);
        } else if (const std::string subject = row.text("subject"); !subject.empty()) {
            if (const auto parsed = IpAddress::parse(subject))
                addresses.insert(*parsed);
            else
                names.insert(subject);
        }
    }
    addFramesOfNames(chosen.state, names, frames, out.partial);
    tests << addressTest(addresses) << framesTest(frames);
    tests.removeAll(QString());
    tests.removeDuplicates();
    if (tests.size() == 1) {
        out.text = tests.first();
        return out;
    }
    for (QString& test : tests) test = test.contains(QStringLiteral(" and ")) ? u'(' + test + u')' : test;
    out.text = tests.join(QStringLiteral(" or "));
    return out;
}

}  // namespace weir::models
