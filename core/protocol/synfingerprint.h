// SPDX-License-Identifier: GPL-3.0-or-later
// How a machine opens TCP connections tells its operating system: the first SYN in the notation of p0f, and a database
// in that form.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace weir::protocol {

/// "4:118:0:1460:64240,8:mss,nop,ws,nop,nop,sok:df,id+:0": IP version, time to live as it arrived, octets of IP
/// options, maximum segment size, window and its scale, layout of the TCP options, oddities, payload (p0f's README,
/// section 5; oddities of the sequence number are left out). `ip` is the packet from its IP header on, `transport` the
/// octets of it before the TCP header. Empty where that is not all there, or no SYN.
std::string synFingerprint(Bytes ip, std::size_t transport);

/// The signatures of SYN packets in a database of p0f 3. Immutable.
class SynDatabase {
public:
    /// Lines that are no signature are passed over.
    explicit SynDatabase(std::string_view text);
    /// Where Debian's package p0f puts its database; a small file.
    static Result<SynDatabase> load(const std::string& path = "/etc/p0f/p0f.fp");

    std::size_t size() const { return m_signatures.size(); }
    /// "Linux 3.11 and newer", "Mac OS X"; of Windows the name alone, since databases do not know later ones, which
    /// open connections alike. Empty where nothing fits.
    std::string match(std::string_view fingerprint) const;

private:
    struct Signature {
        std::string system;
        bool generic = false;
        std::vector<std::string> fields;  ///< eight of them
    };
    std::vector<Signature> m_signatures;
};

}  // namespace weir::protocol
