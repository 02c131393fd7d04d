// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/foreignfilter.h"

#include <QStringList>
#include <array>
#include <optional>

#include "core/capturetables/tableinfo.h"

namespace weir::models {

namespace {

/// Protocols that both languages, or one of them, have a word for.
struct Protocol {
    const char* name;       ///< in our tables
    const char* wireshark;  ///< also the prefix of its fields
    const char* bpf;
    bool ports;
};
constexpr std::array protocols{
    Protocol{"tcp", "tcp", "tcp", true},
    Protocol{"udp", "udp", "udp", true},
    Protocol{"sctp", "sctp", "sctp", true},
    Protocol{"dccp", "dccp", "proto 33", true},
    Protocol{"icmp", "icmp", "icmp", false},
    Protocol{"ipv6-icmp", "icmpv6", "icmp6", false},
    Protocol{"igmp", "igmp", "igmp", false},
    Protocol{"gre", "gre", "proto 47", false},
    Protocol{"esp", "esp", "esp", false},
    Protocol{"ah", "ah", "ah", false},
    Protocol{"udplite", "udplite", "proto 136", false},
    Protocol{"arp", "arp", "arp", false},
};

enum class Way { any, source, destination };

class Row {
public:
    Row(const table::Table& table, std::uint32_t row) : m_table(table), m_row(row) {}

    std::string text(std::string_view column) const {
        const auto at = table::findColumn(m_table.schema(), column);
        std::string scratch;
        return at ? table::cellText(m_table.cell(m_row, *at, scratch)) : std::string();
    }
    std::optional<IpAddress> address(std::string_view column) const { return IpAddress::parse(text(column)); }
    bool directed() const { return table::findColumn(m_table.schema(), "src").has_value(); }
    const Protocol* protocol() const {
        std::string name = text("proto");
        if (name.empty())
            name = text("transport");
        for (const Protocol& known : protocols) {
            if (known.name == name)
                return &known;
        }
        return nullptr;
    }

private:
    const table::Table& m_table;
    std::uint32_t m_row;
};

ForeignFilters addressFilters(const IpAddress& address, Way way) {
    const QString text = QString::fromStdString(address.toString());
    const char* const fields[] = {"addr", "src", "dst"};
    const char* const words[] = {"host", "src host", "dst host"};
    const auto at = static_cast<std::size_t>(way);
    return {
        QStringLiteral("%1.%2 == %3")
            .arg(address.version == 4 ? QStringLiteral("ip") : QStringLiteral("ipv6"), QLatin1String(fields[at]), text),
        QStringLiteral("%1 %2").arg(QLatin1String(words[at]), text)};
}

ForeignFilters portFilters(const std::string& port, const Protocol* protocol, Way way) {
    const char* const fields[] = {"port", "srcport", "dstport"};
    const char* const words[] = {"port", "src port", "dst port"};
    const auto at = static_cast<std::size_t>(way);
    const QString number = QString::fromStdString(port);
    if (!protocol)
        return {QStringLiteral("tcp.%1 == %2 || udp.%1 == %2").arg(QLatin1String(fields[at]), number),
                QStringLiteral("%1 %2").arg(QLatin1String(words[at]), number)};
    if (!protocol->ports)
        return {};
    ForeignFilters out;
    out.wireshark =
        QStringLiteral("%1.%2 == %3").arg(QLatin1String(protocol->wireshark), QLatin1String(fields[at]), number);
    if (QLatin1String(protocol->bpf) == QLatin1String(protocol->name))  // libpcap knows no ports of the others
        out.bpf = QStringLiteral("%1 %2 %3").arg(QLatin1String(protocol->bpf), QLatin1String(words[at]), number);
    return out;
}

ForeignFilters nameFilter(const std::string& name) {
    // A name with escapes is written otherwise there.
    if (name.empty() || name.find_first_of("\\\"") != std::string::npos || name == ".")
        return {};
    return {QStringLiteral("lower(dns.qry.name) == \"%1\"").arg(QString::fromStdString(name)), {}};
}

/// One direction; false where one of its parts cannot be said.
struct Direction {
    QStringList wireshark, bpf;
    bool wiresharkWhole = true, bpfWhole = true;

    void add(const ForeignFilters& part) {
        wiresharkWhole = wiresharkWhole && !part.wireshark.isEmpty();
        bpfWhole = bpfWhole && !part.bpf.isEmpty();
        wireshark << part.wireshark;
        bpf << part.bpf;
    }
};

Direction directionOf(const Row& row, const char* source, const char* destination, const char* sourcePort,
                      const char* destinationPort) {
    Direction out;
    const Protocol* protocol = row.protocol();
    const auto endpoint = [&](const char* address, const char* port, Way way) {
        if (const auto found = row.address(address))
            out.add(addressFilters(*found, way));
        if (const std::string number = row.text(port); !number.empty())
            out.add(portFilters(number, protocol, way));
    };
    endpoint(source, sourcePort, Way::source);
    endpoint(destination, destinationPort, Way::destination);
    const bool saidByPort = protocol && protocol->ports && !(row.text(sourcePort) + row.text(destinationPort)).empty();
    if (protocol && !saidByPort)
        out.add({QLatin1String(protocol->wireshark), QLatin1String(protocol->bpf)});
    return out;
}

}  // namespace

ForeignFilters cellFilters(const table::Table& table, std::uint32_t rowNumber, std::size_t column) {
    const Row row(table, rowNumber);
    const std::string& name = table.schema()[column].name;
    const std::string text = row.text(name);
    if (text.empty())
        return {};
    const Way way = name == "src" || (name == "sport" && row.directed())   ? Way::source
                    : name == "dst" || (name == "dport" && row.directed()) ? Way::destination
                                                                           : Way::any;
    if (table.schema()[column].kind == table::Kind::address || name == "subject") {
        if (const auto address = IpAddress::parse(text))
            return addressFilters(*address, way);
        return nameFilter(text);
    }
    if (name == "sport" || name == "dport" || name == "cport")
        return portFilters(text, row.protocol(), way);
    if (name == "proto" || name == "transport") {
        const Protocol* protocol = row.protocol();
        return protocol ? ForeignFilters{QLatin1String(protocol->wireshark), QLatin1String(protocol->bpf)}
                        : ForeignFilters{};
    }
    if (name == "number" || name == "paired_with" || name == "first_frame")
        return {QStringLiteral("frame.number == ") + QString::fromStdString(text), {}};
    if (name == "name" && text.find(';') == std::string::npos)  // where there are several, none stands for all
        return nameFilter(text);
    return {};
}

ForeignFilters conversationFilters(const table::Table& table, std::uint32_t rowNumber) {
    const Row row(table, rowNumber);
    if (!capturetables::tableInfo(table.name()).canSlice())
        return {};
    const bool directed = row.directed();
    const Direction out = directed ? directionOf(row, "src", "dst", "sport", "dport")
                                   : directionOf(row, "client", "server", "cport", "sport");
    const Direction back = directed ? directionOf(row, "dst", "src", "dport", "sport")
                                    : directionOf(row, "server", "client", "sport", "cport");
    if (out.wireshark.isEmpty())
        return {};
    const auto both = [](const QStringList& one, const QStringList& other, const QString& conjunction,
                         const QString& alternative) {
        const QString first = one.join(conjunction);
        const QString second = other.join(conjunction);
        return first == second ? first : QStringLiteral("(%1)%2(%3)").arg(first, alternative, second);
    };
    ForeignFilters filters;
    if (out.wiresharkWhole)
        filters.wireshark = both(out.wireshark, back.wireshark, QStringLiteral(" && "), QStringLiteral(" || "));
    if (out.bpfWhole)
        filters.bpf = both(out.bpf, back.bpf, QStringLiteral(" and "), QStringLiteral(" or "));
    return filters;
}

}  // namespace weir::models
