// SPDX-License-Identifier: GPL-3.0-or-later
// Follows draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng field by field, apart from the readers.
#include "support/capturebuilder.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <numeric>
#include <stdexcept>

namespace weir::test {

FileWriter& FileWriter::number(std::uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) {
        const unsigned shift = 8 * (m_endian == Endian::little ? i : size - 1 - i);
        m_octets.push_back(static_cast<std::uint8_t>(value >> shift));
    }
    return *this;
}
FileWriter& FileWriter::u8(std::uint8_t value) { return number(value, 1); }
FileWriter& FileWriter::u16(std::uint16_t value) { return number(value, 2); }
FileWriter& FileWriter::u32(std::uint32_t value) { return number(value, 4); }
FileWriter& FileWriter::u64(std::uint64_t value) { return number(value, 8); }
FileWriter& FileWriter::octets(const Octets& value) {
    m_octets.insert(m_octets.end(), value.begin(), value.end());
    return *this;
}
FileWriter& FileWriter::text(std::string_view value) {
    m_octets.insert(m_octets.end(), value.begin(), value.end());
    return *this;
}
FileWriter& FileWriter::zeros(std::size_t count) {
    m_octets.resize(m_octets.size() + count);
    return *this;
}
FileWriter& FileWriter::padTo4() { return zeros((4 - m_octets.size() % 4) % 4); }

Octets countingOctets(std::size_t count, std::uint8_t first) {
    Octets octets(count);
    std::iota(octets.begin(), octets.end(), first);
    return octets;
}

PcapBuilder::PcapBuilder(Header header) : m_header(header) {
    m_octets = FileWriter(header.endian)
                   .u32(header.magic)
                   .u16(header.major)
                   .u16(header.minor)
                   .u64(0)
                   .u32(header.snapLength)
                   .u32(header.linkType)
                   .take();
}
PcapBuilder& PcapBuilder::packet(std::uint64_t time, const Octets& data, std::uint32_t original) {
    const std::uint64_t second = m_header.magic == 0xa1b23c4d ? 1'000'000'000 : 1'000'000;
    return record(static_cast<std::uint32_t>(time / second), static_cast<std::uint32_t>(time % second),
                  static_cast<std::uint32_t>(data.size()), original, data);
}
PcapBuilder& PcapBuilder::packet(std::uint64_t time, const Octets& data) {
    return packet(time, data, static_cast<std::uint32_t>(data.size()));
}
PcapBuilder& PcapBuilder::record(std::uint32_t seconds, std::uint32_t fraction, std::uint32_t firstLength,
                                 std::uint32_t secondLength, const Octets& data) {
    FileWriter writer(m_header.endian);
    writer.u32(seconds).u32(fraction).u32(firstLength).u32(secondLength);
    if (m_header.magic == 0xa1b2cd34)
        writer.u32(7).u16(0x800).u8(0).u8(0);  // interface index, protocol, packet type, padding
    return raw(writer.octets(data).take());
}
PcapBuilder& PcapBuilder::raw(const Octets& octets) {
    m_octets.insert(m_octets.end(), octets.begin(), octets.end());
    return *this;
}

Option comment(std::string_view text) { return {1, Octets(text.begin(), text.end())}; }
Option timeResolution(std::uint8_t value) { return {9, {value}}; }
Option timeOffset(std::int64_t seconds, Endian endian) {
    return {14, FileWriter(endian).u64(static_cast<std::uint64_t>(seconds)).take()};
}

void PcapngBuilder::append(FileWriter& to, const std::vector<Option>& options) const {
    for (const auto& [code, value] : options)
        to.u16(code).u16(static_cast<std::uint16_t>(value.size())).octets(value).padTo4();
    if (!options.empty())
        to.u32(0);
}
PcapngBuilder& PcapngBuilder::raw(const Octets& octets) {
    m_octets.insert(m_octets.end(), octets.begin(), octets.end());
    return *this;
}
PcapngBuilder& PcapngBuilder::block(std::uint32_t type, const Octets& body) {
    const Octets padded = FileWriter().octets(body).padTo4().take();
    const auto length = static_cast<std::uint32_t>(padded.size() + 12);
    return lyingBlock(type, length, padded, length);
}
PcapngBuilder& PcapngBuilder::lyingBlock(std::uint32_t type, std::uint32_t length, const Octets& body,
                                         std::uint32_t trailer) {
    return raw(writer().u32(type).u32(length).octets(body).u32(trailer).take());
}
PcapngBuilder& PcapngBuilder::section(Endian endian, const std::vector<Option>& options, std::uint64_t sectionLength,
                                      std::uint16_t major, std::uint16_t minor) {
    m_endian = endian;
    FileWriter body = writer();
    body.u32(0x1a2b3c4d).u16(major).u16(minor).u64(sectionLength);
    append(body, options);
    return block(0x0a0d0d0a, body.take());
}
PcapngBuilder& PcapngBuilder::interface(std::uint16_t linkType, std::uint32_t snapLength,
                                        const std::vector<Option>& options) {
    FileWriter body = writer();
    body.u16(linkType).u16(0).u32(snapLength);
    append(body, options);
    return block(1, body.take());
}
PcapngBuilder& PcapngBuilder::enhanced(std::uint32_t interface, std::uint64_t ticks, const Octets& data,
                                       std::uint32_t original, const std::vector<Option>& options) {
    FileWriter body = writer();
    body.u32(interface).u32(static_cast<std::uint32_t>(ticks >> 32)).u32(static_cast<std::uint32_t>(ticks));
    body.u32(static_cast<std::uint32_t>(data.size())).u32(original).octets(data).padTo4();
    append(body, options);
    return block(6, body.take());
}
PcapngBuilder& PcapngBuilder::enhanced(std::uint32_t interface, std::uint64_t ticks, const Octets& data) {
    return enhanced(interface, ticks, data, static_cast<std::uint32_t>(data.size()));
}
PcapngBuilder& PcapngBuilder::simple(const Octets& data, std::uint32_t original) {
    return block(3, writer().u32(original).octets(data).take());
}
PcapngBuilder& PcapngBuilder::obsolete(std::uint16_t interface, std::uint64_t ticks, const Octets& data) {
    FileWriter body = writer();
    body.u16(interface).u16(0);
    body.u32(static_cast<std::uint32_t>(ticks >> 32)).u32(static_cast<std::uint32_t>(ticks));
    body.u32(static_cast<std::uint32_t>(data.size())).u32(static_cast<std::uint32_t>(data.size())).octets(data);
    return block(2, body.take());
}
PcapngBuilder& PcapngBuilder::name(const Octets& address, std::string_view name) {
    FileWriter body = writer();
    body.u16(address.size() == 4 ? 1 : 2).u16(static_cast<std::uint16_t>(address.size() + name.size() + 1));
    body.octets(address).text(name).u8(0).padTo4().u32(0);
    return block(4, body.take());
}
PcapngBuilder& PcapngBuilder::statistics(std::uint32_t interface, std::uint64_t dropped) {
    FileWriter body = writer();
    body.u32(interface).u64(0);
    append(body, {{5, writer().u64(dropped).take()}});
    return block(5, body.take());
}
PcapngBuilder& PcapngBuilder::secrets(std::string_view text) {
    return block(10, writer().u32(0x544c534b).u32(static_cast<std::uint32_t>(text.size())).text(text).take());
}
PcapngBuilder& PcapngBuilder::custom(std::uint32_t enterprise, const Octets& data) {
    return block(0xbad, writer().u32(enterprise).octets(data).take());
}

TemporaryFile::TemporaryFile(const Octets& octets) {
    // In memory where possible: sweeps rewrite a file thousands of times, and disks flush what was truncated.
    m_path = std::string(::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp") + "/weir-test-XXXXXX";
    const int descriptor = ::mkstemp(m_path.data());
    if (descriptor < 0)
        throw std::runtime_error("no temporary file");
    ::close(descriptor);
    write(octets);
}
TemporaryFile::~TemporaryFile() { ::unlink(m_path.c_str()); }
void TemporaryFile::write(const Octets& octets) const {
    std::ofstream file(m_path, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(octets.data()), static_cast<std::streamsize>(octets.size()));
}

}  // namespace weir::test
