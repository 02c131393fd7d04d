// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capturetables/communityid.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

#include "core/base/ipprotocol.h"
#include "core/traffic/icmpkinds.h"

namespace weir::capturetables {
namespace {

using ipprotocol::icmp, ipprotocol::tcp, ipprotocol::udp, ipprotocol::icmpv6, ipprotocol::sctp;

struct Digest {
    std::array<std::uint8_t, 20> octets{};
    bool good = false;
};

/// A context that is made once for a thread: asking OpenSSL for the algorithm costs more than the digest.
Digest sha1(const std::uint8_t* data, std::size_t size) {
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
        void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
    };
    thread_local const std::unique_ptr<EVP_MD, Free> algorithm(EVP_MD_fetch(nullptr, "SHA1", nullptr));
    thread_local const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    Digest out;
    out.good = algorithm && context && EVP_DigestInit_ex2(context.get(), algorithm.get(), nullptr) == 1 &&
               EVP_DigestUpdate(context.get(), data, size) == 1 &&
               EVP_DigestFinal_ex(context.get(), out.octets.data(), nullptr) == 1;
    return out;
}

/// An end of the flow in network order.
struct End {
    std::array<std::uint8_t, 16> address{};
    std::uint16_t port = 0;
    auto operator<=>(const End&) const = default;
};

/// Which octets of an end count.
struct Form {
    std::size_t addressOctets = 4;
    std::uint8_t protocol = 0;
    bool ports = false;
};

/// Appends the identifier of these ends, in this order.
void append(std::string& out, const Form& form, const std::array<End, 2>& ends) {
    constexpr std::size_t most = 2 + 16 + 16 + 2 + 4;
    std::array<std::uint8_t, most> input{};  // begins with the seed, which is 0
    std::uint8_t* at = input.data() + 2;
    for (const End& end : ends) at = std::copy_n(end.address.begin(), form.addressOctets, at);
    *at++ = form.protocol;
    *at++ = 0;
    for (const End& end : ends) {
        if (!form.ports)
            break;
        *at++ = static_cast<std::uint8_t>(end.port >> 8);
        *at++ = static_cast<std::uint8_t>(end.port);
    }
    const Digest digest = sha1(input.data(), static_cast<std::size_t>(at - input.data()));
    if (!digest.good)
        return;
    constexpr std::size_t encoded = 28;  // of 20 octets, in base64
    std::array<unsigned char, encoded + 1> text{};
    EVP_EncodeBlock(text.data(), digest.octets.data(), static_cast<int>(digest.octets.size()));
    out += out.empty() ? "1:" : ";1:";
    out.append(text.begin(), text.begin() + encoded);
}

}  // namespace

void communityIds(const traffic::SnapshotData& state, const traffic::Flow& flow, std::string& out) {
    out.clear();
    std::array<End, 2> ends;
    for (const std::size_t side : {0, 1}) ends[side] = {state.address(flow.address[side]).octets(), flow.port[side]};
    Form form{state.address(flow.address[0]).bits() / 8, flow.protocol, false};
    if (flow.protocol == icmp || flow.protocol == icmpv6) {
        form.ports = true;
        for (int i = 0; const auto kind = traffic::icmpKind(flow, i); ++i) {
            End from = ends[static_cast<std::size_t>(kind->side)], to = ends[static_cast<std::size_t>(1 - kind->side)];
            from.port = kind->type;
            to.port = kind->answer.value_or(kind->code);
            if (kind->answer && to < from)  // what stands alone has a direction
                std::swap(from, to);
            append(out, form, {from, to});
        }
        return;
    }
    form.ports = flow.protocol == tcp || flow.protocol == udp || flow.protocol == sctp;
    if (form.ports && !flow.hasPorts)
        return;
    if (ends[1] < ends[0])
        std::swap(ends[0], ends[1]);
    append(out, form, ends);
}

}  // namespace weir::capturetables
