// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detail/layers.h"

#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/base/text.h"
#include "core/detail/describers.h"

namespace weir::detail {
namespace {

using Layer = dissect::Next::Layer;
using Network = dissect::NetworkStart::Layer;

/// Goes from layer to layer; core/dissect says what comes next, the describers what it says.
class Walk {
public:
    Walk(const Frame& frame, std::uint64_t number) : m_frame(frame), m_tree(frame.bytes()) {
        FieldReader fields(m_tree, "frame", 0, frame.captured);
        fields.note("number", std::to_string(number));
        fields.note("time", (frame.flags & noTime) != 0 ? "none" : isoTimeText(frame.time));
        fields.note("captured", std::to_string(frame.captured) + " bytes");
        fields.note("wire", std::to_string(frame.original) + " bytes");
        fields.note("link_type", (frame.flags & noInterface) != 0 ? "none" : std::to_string(frame.linkType));
        if (frame.captured < frame.original)
            fields.note("cut", std::to_string(frame.original - frame.captured) + " bytes were not captured");
        fields.raw().seek(frame.captured);
        m_tree.add(fields.finish("number " + std::to_string(number) + ", " + std::to_string(frame.original) +
                                 (frame.original == 1 ? " byte" : " bytes")));
    }

    std::vector<Field> run() {
        link({Layer::linkType, m_frame.linkType, {}}, 0);
        return m_tree.take();
    }

private:
    void link(dissect::Next next, std::size_t at) {
        ByteReader reader(m_frame.bytes());
        reader.seek(at);
        for (int i = 0; i <= dissect::maximumLinkLayers; ++i) {
            const std::size_t begin = reader.position();
            switch (next.layer) {
                case Layer::ipv4:
                    return network(Network::ipv4, begin);
                case Layer::ipv6:
                    return network(Network::ipv6, begin);
                case Layer::rawIp:
                    return network(reader.peek() >> 4 == 6 ? Network::ipv6 : Network::ipv4, begin);
                case Layer::done:
                    return describeNonIp(m_tree, next.kind, begin);
                default:
                    break;
            }
            const dissect::Next following = dissect::after(next, reader);
            if (reader.failed()) {
                m_tree.add({"cut", "the next header is not there, or not all of it", static_cast<std::uint32_t>(begin),
                            static_cast<std::uint32_t>(m_frame.captured - begin)});
                return;
            }
            describeLink(m_tree, next, begin, reader.position());
            next = following;
        }
        describeRest(m_tree, "data", reader.position(), m_frame.captured);
    }

    void network(Network layer, std::size_t begin) {
        const bool outermost = m_depth == 0;
        dissect::PacketRecord record;
        const bool good = dissect::readNetwork(layer, begin, m_frame, record);
        const NetworkLayer described =
            layer == Network::ipv4 ? describeIpv4(m_tree, m_frame, begin) : describeIpv6(m_tree, m_frame, begin);
        if (!good)
            return;
        const std::size_t end = std::min(m_end, begin + std::size_t{record.bytes});
        m_end = end;
        if (record.laterFragment) {
            describeRest(m_tree, "fragment", record.transportOffset, end);
        } else {
            Transport transport{record, end};
            if (record.fragment)
                transport.notJudged = "a fragment";
            else if (described.sourceRouted)
                transport.notJudged = "source routed";
            std::size_t payload = describeTransport(m_tree, transport);
            for (int i = 0; i < dissect::maximumTunnels && dissect::passAuthentication(m_frame, record); ++i)
                payload = describeTransport(m_tree, transport);
            carried(record, payload, end);
        }
        if (outermost)
            describeRest(m_tree, "trailer", end, m_frame.captured);
    }

    /// What follows the transport header.
    void carried(const dissect::PacketRecord& record, std::size_t payload, std::size_t end) {
        const dissect::Inner inner = dissect::findInner(record, m_frame.bytes());
        dissect::PacketRecord deeper;
        const bool tunnel = inner.tunnel != dissect::Tunnel::none && inner.offset < end &&
                            (!inner.mustFit || dissect::readInner(inner, m_frame, record, deeper));
        const bool quoted = quotes(record, payload, end);
        if ((!tunnel && !quoted) || m_depth == dissect::maximumTunnels) {
            const bool known = record.protocol == ipprotocol::udp || record.protocol == ipprotocol::tcp;
            known ? describePayload(m_tree, record, payload, end) : describeRest(m_tree, "data", payload, end);
            return;
        }
        ++m_depth;
        if (quoted) {
            network(record.protocol == ipprotocol::icmp ? Network::ipv4 : Network::ipv6, payload);
            return;
        }
        describeTunnel(m_tree, inner.tunnel,
                       record.protocol == ipprotocol::udp ? record.payloadOffset : record.transportOffset,
                       inner.offset);
        link(inner.next, inner.offset);
    }

    /// An ICMP error carries the start of the packet that it is about.
    bool quotes(const dissect::PacketRecord& record, std::size_t payload, std::size_t end) const {
        if (record.fragment || record.transportOffset >= end || payload + 20 > end)
            return false;
        const std::uint8_t type = m_frame.data[record.transportOffset];
        const unsigned version = m_frame.data[payload] >> 4;
        if (record.protocol == ipprotocol::icmp)
            return version == 4 && (type == 3 || type == 4 || type == 5 || type == 11 || type == 12);
        return record.protocol == ipprotocol::icmpv6 && version == 6 && type >= 1 && type <= 4;
    }

    const Frame& m_frame;
    Tree m_tree;
    int m_depth = 0;
    std::size_t m_end = m_frame.captured;  ///< of the packet around the one that is looked at
};

}  // namespace

std::vector<Field> layersOf(const Frame& frame, std::uint64_t number) { return Walk(frame, number).run(); }

}  // namespace weir::detail
