// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers: [MS-SMB2] section 2.2; the length before each message: section 2.1.
#include "core/files/smbfiles.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace weir::files {
namespace {

constexpr std::size_t lengthSize = 4, headerSize = 64, longest = std::size_t{64} << 10;
enum Command : std::uint16_t { treeConnect = 3, create = 5, closeCommand = 6, readCommand = 8, writeCommand = 9 };

struct Header {
    std::uint32_t status = 0, flags = 0, next = 0, tree = 0;
    std::uint16_t command = 0;
    std::uint64_t message = 0;
    bool isResponse() const { return (flags & 1) != 0; }
};

bool readHeader(Bytes octets, Header& header) {
    ByteReader reader(octets);
    const bool smb2 = reader.u32() == 0xfe534d42;
    reader.skip(4);
    header.status = reader.u32le();
    header.command = reader.u16le();
    reader.skip(2);
    header.flags = reader.u32le();
    header.next = reader.u32le();
    header.message = reader.u64le();
    reader.skip(4);
    header.tree = reader.u32le();
    reader.skip(8 + 16);
    return smb2 && reader;
}

/// A text in UTF-16LE at a place in a message.
std::string textAt(Bytes message, std::size_t offset, std::size_t length) {
    ByteReader reader(message);
    reader.seek(offset);
    return fromUtf16le(reader.bytes(std::min(length, maximumText)));
}

}  // namespace

void SmbFiles::data(int role, Bytes octets, std::uint32_t frame, std::int64_t time) {
    m_frame = frame;
    m_time = time;
    Side& side = m_sides[role];
    if (side.lost) {  // a segment that begins with a length and a message
        if (octets.size() < lengthSize + 4 || octets[0] != 0 || asText(octets.subspan(5, 3)) != "SMB")
            return;
        side = {};
    }
    while (!octets.empty()) {
        if (side.left > 0) {
            const Bytes now = octets.first(static_cast<std::size_t>(std::min<std::uint64_t>(side.left, octets.size())));
            pass(role, now);
            octets = octets.subspan(now.size());
            continue;
        }
        const auto need = [&](std::size_t count) {
            const std::size_t more = std::min(octets.size(), count - std::min(count, side.buffer.size()));
            side.buffer.insert(side.buffer.end(), octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(more));
            octets = octets.subspan(more);
            return side.buffer.size() >= count;
        };
        if (!need(lengthSize))
            return;
        ByteReader reader(side.buffer);
        const std::uint8_t kind = reader.u8();
        const std::size_t length = reader.u24();
        if (kind != 0) {  // NetBIOS: keep-alive, session request
            if (!need(lengthSize + length))
                return;
            side.buffer.clear();
            continue;
        }
        constexpr std::size_t start = headerSize + 48;
        if (length > longest) {
            if (!need(lengthSize + start))
                return;
            if (!beginLong(role, length))
                side.data = 0;
            side.left = length - start;
            const std::uint64_t before = start;
            if (side.data > 0 && side.skip >= before) {
                side.skip -= before;
            } else if (side.data > 0) {  // what there is of the data already
                const Bytes early = Bytes(side.buffer).subspan(lengthSize + static_cast<std::size_t>(side.skip));
                const std::uint64_t place = side.place;
                side.place += early.size();
                side.data -= std::min<std::uint64_t>(side.data, early.size());
                side.skip = 0;
                content(side.file, role, place, early);
            }
            side.buffer.clear();
            continue;
        }
        if (!need(lengthSize + length))
            return;
        const std::vector<std::uint8_t> whole = std::move(side.buffer);
        side.buffer.clear();
        messages(role, Bytes(whole).subspan(lengthSize));
    }
}

/// Messages that one length holds (compounded ones follow each other).
void SmbFiles::messages(int role, Bytes all) {
    constexpr int most = 64;
    for (int i = 0; i < most; ++i) {
        Header header;
        if (!readHeader(all, header))
            return;
        const bool more = header.next >= headerSize && header.next < all.size();
        const Bytes message = more ? all.first(header.next) : all;
        if (header.isResponse() != (role == 1))
            return;
        role == 0 ? request(message.first(headerSize), message) : response(message.first(headerSize), message);
        if (!more)
            return;
        all = all.subspan(header.next);
    }
}

void SmbFiles::request(Bytes, Bytes message) {
    Header header;
    readHeader(message, header);
    ByteReader body(message.subspan(headerSize));
    Request asked;
    asked.command = header.command;
    asked.tree = header.tree;
    body.skip(2);
    switch (header.command) {
        case treeConnect: {
            body.skip(2);
            const std::size_t offset = body.u16le(), length = body.u16le();
            asked.text = textAt(message, offset, length);
            break;
        }
        case create: {
            body.skip(42);
            const std::size_t offset = body.u16le(), length = body.u16le();
            asked.text = textAt(message, offset, length);
            break;
        }
        case readCommand: {
            body.skip(6);
            asked.offset = body.u64le();
            asked.file.first = body.u64le();
            asked.file.second = body.u64le();
            break;
        }
        case writeCommand: {
            const std::size_t at = body.u16le();
            const std::size_t length = body.u32le();
            const std::uint64_t offset = body.u64le();
            const FileId id{body.u64le(), body.u64le()};
            ByteReader data(message);
            data.seek(at);
            if (body && data && length > 0)
                content(id, 0, offset, data.bytes(std::min(length, data.remaining())));
            return;
        }
        case closeCommand:
            body.skip(6);
            asked.file.first = body.u64le();
            asked.file.second = body.u64le();
            break;
        default:
            return;
    }
    if (!body)
        return;
    if (m_requests.size() >= maximumRequests)
        m_requests.erase(m_requests.begin());
    m_requests[header.message] = std::move(asked);
}

void SmbFiles::response(Bytes, Bytes message) {
    Header header;
    readHeader(message, header);
    constexpr std::uint32_t pending = 0x103;
    const auto found = m_requests.find(header.message);
    if (found == m_requests.end() || header.status == pending)
        return;
    const Request asked = std::move(found->second);
    m_requests.erase(found);
    ByteReader body(message.subspan(headerSize));
    if (asked.command == closeCommand) {
        if (const auto file = m_files.find(asked.file); file != m_files.end())
            closeFile(file);
        return;
    }
    if (header.status != 0 || header.command != asked.command)
        return;
    if (asked.command == treeConnect) {
        body.skip(2);
        constexpr std::uint8_t pipes = 2;  // what is said through named pipes is no file
        if (m_shares.size() < maximumFiles)
            m_shares[header.tree] = {asked.text, body.u8() == pipes};
    } else if (asked.command == create) {
        body.skip(48);
        const std::uint64_t size = body.u64le();
        body.skip(8);
        const FileId id{body.u64le(), body.u64le()};
        if (!body)
            return;
        if (m_files.size() >= maximumFiles)
            closeFile(m_files.begin());
        if (const auto known = m_files.find(id); known != m_files.end())
            closeFile(known);
        File& file = m_files[id];
        file.path = asked.text;
        file.size = size;
        file.sized = true;
        if (const auto share = m_shares.find(asked.tree); share != m_shares.end()) {
            file.share = share->second.path;
            file.isPipe = share->second.pipes;
        }
    } else if (asked.command == readCommand) {
        body.skip(2);
        const std::size_t at = body.u8();
        body.skip(1);
        const std::size_t length = body.u32le();
        ByteReader data(message);
        data.seek(at);
        if (body && data)
            content(asked.file, 1, asked.offset, data.bytes(std::min(length, data.remaining())));
    }
}

/// The start of a message that is too long to be held; false where it carries no file data.
bool SmbFiles::beginLong(int role, std::uint64_t) {
    Side& side = m_sides[role];
    const Bytes message = Bytes(side.buffer).subspan(lengthSize);
    Header header;
    side.data = 0;
    if (!readHeader(message, header) || header.isResponse() != (role == 1))
        return false;
    ByteReader body(message.subspan(headerSize));
    body.skip(2);
    if (role == 0 && header.command == writeCommand) {
        side.skip = body.u16le();
        side.data = body.u32le();
        side.place = body.u64le();
        side.file.first = body.u64le();
        side.file.second = body.u64le();
        return true;
    }
    const auto found = m_requests.find(header.message);
    if (role == 0 || header.command != readCommand || header.status != 0 || found == m_requests.end())
        return false;
    side.skip = body.u8();
    body.skip(1);
    side.data = body.u32le();
    side.place = found->second.offset;
    side.file = found->second.file;
    m_requests.erase(found);
    return side.skip >= headerSize;
}

void SmbFiles::pass(int role, Bytes octets) {
    Side& side = m_sides[role];
    side.left -= octets.size();
    const auto before = static_cast<std::size_t>(std::min<std::uint64_t>(side.skip, octets.size()));
    side.skip -= before;
    octets = octets.subspan(before);
    octets = octets.first(static_cast<std::size_t>(std::min<std::uint64_t>(side.data, octets.size())));
    if (octets.empty())
        return;
    const std::uint64_t place = side.place;
    side.place += octets.size();
    side.data -= octets.size();
    content(side.file, role, place, octets);
}

void SmbFiles::content(FileId id, int which, std::uint64_t place, Bytes octets) {
    const auto found = m_files.find(id);
    File* file = found == m_files.end() ? nullptr : &found->second;
    if (file == nullptr) {
        if (m_files.size() >= maximumFiles)
            closeFile(m_files.begin());
        file = &m_files[id];  // it was opened before the capture
    }
    Way& way = file->ways[which];
    if (!way.digest) {
        way.digest = std::make_unique<FileDigest>();
        way.frame = m_frame;
        way.time = m_time;
        FileRecord begun = m_context.record("smb", which == 0, m_frame, m_time);
        begun.name = nameInPath(file->path);
        way.digest->sendTo(m_context.taker(begun));
    }
    if (place + octets.size() <= way.next)
        return;  // read, or written, again
    if (place > way.next) {
        if (way.held + octets.size() > maximumAhead)
            giveUp(way);
        if (place > way.next) {
            auto& [frame, piece] = way.ahead[place];
            if (piece.size() >= octets.size())
                return;
            way.held += octets.size() - piece.size();
            frame = m_frame;
            piece.assign(octets.begin(), octets.end());
            return;
        }
    }
    take(way, m_frame, octets.subspan(static_cast<std::size_t>(way.next - place)));
    while (!way.ahead.empty() && way.ahead.begin()->first <= way.next) {
        const auto piece = way.ahead.extract(way.ahead.begin());
        const Bytes held = piece.mapped().second;
        way.held -= held.size();
        const std::uint64_t known = way.next - piece.key();
        if (known < held.size())
            take(way, piece.mapped().first, held.subspan(static_cast<std::size_t>(known)));
    }
}

void SmbFiles::take(Way& way, std::uint32_t frame, Bytes octets) {
    way.digest->add(octets, frame);
    way.next += octets.size();
}

/// What came before its turn is taken, and what is missing before it is a gap.
void SmbFiles::giveUp(Way& way) {
    for (auto& [place, piece] : way.ahead) {
        if (place > way.next) {
            way.digest->gap(place - way.next);
            way.next = place;
        }
        const std::uint64_t known = way.next - place;
        if (known < piece.second.size())
            take(way, piece.first, Bytes(piece.second).subspan(static_cast<std::size_t>(known)));
    }
    way.ahead.clear();
    way.held = 0;
}

void SmbFiles::closeFile(std::map<FileId, File>::iterator which) {
    File& file = which->second;
    for (const int side : {0, 1}) {
        Way& way = file.ways[side];
        if (!way.digest || file.isPipe)
            continue;
        giveUp(way);
        FileRecord record = m_context.record("smb", side == 0, way.frame, way.time);
        record.name = nameInPath(file.path);
        std::string url = file.share.empty() ? "\\\\" + m_context.serverText() : file.share;
        record.url = (url + "\\" + file.path).substr(0, maximumText);
        std::string cut;
        if (side == 1 && file.sized && way.next < file.size)
            cut = "only a part was read: " + std::to_string(way.next) + " of " + std::to_string(file.size) + " bytes";
        else if (side == 1 && !file.sized)
            cut = "it was opened before the capture";
        if (!way.digest->empty()) {
            way.digest->finish(record, cut);
            m_context.found.push_back(std::move(record));
        }
    }
    m_files.erase(which);
}

void SmbFiles::gap(int role, std::uint64_t octets) {
    Side& side = m_sides[role];
    if (side.left > octets && side.skip == 0) {
        side.left -= octets;
        const std::uint64_t lost = std::min(side.data, octets);
        side.place += lost;
        side.data -= lost;
        return;
    }
    side = {};
    side.lost = true;
}

void SmbFiles::end() {
    while (!m_files.empty()) closeFile(m_files.begin());
}

}  // namespace weir::files
