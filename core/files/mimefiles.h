// SPDX-License-Identifier: GPL-3.0-or-later
// A mail as it comes, octet by octet: itself as one file, and what is attached to it (RFC 5322, 2045 to 2047, 2183).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/files/filesource.h"

namespace weir::files {

/// Bounded: a line of 64 KiB, a head of 64 KiB, 16 parts inside of each other.
class MimeMessage {
public:
    MimeMessage(const FileContext& context, std::string_view protocol, bool upload, std::uint32_t frame,
                std::int64_t time);

    void add(Bytes octets, std::uint32_t frame, std::int64_t time);
    void gap(std::uint64_t octets);
    bool empty() const { return m_whole.digest.empty(); }
    /// `cut`: why it ended early, if it did. Puts what was found where the context says.
    void finish(std::string_view cut);

private:
    enum class Coding : std::uint8_t { none, base64, quotedPrintable };
    struct Attachment {
        FileRecord record;
        FileDigest digest;
    };
    void line(std::string_view line, bool ended);
    void headLine(std::string_view line);
    void endHead();
    void beginPart();
    void endPart(std::string_view cut);
    void decode(std::string_view line, bool ended);

    FileContext m_context;
    std::string m_protocol;
    bool m_upload;
    Attachment m_whole;
    std::unique_ptr<Attachment> m_part;
    Coding m_coding = Coding::none;
    std::uint32_t m_bits = 0;  ///< base64 digits that are not an octet yet
    unsigned m_bitCount = 0;
    std::string m_lineEnd;  ///< held back: the one before a boundary belongs to it
    std::string m_line, m_field;
    std::string m_type, m_disposition, m_transfer, m_subject;
    std::vector<std::string> m_boundaries;
    bool m_inHead = true, m_outer = true, m_lost = false;
    std::size_t m_headOctets = 0;
    std::uint32_t m_frame = 0;
    std::int64_t m_time = 0;
};

}  // namespace weir::files
