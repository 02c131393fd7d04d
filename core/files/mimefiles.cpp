// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/mimefiles.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/base/textparts.h"

namespace weir::files {
namespace {

constexpr std::size_t longestLine = std::size_t{64} << 10, longestHead = std::size_t{64} << 10, deepest = 16;

constexpr std::string_view blanks = " \t\r\n";

int base64Digit(char letter) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t at = digits.find(letter);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

int hexDigit(char letter) {
    const char lower = static_cast<char>(letter | 0x20);
    return letter >= '0' && letter <= '9' ? letter - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

MimeMessage::MimeMessage(const FileContext& context, std::string_view protocol, bool upload, std::uint32_t frame,
                         std::int64_t time)
    : m_context(context),
      m_protocol(protocol),
      m_upload(upload),
      m_whole{context.record(protocol, upload, frame, time), FileDigest()} {
    m_whole.record.claimedType = "message/rfc822";
    m_whole.digest.sendTo(m_context.taker(m_whole.record));
}

void MimeMessage::add(Bytes octets, std::uint32_t frame, std::int64_t time) {
    m_frame = frame;
    m_time = time;
    m_whole.digest.add(octets, frame);
    std::string_view rest = asText(octets);
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::size_t size = end == std::string_view::npos ? rest.size() : end + 1;
        m_line += rest.substr(0, size);
        rest.remove_prefix(size);
        if (end != std::string_view::npos || m_line.size() > longestLine) {
            line(m_line, end != std::string_view::npos);
            m_line.clear();
        }
    }
}

void MimeMessage::gap(std::uint64_t octets) {
    m_whole.digest.gap(octets);
    m_line.clear();
    m_lost = true;
    if (m_part)
        m_part->digest.gap(octets);
}

void MimeMessage::line(std::string_view text, bool ended) {
    const std::string_view bare = trimmed(text, blanks);
    if (bare.starts_with("--")) {
        for (std::size_t i = m_boundaries.size(); i-- > 0;) {
            const std::string& boundary = m_boundaries[i];
            if (!bare.substr(2).starts_with(boundary))
                continue;
            endPart(m_lost ? "a part of the message is missing" : "");
            const bool last = bare.substr(2 + boundary.size()) == "--";
            m_boundaries.resize(last ? i : i + 1);
            m_inHead = !last;
            m_headOctets = 0;
            m_field.clear();
            m_type.clear();
            m_disposition.clear();
            m_transfer.clear();
            return;
        }
    }
    if (!m_inHead) {
        decode(text, ended);
        return;
    }
    m_headOctets += text.size();
    const bool continues = !text.empty() && (text.front() == ' ' || text.front() == '\t') && !bare.empty();
    if (continues) {
        m_field += ' ';
        m_field += bare;
        return;
    }
    headLine(m_field);
    m_field = bare;
    if (bare.empty() || m_headOctets > longestHead)
        endHead();
}

void MimeMessage::headLine(std::string_view field) {
    const std::size_t colon = field.find(':');
    if (colon == std::string_view::npos)
        return;
    const std::string_view name = field.substr(0, colon), value = trimmed(field.substr(colon + 1), blanks);
    if (sameButCase(name, "Content-Type"))
        m_type = value;
    else if (sameButCase(name, "Content-Disposition"))
        m_disposition = value;
    else if (sameButCase(name, "Content-Transfer-Encoding"))
        m_transfer = lowered(value);
    else if (m_outer && sameButCase(name, "Subject"))
        m_subject = value.substr(0, maximumText);
}

void MimeMessage::endHead() {
    m_inHead = false;
    m_outer = false;
    const std::string boundary = parameter(m_type, "boundary");
    if (lowered(m_type).starts_with("multipart/") && !boundary.empty()) {
        if (m_boundaries.size() < deepest)
            m_boundaries.push_back(boundary);
        return;
    }
    beginPart();
}

void MimeMessage::beginPart() {
    std::string name = parameter(m_disposition, "filename");
    if (name.empty())
        name = parameter(m_type, "name");
    const bool attached = lowered(m_disposition).starts_with("attachment");
    const std::string type = typeOnly(m_type);
    const bool text = type.empty() || lowered(type).starts_with("text/") || lowered(type).starts_with("multipart/");
    if (name.empty() && !attached && text)
        return;
    m_part =
        std::make_unique<Attachment>(Attachment{m_context.record(m_protocol, m_upload, m_frame, m_time), FileDigest()});
    m_part->record.name = nameInPath(name);
    m_part->record.claimedType = type;
    m_coding = m_transfer == "base64"             ? Coding::base64
               : m_transfer == "quoted-printable" ? Coding::quotedPrintable
                                                  : Coding::none;
    m_part->record.encoding = m_coding == Coding::none ? "" : m_transfer;
    m_part->digest.sendTo(m_context.taker(m_part->record));
    m_bits = m_bitCount = 0;
    m_lineEnd.clear();
}

void MimeMessage::decode(std::string_view text, bool ended) {
    if (!m_part)
        return;
    std::string out;
    switch (m_coding) {
        case Coding::base64:
            for (const char letter : text) {
                const int digit = base64Digit(letter);
                if (digit < 0)
                    continue;
                m_bits = m_bits << 6 | static_cast<std::uint32_t>(digit);
                m_bitCount += 6;
                if (m_bitCount >= 8) {
                    m_bitCount -= 8;
                    out += static_cast<char>(m_bits >> m_bitCount & 0xff);
                }
            }
            break;
        case Coding::quotedPrintable: {
            std::swap(out, m_lineEnd);
            std::string_view bare = text;
            if (ended)
                bare = bare.substr(0, bare.find_last_not_of(" \t\r\n") + 1);
            const bool soft = ended && bare.ends_with('=');
            if (soft)
                bare.remove_suffix(1);
            for (std::size_t i = 0; i < bare.size(); ++i) {
                const int high = bare[i] == '=' && i + 2 < bare.size() ? hexDigit(bare[i + 1]) : -1;
                const int low = high >= 0 ? hexDigit(bare[i + 2]) : -1;
                i += low >= 0 ? 2 : 0;
                out += low >= 0 ? static_cast<char>(high * 16 + low) : bare[i];
            }
            if (ended && !soft)
                m_lineEnd = "\r\n";
            break;
        }
        case Coding::none: {
            out = std::exchange(m_lineEnd, {});
            const std::size_t end = ended ? text.find_last_not_of("\r\n") + 1 : text.size();
            out += text.substr(0, end);
            m_lineEnd = text.substr(end);
            break;
        }
    }
    m_part->digest.add(asBytes(out), m_frame);
}

void MimeMessage::endPart(std::string_view cut) {
    if (m_part && !m_part->digest.empty()) {
        const std::string encoding = m_part->record.encoding;
        m_part->digest.finish(m_part->record, cut);
        m_part->record.encoding = encoding;
        m_context.found.push_back(std::move(m_part->record));
    }
    m_part.reset();
}

void MimeMessage::finish(std::string_view cut) {
    if (!m_line.empty())
        line(std::string(std::exchange(m_line, {})), false);
    // A message that is one part alone has no boundary behind it.
    endPart(!cut.empty() ? cut : m_boundaries.empty() || m_inHead ? "" : "its boundary never came");
    if (m_whole.digest.empty())
        return;
    m_whole.record.name = (m_subject.empty() ? "message" : nameInPath(m_subject)) + ".eml";
    m_whole.digest.finish(m_whole.record, cut);
    m_whole.record.mismatch = false;
    m_context.found.push_back(std::move(m_whole.record));
}

}  // namespace weir::files
