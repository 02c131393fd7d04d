// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/filesources.h"

#include <algorithm>
#include <array>

#include "core/files/httpfiles.h"
#include "core/files/mailfiles.h"
#include "core/files/smbfiles.h"

namespace weir::files {
namespace {

/// Mail that is inside TLS from its first octet on (RFC 8314).
std::string_view mailOnPort(std::uint16_t port) {
    return port == 465 ? "smtp" : port == 993 ? "imap" : port == 995 ? "pop3" : "";
}

bool isMail(std::string_view service) { return service == "smtp" || service == "imap" || service == "pop3"; }

}  // namespace

bool mayCarryFiles(std::string_view service, bool hasKeys) {
    static constexpr std::array<std::string_view, 6> clear = {"http", "http2", "smb", "smtp", "imap", "pop3"};
    return std::find(clear.begin(), clear.end(), service) != clear.end() ||
           (hasKeys && (service == "tls" || service == "quic"));
}

std::unique_ptr<FileSource> makeSource(std::string_view service, const FileContext& context,
                                       const Transfers& transfers) {
    if (service == "http" || service == "http2")
        return std::make_unique<HttpFiles>(context);
    if (isMail(service))
        return std::make_unique<MailFiles>(context, service);
    if (service == "smb")
        return std::make_unique<SmbFiles>(context);
    return transfers.source(context);
}

std::unique_ptr<FileSource> makeInnerSource(std::string_view service, const FileContext& context) {
    const std::string_view usual = mailOnPort(context.flowRow().port[1 - context.client]);
    if (isMail(service) || !usual.empty())
        return std::make_unique<MailFiles>(context, isMail(service) ? service : usual);
    return std::make_unique<HttpFiles>(context);
}

}  // namespace weir::files
