// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/certificate.h"

#include <algorithm>
#include <chrono>
#include <initializer_list>

#include "core/base/utf8.h"
#include "core/protocol/der.h"

namespace weir::protocol {

namespace {

constexpr std::size_t maximumNames = 256;
constexpr std::size_t maximumText = 1024;

constexpr std::uint8_t versionTag = derContext(0), extensionsTag = derContext(3);

bool isObject(Bytes value, std::initializer_list<std::uint8_t> identifier) {
    return std::equal(value.begin(), value.end(), identifier.begin(), identifier.end());
}

std::string_view attributeName(Bytes identifier) {
    if (identifier.size() == 3 && identifier[0] == 0x55 && identifier[1] == 0x04) {  // 2.5.4: X.520
        switch (identifier[2]) {
            case 3:
                return "CN";
            case 5:
                return "serialNumber";
            case 6:
                return "C";
            case 7:
                return "L";
            case 8:
                return "ST";
            case 9:
                return "street";
            case 10:
                return "O";
            case 11:
                return "OU";
            default:
                return {};
        }
    }
    if (isObject(identifier, {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01}))
        return "emailAddress";
    if (isObject(identifier, {0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 0x01, 0x19}))
        return "DC";
    return {};
}

std::string textOf(const DerElement& element) {
    const Bytes value = element.value.first(std::min(element.value.size(), maximumText));
    if (element.tag != derBmpString)
        return std::string(asText(value));
    std::string text;
    for (std::size_t i = 0; i + 1 < value.size(); i += 2)
        appendUtf8(text, static_cast<char32_t>(value[i] << 8 | value[i + 1]));
    return text;
}

/// A Name: a sequence of sets of attributes.
void readName(Bytes value, std::string& text, std::string& commonName) {
    ByteReader name(value);
    while (!name.atEnd() && text.size() < 8 * maximumText) {
        const std::optional<DerElement> set = nextElement(name, derSet);
        if (!set)
            return;
        ByteReader members(set->value);
        while (!members.atEnd() && text.size() < 8 * maximumText) {
            const std::optional<DerElement> attribute = nextElement(members, derSequence);
            if (!attribute)
                return;
            ByteReader parts(attribute->value);
            const std::optional<DerElement> type = nextElement(parts, derObject);
            const std::optional<DerElement> content = type ? nextElement(parts) : std::nullopt;
            const std::string_view label = content ? attributeName(type->value) : std::string_view{};
            if (label.empty())
                continue;
            const std::string said = textOf(*content);
            if (label == "CN")
                commonName = said;
            if (!text.empty())
                text += ", ";
            text.append(label).append("=").append(said);
        }
    }
}

/// UTCTime or GeneralizedTime as RFC 5280 section 4.1.2.5 wants them, in UTC; seconds left out and other zones are
/// taken as well, since BER has them and servers send them.
std::optional<std::int64_t> readTime(const DerElement& element) {
    std::string_view text = asText(element.value);
    const bool twoDigitYear = element.tag == derUtcTime;
    const std::size_t toMinute = twoDigitYear ? 10 : 12;
    const auto allDigits = [](std::string_view part) {
        return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    const auto pair = [](std::string_view part, std::size_t at) { return (part[at] - '0') * 10 + part[at + 1] - '0'; };
    int ahead = 0;  // seconds that the zone is ahead of UTC
    const std::size_t zone = std::min(text.find_first_of("Z+-"), text.size());
    const std::string_view offset = text.substr(zone);
    text = text.substr(0, zone);
    if (offset != "Z") {
        if (offset.size() != 5 || !allDigits(offset.substr(1)))
            return std::nullopt;
        ahead = (pair(offset, 1) * 60 + pair(offset, 3)) * (offset[0] == '+' ? 60 : -60);
    }
    if ((text.size() != toMinute && text.size() != toMinute + 2) || !allDigits(text))
        return std::nullopt;
    const auto two = [&](std::size_t at) { return pair(text, at); };
    std::size_t at = 2;
    int year = two(0);
    if (twoDigitYear) {
        year += year < 50 ? 2000 : 1900;
    } else {
        year = year * 100 + two(2);
        at = 4;
    }
    const int month = two(at), day = two(at + 2), hour = two(at + 4), minute = two(at + 6);
    const int second = text.size() > toMinute ? two(at + 8) : 0;
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;
    // A day that the month lacks counts on into the next.
    using namespace std::chrono;
    const sys_days first = std::chrono::year{year} / month / 1;
    return sys_seconds{first + days{day - 1}}.time_since_epoch().count() + hour * 3600 + minute * 60 + second - ahead;
}

/// GeneralNames: dNSName is [2], iPAddress is [7].
void readAlternativeNames(Bytes value, Certificate& out) {
    ByteReader outer(value);
    const std::optional<DerElement> list = nextElement(outer, derSequence);
    if (!list)
        return;
    ByteReader names(list->value);
    while (!names.atEnd() && out.dnsNames.size() + out.addresses.size() < maximumNames) {
        const std::optional<DerElement> name = nextElement(names);
        if (!name)
            return;
        if (name->tag == 0x82)
            out.dnsNames.push_back(textOf(*name));
        else if (name->tag == 0x87)
            if (const IpAddress address = IpAddress::fromBytes(name->value); address.valid())
                out.addresses.push_back(address);
    }
}

void readExtensions(Bytes value, Certificate& out) {
    ByteReader outer(value);
    const std::optional<DerElement> list = nextElement(outer, derSequence);
    if (!list)
        return;
    ByteReader extensions(list->value);
    while (!extensions.atEnd()) {
        const std::optional<DerElement> extension = nextElement(extensions, derSequence);
        if (!extension)
            return;
        ByteReader parts(extension->value);
        const std::optional<DerElement> identifier = nextElement(parts, derObject);
        if (!identifier || !isObject(identifier->value, {0x55, 0x1d, 0x11}))  // subjectAltName
            continue;
        std::optional<DerElement> content = nextElement(parts);
        if (content && content->tag == 0x01)  // critical
            content = nextElement(parts);
        if (content && content->tag == derOctetString)
            readAlternativeNames(content->value, out);
    }
}

}  // namespace

std::optional<Certificate> readCertificate(Bytes der) {
    ByteReader outer(der);
    const std::optional<DerElement> certificate = nextElement(outer, derSequence);
    if (!certificate)
        return std::nullopt;
    ByteReader inner(certificate->value);
    const std::optional<DerElement> body = nextElement(inner, derSequence);
    if (!body)
        return std::nullopt;

    ByteReader fields(body->value);
    if (fields.peek() == versionTag)
        nextElement(fields);
    const std::optional<DerElement> serial = nextElement(fields, derInteger);
    const std::optional<DerElement> algorithm = serial ? nextElement(fields, derSequence) : std::nullopt;
    const std::optional<DerElement> issuer = algorithm ? nextElement(fields, derSequence) : std::nullopt;
    const std::optional<DerElement> validity = issuer ? nextElement(fields, derSequence) : std::nullopt;
    const std::optional<DerElement> subject = validity ? nextElement(fields, derSequence) : std::nullopt;
    if (!subject)
        return std::nullopt;

    Certificate out;
    static constexpr char digits[] = "0123456789abcdef";
    for (const std::uint8_t octet : serial->value.first(std::min<std::size_t>(serial->value.size(), 32))) {
        out.serial += digits[octet >> 4];
        out.serial += digits[octet & 15];
    }
    readName(issuer->value, out.issuer, out.issuerCommonName);
    readName(subject->value, out.subject, out.subjectCommonName);
    out.selfIssued =
        std::equal(issuer->value.begin(), issuer->value.end(), subject->value.begin(), subject->value.end());
    ByteReader times(validity->value);
    if (const std::optional<DerElement> before = nextElement(times)) {
        out.notBefore = readTime(*before);
        if (const std::optional<DerElement> after = nextElement(times))
            out.notAfter = readTime(*after);
    }
    while (!fields.atEnd()) {
        const std::optional<DerElement> field = nextElement(fields);
        if (!field)
            break;
        if (field->tag == extensionsTag)
            readExtensions(field->value, out);
    }
    return out;
}

}  // namespace weir::protocol
