// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/filehead.h"

#include <algorithm>

#include "core/capture/bytesource.h"
#include "core/capture/decompressor.h"
#include "core/capture/filehandle.h"
#include "core/capture/pcapngreader.h"
#include "core/capture/pcapreader.h"
#include "core/capture/reader.h"

namespace weir::capture {
namespace {

constexpr std::size_t headSize = std::size_t{256} << 10;
constexpr std::size_t tailSize = std::size_t{1} << 20;  // several of the longest usual packets
constexpr std::size_t packetsOfTail = 1'000;

using Octets = std::vector<std::uint8_t>;

/// The span of the times of these frames, of those that have any.
struct Span {
    std::optional<std::int64_t> first, last;

    void add(const std::vector<Frame>& frames) {
        for (const Frame& frame : frames) {
            if ((frame.flags & FrameFlag::noTime) != 0)
                continue;
            first = std::min(first.value_or(frame.time), frame.time);
            last = std::max(last.value_or(frame.time), frame.time);
        }
    }
};

Octets readPart(const FileHandle& file, std::uint64_t offset, std::size_t count) {
    Octets out(count);
    out.resize(file.readAt(offset, out.data(), count));
    return out;
}

/// Where in the tail of a classic file a record begins from which records lead to the end exactly.
std::optional<std::size_t> recordBefore(const PcapFormat& format, Bytes tail, std::int64_t about) {
    constexpr std::int64_t tenYears = std::int64_t{10} * 365 * 86'400 * 1'000'000'000;
    const std::size_t header = format.headerSize();
    const auto next = [&](std::size_t at) -> std::size_t {
        if (tail.size() - at < header)
            return 0;
        Frame frame;
        format.readHeader(tail.data() + at, frame);
        const bool likely = frame.captured <= format.maximumPacket() && frame.captured <= frame.original &&
                            frame.original <= 4 * format.maximumPacket() && frame.time > about - tenYears &&
                            frame.time < about + tenYears;
        return likely && tail.size() - at - header >= frame.captured ? at + header + frame.captured : 0;
    };
    // All chains that reach the end share its last records, so each place is walked over at most once.
    std::vector<bool> seen(tail.size() + 1);
    for (std::size_t start = 0; start < tail.size(); ++start) {
        std::size_t at = start;
        while (at < tail.size() && !seen[at]) {
            seen[at] = true;
            at = next(at);
            if (at == 0)
                break;
        }
        if (at == tail.size())
            return start;
    }
    return std::nullopt;
}

/// Where in the tail of a pcapng file a block begins, with some packets after it: each block ends with its length.
std::optional<std::size_t> blockBefore(ByteOrder order, Bytes tail) {
    std::size_t at = tail.size();
    for (std::size_t packets = 0; packets < packetsOfTail;) {
        const std::uint32_t length = at >= pcapng::smallestBlock ? order.u32(tail.data() + at - 4) : 0;
        if (length < pcapng::smallestBlock || length % 4 != 0 || length > at ||
            order.u32(tail.data() + at - length + 4) != length)
            return packets > 0 ? std::optional(at) : std::nullopt;
        at -= length;
        packets += pcapng::isPacket(order.u32(tail.data() + at)) ? 1 : 0;
    }
    return at;
}

/// The first octets of the capture in a file that was compressed this way.
Octets headOctets(const std::shared_ptr<FileHandle>& file, const std::vector<std::string>& compressions) {
    std::unique_ptr<ByteSource> source = std::make_unique<FileSource>(file);
    for (const std::string& compression : compressions)
        source = decompress(compression, std::move(source), {.octets = OpenOptions().maximumDecompressed, .ratio = 0});
    const Bytes head = source->peek(headSize);
    return {head.begin(), head.end()};
}

std::vector<std::string> interfacesOf(const Octets& head) {
    InputLog log;
    Batch ignored;
    if (PcapFormat::recognises(head)) {
        if (const auto format = PcapFormat::parse(Bytes(head).first(std::min<std::size_t>(head.size(), 28))))
            PcapWalker(format.value(), 0, log);
    } else if (PcapngWalker::isSectionHeader(head)) {
        (void)PcapngWalker(0, log).walk(head, 0, ignored);
    }
    return log.interfaceTexts;
}

/// The greatest time near the file's end; nothing where the end cannot be understood by itself.
std::optional<std::int64_t> lastOf(const FileHandle& file, std::int64_t about) {
    const Octets head = readPart(file, 0, headSize);
    const std::uint64_t tailStart =
        std::max<std::uint64_t>(file.size() - std::min<std::uint64_t>(file.size(), tailSize), 28);
    const Octets tail = readPart(file, tailStart, tailSize);
    InputLog log;
    Batch ignored, batch;
    Span span;
    const auto walkTail = [&](RecordWalker& walker, std::optional<std::size_t> start) {
        if (!start)
            return;
        const Walk walk = walker.walk(Bytes(tail).subspan(*start), tailStart + *start, batch);
        const bool odd =
            walk.damage || walk.another || *start + walk.used != tail.size() ||
            std::any_of(batch.frames.begin(), batch.frames.end(), [](const Frame& frame) { return frame.flags != 0; });
        if (!odd)
            span.add(batch.frames);
    };
    if (PcapFormat::recognises(head)) {
        const auto format = PcapFormat::parse(Bytes(head).first(std::min<std::size_t>(head.size(), 28)));
        if (!format)
            return std::nullopt;
        PcapWalker walker(format.value(), 0, log);
        (void)walker.walk(Bytes(head).first(format.value()->fileHeaderSize()), 0, ignored);
        walkTail(walker, recordBefore(*format.value(), tail, about));
    } else if (PcapngWalker::isSectionHeader(head)) {
        PcapngWalker walker(0, log);
        (void)walker.walk(head, 0, ignored);
        const bool big = head.size() >= 12 && head[8] == 0x1a;
        walkTail(walker, blockBefore(big ? ByteOrder::big() : ByteOrder::little(), tail));
    }
    return span.last;
}

}  // namespace

FileHead readFileHead(const std::string& path) {
    FileHead head{.path = path, .interfaces = {}, .first = {}, .last = {}, .problem = {}};
    if (path == "-") {
        head.problem = Error{"can be read only once", "standard input"};
        return head;
    }
    auto opened = Reader::open({path}, {.keepSpool = false, .batchBytes = headSize});
    if (!opened) {
        head.problem = opened.error();
        return head;
    }
    Reader& reader = *opened.value();
    Batch batch;
    Span span;
    bool more = true;
    while (more && !span.first) {
        more = reader.next(batch);
        span.add(batch.frames);
    }
    const auto file = FileHandle::openRegular(path);
    if (file)
        head.interfaces = interfacesOf(headOctets(file.value(), reader.info().compressions));
    head.first = span.first;
    if (more && span.first && file && reader.info().compressions.empty()) {
        if (const auto last = lastOf(*file.value(), *span.first)) {
            span.last = std::max(*span.last, *last);
            more = false;
        }
    }
    while (more) {
        more = reader.next(batch);
        span.add(batch.frames);
    }
    head.last = span.last;
    return head;
}

}  // namespace weir::capture
