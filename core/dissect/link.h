// SPDX-License-Identifier: GPL-3.0-or-later
// Link layers, each a step that moves the cursor past its header and says what follows.
#pragma once

#include "core/dissect/dissector.h"

namespace weir::dissect {

/// What follows a header.
struct Next {
    enum class Layer : std::uint8_t {
        done,
        ipv4,
        ipv6,
        etherType,
        ethernet,
        llc,
        nlpid,
        ppp,
        wireless,
        mpls,
        rawIp,
        linkType
    };
    Layer layer = Layer::done;
    std::uint16_t number = 0;  ///< an EtherType or a link type
    FrameKind kind;            ///< what to call the frame if nothing follows
};

/// The first step: the capture's own link type.
Next enterLinkType(std::uint16_t linkType, ByteReader& reader);
Next afterEthernet(ByteReader& reader);
Next afterLlc(ByteReader& reader);
/// The octet by which ISO names network protocols (RFC 2427), in Frame Relay and behind LLC.
Next afterNlpid(ByteReader& reader);
Next afterPpp(ByteReader& reader);
Next afterMpls(ByteReader& reader);
Next afterEtherType(std::uint16_t type, ByteReader& reader);
Next afterWireless(ByteReader& reader, bool dataPadded);
/// The step past whatever layer it is; as it was where there is no link layer to step past.
Next after(const Next& layer, ByteReader& reader);

/// Each step reads at least two octets: only a hostile frame comes near.
constexpr int maximumLinkLayers = 64;

}  // namespace weir::dissect
