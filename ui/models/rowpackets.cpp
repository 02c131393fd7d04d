// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rowpackets.h"

#include <QStringList>

#include "core/dissect/dissector.h"
#include "core/extract/subjects.h"
#include "core/traffic/snapshot.h"

namespace weir::models {

namespace {

using table::ConversationSubject;

constexpr std::size_t mostTests = 50;  // what somebody may still read, and edit

QString test(const char* column, const std::optional<IpAddress>& address) {
    return address ? QStringLiteral("%1 = %2").arg(QLatin1String(column), QString::fromStdString(address->toString()))
                   : QString();
}

QString test(const char* column, std::optional<std::int32_t> port) {
    if (!port)
        return {};
    return *port == ConversationSubject::noPort ? QStringLiteral("not %1").arg(QLatin1String(column))
                                                : QStringLiteral("%1 = %2").arg(QLatin1String(column)).arg(*port);
}

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

QString conversationTest(const ConversationSubject& row, const traffic::SnapshotData& state,
                         const capturetables::TableRequest& request) {
    QStringList parts;
    if (request.outbound) {
        const Networks& home = findings::homeOf(state, request);
        parts << homeTest("src", home, true) << homeTest("dst", home, false);
    }
    const QString there = all({test("src", row.source), test("dst", row.destination), test("sport", row.sourcePort),
                               test("dport", row.destinationPort)});
    const QString back = all({test("src", row.destination), test("dst", row.source), test("sport", row.destinationPort),
                              test("dport", row.sourcePort)});
    parts << (row.twoWay ? either(there, back) : there);
    if (row.protocol)
        parts << QStringLiteral("proto = ") + QString::fromStdString(std::string(dissect::protocolName(*row.protocol)));
    return all(parts);
}

QString listTest(const QStringList& texts, const QString& one, const QString& several) {
    if (texts.isEmpty())
        return {};
    return texts.size() == 1 ? one.arg(texts.first()) : several.arg(texts.join(QStringLiteral(", ")));
}

}  // namespace

std::optional<QString> packetsFilter(const traffic::SnapshotData& state, const capturetables::TableRequest& request,
                                     std::span<const table::Subject> subjects) {
    if (subjects.size() > mostTests)
        return {};
    QStringList tests, addresses, frames;
    std::vector<table::Subject> names;
    for (const table::Subject& subject : subjects) {
        if (const auto* conversation = std::get_if<ConversationSubject>(&subject)) {
            if (conversation->twoWay && !conversation->whole())
                return {};  // the packets table does not say who is the client
            tests << conversationTest(*conversation, state, request);
        } else if (const auto* frame = std::get_if<table::FrameSubject>(&subject)) {
            for (const std::uint64_t number : {frame->number, frame->counterpart}) {
                if (number != 0)
                    frames << QString::number(number);
            }
        } else if (const auto* address = std::get_if<IpAddress>(&subject)) {
            addresses << QString::fromStdString(address->toString());
        } else if (std::holds_alternative<table::NameSubject>(subject)) {
            names.push_back(subject);
        }
    }
    for (const std::uint32_t row : extract::packetsOf(state, request, names)) {
        if (frames.size() >= static_cast<qsizetype>(mostTests))
            return {};
        frames << QString::number(state.packets.number(row));
    }
    frames.removeDuplicates();
    addresses.removeDuplicates();
    tests << listTest(addresses, QStringLiteral("src = %1 or dst = %1"), QStringLiteral("src in (%1) or dst in (%1)"))
          << listTest(frames, QStringLiteral("number = %1"), QStringLiteral("number in (%1)"));
    tests.removeAll(QString());
    tests.removeDuplicates();
    if (tests.size() == 1)
        return tests.first();
    for (QString& test : tests) test = test.contains(QStringLiteral(" and ")) ? u'(' + test + u')' : test;
    return tests.join(QStringLiteral(" or "));
}

}  // namespace weir::models
