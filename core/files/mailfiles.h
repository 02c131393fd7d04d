// SPDX-License-Identifier: GPL-3.0-or-later
// Mails on their way: SMTP (RFC 5321, 3030), POP3 (RFC 1939), IMAP (RFC 9051).
#pragma once

#include <deque>

#include "core/files/mimefiles.h"

namespace weir::files {

/// Bounded as MimeMessage is; a line of 8 KiB, 1,024 commands without a reply.
class MailFiles final : public FileSource {
public:
    MailFiles(const FileContext& context, std::string_view service);

    void data(int role, Bytes octets, std::uint32_t frame, std::int64_t time) override;
    void gap(int role, std::uint64_t octets) override;
    void end() override;

private:
    enum class Reading : std::uint8_t { lines, dotted, counted, skipped };
    struct Side {
        std::string line;
        Reading reading = Reading::lines;
        std::uint64_t left = 0;  ///< octets of what is counted
        bool more = false;       ///< of BDAT: another chunk of the same message follows
        std::unique_ptr<MimeMessage> message;
    };
    void command(Side& side, std::string_view line);
    void reply(Side& side, std::string_view line);
    void begin(int role);
    void finish(Side& side, std::string_view cut);
    void dottedLine(Side& side, std::uint32_t frame, std::int64_t time);

    FileContext m_context;
    std::string m_service;
    Side m_sides[2];
    std::deque<std::string> m_asked;  ///< POP3: commands without a reply
    std::uint32_t m_frame = 0;
    std::int64_t m_time = 0;
};

}  // namespace weir::files
