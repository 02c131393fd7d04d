// SPDX-License-Identifier: GPL-3.0-or-later
// Writes capture files octet by octet, good ones and wrong ones, so that a test can say exactly what it reads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::test {

using Octets = std::vector<std::uint8_t>;

enum class Endian { little, big };

/// Appends numbers in a byte order.
class FileWriter {
public:
    explicit FileWriter(Endian endian = Endian::little) : m_endian(endian) {}
    FileWriter& u8(std::uint8_t value);
    FileWriter& u16(std::uint16_t value);
    FileWriter& u32(std::uint32_t value);
    FileWriter& u64(std::uint64_t value);
    FileWriter& octets(const Octets& value);
    FileWriter& text(std::string_view value);
    FileWriter& zeros(std::size_t count);
    FileWriter& padTo4();
    const Octets& take() const { return m_octets; }

private:
    FileWriter& number(std::uint64_t value, unsigned size);
    Endian m_endian;
    Octets m_octets;
};

/// `count` octets that count up from `first`.
Octets countingOctets(std::size_t count, std::uint8_t first = 0);

/// A classic pcap file. `PcapBuilder().packet(1'000'000, data).octets()`.
class PcapBuilder {
public:
    struct Header {
        Endian endian = Endian::little;
        std::uint32_t magic = 0xa1b2c3d4;
        std::uint16_t major = 2;
        std::uint16_t minor = 4;
        std::uint32_t snapLength = 65'535;
        std::uint32_t linkType = 1;
    };
    explicit PcapBuilder(Header header);
    PcapBuilder() : PcapBuilder(Header()) {}

    /// `time` in the unit of the file (microseconds, or nanoseconds by magic) since the epoch.
    PcapBuilder& packet(std::uint64_t time, const Octets& data, std::uint32_t original);
    PcapBuilder& packet(std::uint64_t time, const Octets& data);
    /// A record whose header fields are as given, first length first.
    PcapBuilder& record(std::uint32_t seconds, std::uint32_t fraction, std::uint32_t firstLength,
                        std::uint32_t secondLength, const Octets& data);
    PcapBuilder& raw(const Octets& octets);
    const Octets& octets() const { return m_octets; }

private:
    Header m_header;
    Octets m_octets;
};

/// An option of a pcapng block.
using Option = std::pair<std::uint16_t, Octets>;
Option comment(std::string_view text);
Option timeResolution(std::uint8_t value);
/// In the byte order of the section.
Option timeOffset(std::int64_t seconds, Endian endian = Endian::little);

/// A pcapng file, block after block. Starts empty: call `section` first.
class PcapngBuilder {
public:
    PcapngBuilder& section(Endian endian = Endian::little, const std::vector<Option>& options = {},
                           std::uint64_t sectionLength = ~std::uint64_t{0}, std::uint16_t major = 1,
                           std::uint16_t minor = 0);
    PcapngBuilder& interface(std::uint16_t linkType = 1, std::uint32_t snapLength = 0,
                             const std::vector<Option>& options = {});
    PcapngBuilder& enhanced(std::uint32_t interface, std::uint64_t ticks, const Octets& data, std::uint32_t original,
                            const std::vector<Option>& options = {});
    PcapngBuilder& enhanced(std::uint32_t interface, std::uint64_t ticks, const Octets& data);
    PcapngBuilder& simple(const Octets& data, std::uint32_t original);
    PcapngBuilder& obsolete(std::uint16_t interface, std::uint64_t ticks, const Octets& data);
    /// An IPv4 (4 octets) or IPv6 (16 octets) address and its name.
    PcapngBuilder& name(const Octets& address, std::string_view name);
    PcapngBuilder& statistics(std::uint32_t interface, std::uint64_t dropped);
    PcapngBuilder& secrets(std::string_view text);
    PcapngBuilder& custom(std::uint32_t enterprise, const Octets& data);
    /// Any block; the lengths are made to fit.
    PcapngBuilder& block(std::uint32_t type, const Octets& body);
    /// Any block with these two lengths, whatever its body.
    PcapngBuilder& lyingBlock(std::uint32_t type, std::uint32_t length, const Octets& body, std::uint32_t trailer);
    PcapngBuilder& raw(const Octets& octets);
    const Octets& octets() const { return m_octets; }

private:
    FileWriter writer() const { return FileWriter(m_endian); }
    void append(FileWriter& to, const std::vector<Option>& options) const;
    Endian m_endian = Endian::little;
    Octets m_octets;
};

/// A file of its own that is gone when this is.
class TemporaryFile {
public:
    explicit TemporaryFile(const Octets& octets);
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile();
    const std::string& path() const { return m_path; }
    /// Replaces the contents in place (the same inode).
    void write(const Octets& octets) const;

private:
    std::string m_path;
};

}  // namespace weir::test
