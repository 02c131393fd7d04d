// SPDX-License-Identifier: GPL-3.0-or-later
// The facts about variants are libpcap's (sf-pcap.c) and Wireshark's (wiretap/libpcap.c).
#include "core/capture/pcapreader.h"

#include "core/capture/pcapngreader.h"

namespace weir::capture {
namespace {

constexpr std::uint32_t magicMicroseconds = 0xa1b2c3d4;
constexpr std::uint32_t magicNanoseconds = 0xa1b23c4d;
constexpr std::uint32_t magicModified = 0xa1b2cd34;  // Alexey Kuznetsov's: eight more octets in each record header
constexpr std::uint32_t magicIxiaHardware = 0x1c0001ac;
constexpr std::uint32_t magicIxiaSoftware = 0x1c0001ab;

bool isMagic(std::uint32_t value) {
    return value == magicMicroseconds || value == magicNanoseconds || value == magicModified ||
           value == magicIxiaHardware || value == magicIxiaSoftware;
}

/// Version 2.4, in the octets after a magic: what nearly every file header has there.
bool isUsualVersion(const std::uint8_t* from) {
    const std::uint32_t version = ByteOrder::little().u32(from);
    return version == 0x00040002 || version == 0x04000200;
}

}  // namespace

bool PcapFormat::recognises(Bytes head) {
    return head.size() >= 4 &&
           (isMagic(ByteOrder::little().u32(head.data())) || isMagic(ByteOrder::big().u32(head.data())));
}

PcapFormat::Header PcapFormat::headerAt(Bytes rest) {
    if (rest.size() < 8 || !recognises(rest))
        return Header::no;
    const bool little = isMagic(ByteOrder::little().u32(rest.data()));
    const ByteOrder order = little ? ByteOrder::little() : ByteOrder::big();
    if (!isUsualVersion(rest.data() + 4)) {
        if (order.u16(rest.data() + 4) != 2)
            return Header::no;
        if (rest.size() >= 16 && order.u64(rest.data() + 8) != 0)  // time zone and accuracy: zero in all but the oldest
            return Header::no;
    }
    const std::uint32_t magic = order.u32(rest.data());
    const std::size_t size = magic == magicIxiaHardware || magic == magicIxiaSoftware ? 28 : 24;
    return rest.size() < size ? Header::tooFewOctets : Header::yes;
}

Result<std::shared_ptr<const PcapFormat>> PcapFormat::parse(Bytes head) {
    if (head.size() < 24)
        return Error::of(ErrorKind::damaged, "ends inside its pcap file header").at(0);
    const bool little = isMagic(ByteOrder::little().u32(head.data()));
    const std::shared_ptr<PcapFormat> format(new PcapFormat(little ? ByteOrder::little() : ByteOrder::big()));
    const ByteOrder order = format->m_order;
    const std::uint32_t magic = order.u32(head.data());
    const unsigned major = order.u16(head.data() + 4);
    const unsigned minor = order.u16(head.data() + 6);
    if (!(major == 2 || (major == 543 && minor == 0)))  // 543.0 is DG/UX tcpdump's 2.2
        return Error::of(ErrorKind::unsupported, "unsupported pcap version %1.%2",
                         {std::to_string(major), std::to_string(minor)})
            .at(4);
    if (major == 543 || minor < 3)
        format->m_lengths = Lengths::swapped;
    else if (minor == 3)
        format->m_lengths = Lengths::swappedIfImpossible;

    // The upper half holds the length of the frame check sequence and reserved bits.
    format->m_linkType = normalisedLinkType(static_cast<std::uint16_t>(order.u32(head.data() + 20) & 0xffff));
    format->m_snapLength = order.u32(head.data() + 16);
    format->m_maximumPacket = limits::packetOf(format->m_linkType);
    if (magic == magicNanoseconds) {
        format->m_fractionUnit = 1;
        format->m_variant = " (nanosecond)";
    } else if (magic == magicModified) {
        format->m_recordHeaderSize = 24;
        format->m_variant = " (modified)";
    } else if (magic != magicMicroseconds) {
        if (head.size() < 28)
            return Error::of(ErrorKind::damaged, "ends inside its pcap file header").at(0);
        format->m_fileHeaderSize = 28;  // the size of all records follows
        format->m_variant = " (Ixia)";
    }
    return std::shared_ptr<const PcapFormat>(format);
}

std::string PcapFormat::name() const { return std::string("pcap") + m_variant; }

std::size_t PcapFormat::recordSize(std::uint64_t, Bytes header) const {
    if (header.size() < m_recordHeaderSize)
        return 0;
    Frame frame;
    readHeader(header.data(), frame);
    return frame.captured <= m_maximumPacket ? std::size_t{m_recordHeaderSize} + frame.captured : 0;
}

bool PcapFormat::decode(std::uint64_t offset, Bytes record, Frame& frame) const {
    if (recordSize(offset, record) != record.size())
        return false;
    readHeader(record.data(), frame);
    frame.data = record.data() + m_recordHeaderSize;
    return true;
}

std::vector<RecordFormat::Range> PcapFormat::preamble(std::uint64_t) const { return {{0, m_fileHeaderSize}}; }

PcapWalker::PcapWalker(std::shared_ptr<const PcapFormat> format, std::uint64_t base, InputLog& log)
    : m_format(std::move(format)), m_base(base) {
    ++log.info.sections;
    ++log.info.interfaces;
    InputLog::addDistinct(log.info.formats, m_format->name());
    log.addInterface(m_format->linkType(), m_format->snapLength());
}

Walk PcapWalker::walk(Bytes window, std::uint64_t offset, Batch& batch) {
    Walk walk;
    if (!m_headerDone) {
        walk.needed = m_format->fileHeaderSize();
        if (window.size() < walk.needed)
            return walk;
        walk.used = walk.needed;
        m_headerDone = true;
    }
    const PcapFormat format = *m_format;  // a copy that nothing else can change: its fields stay in registers
    const std::size_t headerSize = format.headerSize();
    const std::uint32_t maximum = format.maximumPacket();
    const std::uint8_t* const data = window.data();
    std::size_t zerosEnd = 0;  // up to where zero octets are records without octets, since others follow
    const auto stop = [&](const std::string& what) {
        batch.frames.pop_back();
        walk.damage = Error::of(ErrorKind::damaged, "%1 after %2 packets",
                                {what, std::to_string(batch.firstNumber + batch.frames.size() - 1)})
                          .at(offset + walk.used);
    };
    while (true) {
        const std::size_t rest = window.size() - walk.used;
        if (rest < headerSize) {
            walk.needed = headerSize;
            return walk;
        }
        Frame& frame = batch.frames.emplace_back();  // in place: copied, its parts would be waited for
        format.readHeader(data + walk.used, frame);
        const std::uint32_t captured = frame.captured;
        if (captured == 0 || captured > maximum || isUsualVersion(data + walk.used + 4)) [[unlikely]] {
            std::size_t zeros = 0;
            const Found found = walk.used < zerosEnd ? Found::packet : lookAt(window.subspan(walk.used), zeros);
            zerosEnd = std::max(zerosEnd, walk.used + zeros);
            if (found == Found::packet && captured > maximum) {
                stop("a packet that claims a captured length of " + std::to_string(captured) + ", more than the " +
                     std::to_string(maximum) + " that any packet has,");
                return walk;
            }
            if (found == Found::zeros) {
                stop(Error::sentence("nothing but zero bytes"));
                return walk;
            }
            if (found != Found::packet) {
                batch.frames.pop_back();
                walk.another = found == Found::capture;
                walk.needed = found == Found::tooFew ? rest + 1 : 0;
                return walk;
            }
        }
        if (rest - headerSize < captured) {
            batch.frames.pop_back();
            walk.needed = headerSize + captured;
            return walk;
        }
        frame.data = data + walk.used + headerSize;
        frame.position = m_base + offset + walk.used;
        walk.used += headerSize + frame.captured;
    }
}

/// `zeros` gets how many zero octets there are. Those that reach to the end of a file were never written; where others
/// come after them they are packets without octets, as long as they are few.
PcapWalker::Found PcapWalker::lookAt(Bytes rest, std::size_t& zeros) const {
    const auto header = PcapFormat::headerAt(rest);
    if (header != PcapFormat::Header::no)
        return header == PcapFormat::Header::yes ? Found::capture : Found::tooFew;
    if (PcapngWalker::isSectionHeader(rest))
        return Found::capture;
    zeros = static_cast<std::size_t>(
        std::find_if(rest.begin(), rest.end(), [](std::uint8_t octet) { return octet != 0; }) - rest.begin());
    if (zeros >= limits::zeros)
        return Found::zeros;
    return zeros == rest.size() ? Found::tooFew : Found::packet;
}

std::string PcapWalker::cutRecord(Bytes, std::uint64_t nextNumber) const {
    return "packet " + std::to_string(nextNumber);
}

}  // namespace weir::capture
