// SPDX-License-Identifier: GPL-3.0-or-later
// The DNS message format. A message is hostile: pointers of names are counted, counts are promises that the octets
// keep.
#include "core/protocol/dns.h"

#include <algorithm>
#include <cstdio>

namespace weir::protocol {
namespace {

enum Type : std::uint16_t {
    typeA = 1,
    typeNs = 2,
    typeCname = 5,
    typeSoa = 6,
    typePtr = 12,
    typeMx = 15,
    typeTxt = 16,
    typeAaaa = 28,
    typeSrv = 33,
    typeDname = 39,
    typeOpt = 41,
    typeSvcb = 64,
    typeHttps = 65
};

/// Calls `put` with each character that stands for an octet in presentation form.
template <typename Put>
void present(std::uint8_t c, bool inLabel, Put put) {
    if (c >= 'A' && c <= 'Z' && inLabel) {
        put(static_cast<char>(c + ('a' - 'A')));
    } else if (c < 0x21 || c > 0x7e) {
        put('\\');
        put(static_cast<char>('0' + c / 100));
        put(static_cast<char>('0' + c / 10 % 10));
        put(static_cast<char>('0' + c % 10));
    } else {
        if (c == '\\' || (inLabel ? c == '.' : c == '"'))
            put('\\');
        put(static_cast<char>(c));
    }
}

void appendCharacter(std::string& out, std::uint8_t c) {
    present(c, false, [&](char shown) { out += shown; });
}

/// Names inside record data may be compressed against the whole message: read them with a cursor over it.
std::optional<std::string> nameWithin(ByteReader& message, std::size_t end) {
    auto name = readDnsName(message);
    if (name && message.position() > end)
        return {};
    return name;
}

std::string byNumber(Bytes data) {
    std::string out = "\\# " + std::to_string(data.size());
    constexpr std::size_t shown = 64;  // enough to recognise; the rest is in the packet
    if (!data.empty())
        out += ' ';
    for (std::size_t i = 0; i < data.size() && i < shown; ++i) {
        char buffer[4];
        std::snprintf(buffer, sizeof buffer, "%02X", data[i]);
        out += buffer;
    }
    if (data.size() > shown)
        out += "...";
    return out;
}

std::string characterStrings(ByteReader reader) {
    std::string out;
    while (!reader.atEnd()) {
        const Bytes text = reader.bytes(reader.u8());
        if (reader.failed())
            break;
        out += out.empty() ? "\"" : " \"";
        for (const std::uint8_t c : text) {
            if (c == ' ')
                out += ' ';
            else
                appendCharacter(out, c);
        }
        out += '"';
    }
    return out;
}

/// SVCB and HTTPS (RFC 9460): priority, target, then keys in rising order.
bool readService(ByteReader& message, std::size_t end, DnsRecord& record) {
    const std::uint16_t priority = message.u16();
    const auto target = nameWithin(message, end);
    if (!target)
        return false;
    record.target = *target == "." ? record.name : *target;
    record.data = std::to_string(priority) + ' ' + *target;
    while (message.position() + 4 <= end) {
        const std::uint16_t key = message.u16();
        const std::uint16_t length = message.u16();
        if (message.position() + length > end)
            return false;
        ByteReader value = message.sub(length);
        static constexpr const char* names[] = {"mandatory", "alpn", "no-default-alpn", "port",
                                                "ipv4hint",  "ech",  "ipv6hint"};
        std::string words;
        const auto join = [&](const std::string& word) { words += (words.empty() ? "" : ",") + word; };
        if (key == 1) {
            while (!value.atEnd() && !value.failed()) {
                std::string protocol;
                for (const std::uint8_t c : value.bytes(value.u8())) appendCharacter(protocol, c);
                join(protocol);
            }
        } else if (key == 3) {
            join(std::to_string(value.u16()));
        } else if (key == 4 || key == 6) {
            const std::size_t size = key == 4 ? 4 : 16;
            while (value.remaining() >= size && record.hints.size() < 64) {
                record.hints.push_back(IpAddress::fromBytes(value.bytes(size)));
                join(record.hints.back().toString());
            }
        }
        record.data += ' ';
        record.data += key < std::size(names) ? names[key] : ("key" + std::to_string(key)).c_str();
        if (!words.empty())
            record.data += '=' + words;
    }
    return message.position() == end;
}

/// Fills in the record's data from [position, end) of the message. False: shown by number instead.
bool readData(ByteReader message, std::size_t end, DnsRecord& record) {
    const auto finished = [&] { return !message.failed() && message.position() == end; };
    switch (record.type) {
        case typeA:
        case typeAaaa: {
            const std::size_t size = record.type == typeA ? 4 : 16;
            if (end - message.position() != size)
                return false;
            record.address = IpAddress::fromBytes(message.bytes(size));
            record.data = record.address.toString();
            return true;
        }
        case typeNs:
        case typeCname:
        case typePtr:
        case typeDname: {
            const auto name = nameWithin(message, end);
            if (!name)
                return false;
            record.target = *name;
            record.data = *name;
            return finished();
        }
        case typeMx: {
            const std::uint16_t preference = message.u16();
            const auto name = nameWithin(message, end);
            if (!name)
                return false;
            record.target = *name;
            record.data = std::to_string(preference) + ' ' + *name;
            return finished();
        }
        case typeSrv: {
            const std::uint16_t priority = message.u16();
            const std::uint16_t weight = message.u16();
            const std::uint16_t port = message.u16();
            const auto name = nameWithin(message, end);
            if (!name)
                return false;
            record.target = *name;
            record.data =
                std::to_string(priority) + ' ' + std::to_string(weight) + ' ' + std::to_string(port) + ' ' + *name;
            return finished();
        }
        case typeSoa: {
            const auto server = nameWithin(message, end);
            const auto mailbox = server ? nameWithin(message, end) : std::nullopt;
            if (!mailbox)
                return false;
            record.data = *server + ' ' + *mailbox;
            for (int i = 0; i < 5; ++i) record.data += ' ' + std::to_string(message.u32());
            return finished();
        }
        case typeTxt:
            record.data = characterStrings(message.sub(end - message.position()));
            return true;
        case typeSvcb:
        case typeHttps:
            return readService(message, end, record);
        default:
            return false;
    }
}

bool readRecord(ByteReader& message, DnsRecord& record, std::uint16_t& upperRcode) {
    auto name = readDnsName(message);
    if (!name)
        return false;
    record.name = std::move(*name);
    record.type = message.u16();
    message.skip(2);
    record.timeToLive = message.u32();
    const std::size_t length = message.u16();
    if (message.failed() || length > message.remaining())
        return false;
    const std::size_t end = message.position() + length;
    if (record.type == typeOpt)
        upperRcode = static_cast<std::uint16_t>(record.timeToLive >> 24 << 4);
    if (!readData(message, end, record)) {
        record.address = {};
        record.target.clear();
        record.hints.clear();
        record.data = byNumber(message.whole().subspan(message.position(), length));
    }
    message.seek(end);
    return true;
}

}  // namespace

std::optional<std::string> readDnsName(ByteReader& reader) {
    constexpr std::size_t longest = 255;  // octets of labels and their lengths
    char name[4 * longest];               // an octet takes four characters at most
    std::size_t size = 0;
    const auto put = [&](char c) { name[size++] = c; };
    ByteReader cursor = reader;
    bool jumped = false;
    std::size_t wireLength = 1;
    for (std::size_t jumps = 0;;) {
        const std::uint8_t length = cursor.u8();
        if (cursor.failed())
            break;
        if (length == 0) {
            if (!jumped)
                reader = cursor;
            return size == 0 ? std::string(".") : std::string(name, size);
        }
        if ((length & 0xc0) == 0xc0) {
            const std::size_t target = static_cast<std::size_t>(length & 0x3f) << 8 | cursor.u8();
            if (cursor.failed() || ++jumps > maximumDnsJumps)
                break;
            if (!jumped)
                reader = cursor;
            jumped = true;
            cursor.seek(target);
            continue;
        }
        if ((length & 0xc0) != 0)
            break;
        wireLength += length + 1u;
        const Bytes label = cursor.bytes(length);
        if (cursor.failed() || wireLength > longest)
            break;
        if (size > 0)
            put('.');
        for (const std::uint8_t c : label) present(c, true, put);
    }
    reader.fail();
    return {};
}

std::optional<DnsMessage> parseDns(Bytes octets) {
    ByteReader reader(octets);
    DnsMessage message;
    message.id = reader.u16();
    const std::uint16_t flags = reader.u16();
    const std::uint16_t questions = reader.u16();
    const std::uint16_t counts[3] = {reader.u16(), reader.u16(), reader.u16()};
    if (reader.failed())
        return {};
    message.isResponse = (flags & 0x8000) != 0;
    message.opcode = static_cast<std::uint8_t>(flags >> 11 & 0xf);
    message.truncated = (flags & 0x0200) != 0;
    message.rcode = flags & 0xf;
    // Counts are promises: a liar is given no more than this much room.
    constexpr std::size_t usual = 8;
    message.questions.reserve(std::min<std::size_t>(questions, usual));
    message.records.reserve(std::min<std::size_t>(std::size_t{counts[0]} + counts[1] + counts[2], usual));

    std::size_t room = maximumDnsText(octets.size());
    const auto fits = [&](std::size_t characters) {
        message.abridged = characters > room;
        room -= std::min(room, characters);
        return !message.abridged;
    };
    for (unsigned i = 0; i < questions; ++i) {
        auto name = readDnsName(reader);
        const std::uint16_t type = reader.u16();
        reader.skip(2);
        message.abridged = message.questions.size() == maximumDnsQuestions;
        if (!name || message.abridged || !fits(name->size())) {
            message.damaged = true;
            return message;
        }
        if (reader.failed()) {  // the name is there, type and class are cut off
            message.damaged = true;
            message.questions.push_back({std::move(*name), 0, false});
            return message;
        }
        message.questions.push_back({std::move(*name), type});
    }
    for (int section = 0; section < 3; ++section) {
        for (unsigned i = 0; i < counts[section]; ++i) {
            DnsRecord record;
            record.section = static_cast<DnsRecord::Section>(section);
            std::uint16_t upperRcode = 0;
            message.abridged = message.records.size() == maximumDnsRecords;
            if (message.abridged || !readRecord(reader, record, upperRcode) ||
                !fits(record.name.size() + record.data.size())) {
                message.damaged = true;
                return message;
            }
            message.rcode = static_cast<std::uint16_t>(message.rcode | upperRcode);
            if (record.type != typeOpt)
                message.records.push_back(std::move(record));
        }
    }
    return message;
}

std::string dnsTypeName(std::uint16_t type) {
    struct Named {
        std::uint16_t type;
        const char* name;
    };
    static constexpr Named names[] = {
        {1, "A"},       {2, "NS"},      {3, "MD"},     {4, "MF"},       {5, "CNAME"},       {6, "SOA"},
        {7, "MB"},      {8, "MG"},      {9, "MR"},     {10, "NULL"},    {11, "WKS"},        {12, "PTR"},
        {13, "HINFO"},  {14, "MINFO"},  {15, "MX"},    {16, "TXT"},     {17, "RP"},         {18, "AFSDB"},
        {19, "X25"},    {20, "ISDN"},   {21, "RT"},    {22, "NSAP"},    {23, "NSAP-PTR"},   {24, "SIG"},
        {25, "KEY"},    {26, "PX"},     {27, "GPOS"},  {28, "AAAA"},    {29, "LOC"},        {30, "NXT"},
        {33, "SRV"},    {35, "NAPTR"},  {36, "KX"},    {37, "CERT"},    {38, "A6"},         {39, "DNAME"},
        {41, "OPT"},    {42, "APL"},    {43, "DS"},    {44, "SSHFP"},   {45, "IPSECKEY"},   {46, "RRSIG"},
        {47, "NSEC"},   {48, "DNSKEY"}, {49, "DHCID"}, {50, "NSEC3"},   {51, "NSEC3PARAM"}, {52, "TLSA"},
        {53, "SMIMEA"}, {55, "HIP"},    {59, "CDS"},   {60, "CDNSKEY"}, {61, "OPENPGPKEY"}, {62, "CSYNC"},
        {63, "ZONEMD"}, {64, "SVCB"},   {65, "HTTPS"}, {99, "SPF"},     {108, "EUI48"},     {109, "EUI64"},
        {249, "TKEY"},  {250, "TSIG"},  {251, "IXFR"}, {252, "AXFR"},   {253, "MAILB"},     {254, "MAILA"},
        {255, "ANY"},   {256, "URI"},   {257, "CAA"},  {32769, "DLV"}};
    for (const Named& named : names) {
        if (named.type == type)
            return named.name;
    }
    return "TYPE" + std::to_string(type);
}

std::string dnsRcodeName(std::uint16_t rcode) {
    static constexpr const char* names[] = {"NOERROR",  "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP",  "REFUSED",
                                            "YXDOMAIN", "YXRRSET", "NXRRSET",  "NOTAUTH",  "NOTZONE", "DSOTYPENI"};
    if (rcode < std::size(names))
        return names[rcode];
    switch (rcode) {
        case 16:
            return "BADVERS";
        case 22:
            return "BADTRUNC";
        case 23:
            return "BADCOOKIE";
        default:
            return "RCODE" + std::to_string(rcode);
    }
}

std::string dnsOpcodeName(std::uint8_t opcode) {
    static constexpr const char* names[] = {"QUERY", "IQUERY", "STATUS", nullptr, "NOTIFY", "UPDATE", "DSO"};
    if (opcode < std::size(names) && names[opcode])
        return names[opcode];
    return "OPCODE" + std::to_string(opcode);
}

}  // namespace weir::protocol
