// SPDX-License-Identifier: GPL-3.0-or-later
// The walk over a pcapng file. Section lengths are never believed: blocks alone lead from one to the next.
#include "core/capture/pcapngreader.h"

#include "core/capture/pcapreader.h"

namespace weir::capture {

using namespace pcapng;

namespace {

/// The byte order that a section header block (12 octets at least) declares, or none.
std::optional<ByteOrder> declaredOrder(const std::uint8_t* block) {
    if (ByteOrder::little().u32(block + 8) == byteOrderMagic)
        return ByteOrder::little();
    if (ByteOrder::big().u32(block + 8) == byteOrderMagic)
        return ByteOrder::big();
    return std::nullopt;
}

}  // namespace

bool PcapngWalker::recognises(Bytes head) {
    return head.size() >= 4 && ByteOrder::little().u32(head.data()) == sectionHeader;
}

bool PcapngWalker::isSectionHeader(Bytes rest) {
    return rest.size() >= smallestBlock && recognises(rest) && declaredOrder(rest.data()).has_value();
}

std::size_t PcapngWalker::startSize(Bytes head) {
    const auto order = head.size() >= smallestBlock ? declaredOrder(head.data()) : std::nullopt;
    if (!order)
        return smallestBlock;
    const BlockSize size = blockSize(head.data(), head.size(), *order, limits::block);
    return std::max({size.needed, size.advance, smallestBlock});
}

Result<void> PcapngWalker::checkStart(Bytes head) {
    if (head.size() < smallestBlock)
        return Error::of(ErrorKind::damaged, "ends inside its pcapng section header").at(0);
    const auto order = declaredOrder(head.data());
    if (!order)
        return Error::of(ErrorKind::damaged, "not a capture (a pcapng section header without its byte-order magic)")
            .at(8);
    const BlockSize size = blockSize(head.data(), head.size(), *order, limits::block);
    if (size.needed != 0)
        return Error::of(ErrorKind::damaged, "ends inside its pcapng section header").at(0);
    if (size.damage != nullptr || size.advance < smallestSectionHeader)
        return Error::of(ErrorKind::damaged, "damaged pcapng section header").at(0);
    const unsigned major = order->u16(head.data() + 12);
    if (major != 1)
        return Error::of(ErrorKind::unsupported, "unsupported pcapng version %1.%2",
                         {std::to_string(major), std::to_string(order->u16(head.data() + 14))})
            .at(12);
    return {};
}

PcapngWalker::PcapngWalker(std::uint64_t base, InputLog& log) : m_base(base), m_log(log) {
    InputLog::addDistinct(m_log.info.formats, std::string("pcapng"));
}

Walk PcapngWalker::walk(Bytes window, std::uint64_t offset, Batch& batch) {
    Walk walk;
    const auto stop = [&](std::string what) {
        walk.damage = Error::of(ErrorKind::damaged, "%1 after %2 packets",
                                {std::move(what), std::to_string(batch.firstNumber + batch.frames.size() - 1)})
                          .at(offset + walk.used);
        return walk;
    };
    ByteOrder order = m_order;
    const Interface* interfaces = m_tables->interfaces();
    std::size_t interfaceCount = m_tables->interfaceCount();
    const std::uint8_t* const data = window.data();
    while (true) {
        const std::size_t rest = window.size() - walk.used;
        if (rest < smallestBlock) {
            walk.needed = smallestBlock;
            return walk;
        }
        const std::uint8_t* const block = data + walk.used;
        const std::uint32_t type = order.u32(block);
        if (!isPacket(type)) [[unlikely]] {
            if (type == sectionHeader) {
                const auto declared = declaredOrder(block);
                if (!declared)
                    return stop(Error::sentence("a section header without its byte-order magic"));
                order = *declared;
            } else if (const auto header = PcapFormat::headerAt(window.subspan(walk.used));
                       header != PcapFormat::Header::no) {
                walk.another = header == PcapFormat::Header::yes;
                walk.needed = walk.another ? 0 : rest + 1;
                return walk;
            } else if (std::all_of(block, block + smallestBlock, [](std::uint8_t octet) { return octet == 0; })) {
                return stop(Error::sentence("zero bytes instead of a block"));
            }
        }
        const BlockSize size = blockSize(block, rest, order, m_blockLimit);
        if (size.advance == 0) [[unlikely]] {
            if (size.damage != nullptr)
                return stop(size.damage);
            walk.needed = size.needed;
            return walk;
        }
        if (isPacket(type)) [[likely]] {
            Frame& frame = batch.frames.emplace_back();  // in place: copied, its parts would be waited for
            const char* const damage =
                decodePacket(type, block, size.advance, order, interfaces, interfaceCount, frame);
            if (damage != nullptr) [[unlikely]] {
                batch.frames.pop_back();
                return stop(damage);
            }
            frame.position = m_base + offset + walk.used;
            if (frame.flags != 0) [[unlikely]] {
                if (frame.flags & FrameFlag::noTime)
                    frame.time = m_lastTime;
                oddPacket(frame, batch.firstNumber + batch.frames.size() - 1, offset + walk.used);
            }
            m_lastTime = frame.time;
        } else {
            const Bytes whole = window.subspan(walk.used, size.advance);
            const char* const damage = type == sectionHeader ? beginSection(whole, offset + walk.used, order)
                                                             : otherBlock(type, whole, offset + walk.used);
            if (damage != nullptr)
                return stop(damage);
            interfaces = m_tables->interfaces();
            interfaceCount = m_tables->interfaceCount();
        }
        walk.used += size.advance;
    }
}

const char* PcapngWalker::beginSection(Bytes block, std::uint64_t offset, ByteOrder order) {
    if (block.size() < smallestSectionHeader)
        return "a section header too short for its fields";
    if (order.u16(block.data() + 12) != 1)
        return "a section of an unsupported pcapng version";
    if (!m_tables->addSection(offset, static_cast<std::uint32_t>(block.size()), order))
        return "more sections than any file has";
    m_order = order;
    m_blockLimit = limits::block;
    ++m_log.info.sections;
    parseSectionComments(block, order, m_log.info.comments);
    return nullptr;
}

const char* PcapngWalker::otherBlock(std::uint32_t type, Bytes block, std::uint64_t offset) {
    if (type == interfaceDescription) {
        Interface interface;
        interface.offset = offset;
        if (!parseInterface(block, m_order, interface))
            return "an interface block too short for its fields";
        const auto added = m_tables->addInterface(interface);
        if (added == PcapngTables::Added::tooMany)
            return "more interfaces than any file has";
        if (added == PcapngTables::Added::ignored) {
            m_log.oddity(
                Error::of(ErrorKind::tooLarge, "more than 65536 interfaces in a section; the others are ignored")
                    .at(offset));
            return nullptr;
        }
        ++m_log.info.interfaces;
        m_log.addInterface(interface.linkType, interface.snapLength, pcapng::interfaceName(block, m_order));
        if (limits::hasBigPackets(interface.linkType))
            m_blockLimit = limits::bigBlock;
    } else if (type == nameResolution) {
        if (!parseNames(block, m_order, m_log.info.names, m_log.nameOctets))
            m_log.oddity(Error::of(ErrorKind::invalid, "more names than are kept; the others are left out").at(offset));
        m_tables->addCarried(offset, static_cast<std::uint32_t>(block.size()));
    } else if (type == decryptionSecrets) {
        ++m_log.info.secretsBlocks;
        const Bytes keys = tlsKeyLog(block, m_order);
        if (!keys.empty() && keys.size() <= limits::keyLogOctets - m_log.keyLogOctets) {
            m_log.keyLogOctets += keys.size();
            m_log.info.tlsKeyLogs.push_back(std::make_shared<std::vector<std::uint8_t>>(keys.begin(), keys.end()));
        }
        m_tables->addCarried(offset, static_cast<std::uint32_t>(block.size()));
    } else if (type == interfaceStatistics) {
        std::uint32_t interface = 0;
        std::uint64_t dropped = 0;
        if (parseStatistics(block, m_order, interface, dropped))
            m_log.info.droppedByInterface += m_tables->addDropped(interface, dropped);
    }
    return nullptr;
}

void PcapngWalker::oddPacket(const Frame& frame, std::uint64_t number, std::uint64_t offset) {
    if ((frame.flags & FrameFlag::noInterface) && !m_log.info.problem)
        m_log.oddity(Error::of(ErrorKind::damaged, "packet %1 names an interface that its section lacks",
                               {std::to_string(number)})
                         .at(offset));
}

std::string PcapngWalker::cutRecord(Bytes rest, std::uint64_t nextNumber) const {
    const bool packet = rest.size() >= 4 && isPacket(m_order.u32(rest.data()));
    return packet ? "packet " + std::to_string(nextNumber) : "a block after packet " + std::to_string(nextNumber - 1);
}

}  // namespace weir::capture
