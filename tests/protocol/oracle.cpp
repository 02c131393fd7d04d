// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/oracle.h"

#include <unistd.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <sstream>

#include "tests/support/tshark.h"

namespace weir::test {

namespace {

constexpr std::size_t keptOctets = 80 * 1024;

Row split(const std::string& line) {
    Row row;
    std::size_t start = 0;
    for (;;) {
        const std::size_t tab = line.find('\t', start);
        row.push_back(line.substr(start, tab - start));
        if (tab == std::string::npos)
            return row;
        start = tab + 1;
    }
}

int number(const std::string& text) { return text.empty() ? -1 : std::atoi(text.c_str()); }

/// What the command prints. Many tests ask the same of one capture, each in a process of its own: with
/// WEIR_ORACLE_CACHE, a folder, it is asked once.
std::string answerOf(const std::string& command, const std::string& path) {
    namespace fs = std::filesystem;
    const char* const folder = std::getenv("WEIR_ORACLE_CACHE");
    std::error_code none;
    fs::path kept;
    if (folder != nullptr) {
        const std::string asked = command + '\n' + std::to_string(fs::file_size(path, none)) + '\n' +
                                  std::to_string(fs::last_write_time(path, none).time_since_epoch().count());
        kept = fs::path(folder) / std::to_string(std::hash<std::string>()(asked));
        std::ifstream file(kept, std::ios::binary);
        if (file)
            return {std::istreambuf_iterator<char>(file), {}};
    }
    const std::string out = outputOf(command);
    if (folder != nullptr && !out.empty()) {
        const fs::path part = kept.string() + '.' + std::to_string(getpid());
        fs::create_directories(folder, none);
        std::ofstream(part, std::ios::binary) << out;
        fs::rename(part, kept, none);
    }
    return out;
}

}  // namespace

std::vector<Row> tsharkFields(const std::string& path, const std::string& filter,
                              const std::vector<std::string>& fields) {
    std::string command =
        "tshark -n -r " + shellQuoted(path) + " -Y " + shellQuoted(filter) + " -T fields -E occurrence=f";
    for (const std::string& field : fields) command += " -e " + field;
    std::vector<Row> rows;
    std::istringstream lines(answerOf(command, path));
    for (std::string line; std::getline(lines, line);) {
        rows.push_back(split(line));
        rows.back().resize(fields.size());
    }
    return rows;
}

std::vector<TcpStream> tcpStreams(const std::string& path) {
    struct Direction {
        bool known = false;
        std::uint32_t base = 0;
        std::map<std::uint32_t, std::vector<std::uint8_t>> segments;  // by distance from base
    };
    struct Both {
        TcpStream stream;
        std::string client;
        Direction direction[2];
    };
    std::map<int, Both> streams;
    const std::vector<Row> rows = tsharkFields(path, "tcp",
                                               {"tcp.stream", "ip.src", "ipv6.src", "tcp.srcport", "tcp.dstport",
                                                "tcp.seq_raw", "tcp.flags.syn", "tcp.payload"});
    for (const Row& row : rows) {
        Both& both = streams[number(row[0])];
        const std::string sender = row[1] + row[2] + '/' + row[3];
        const bool syn = row[6] == "1";
        if (both.stream.number < 0) {
            both.stream.number = number(row[0]);
            both.client = sender;
            both.stream.clientPort = static_cast<std::uint16_t>(number(row[3]));
            both.stream.serverPort = static_cast<std::uint16_t>(number(row[4]));
            both.stream.sawSyn = syn;
        }
        Direction& direction = both.direction[sender == both.client ? 0 : 1];
        const auto sequence = static_cast<std::uint32_t>(std::strtoul(row[5].c_str(), nullptr, 10));
        if (!direction.known && (syn || !row[7].empty())) {
            direction.known = true;
            direction.base = sequence + (syn ? 1 : 0);
        }
        // Made-up captures forget that a SYN takes a sequence number.
        if (direction.segments.empty() && !row[7].empty() && sequence + 1 == direction.base)
            direction.base = sequence;
        const std::uint32_t distance = sequence - direction.base;
        if (!row[7].empty() && distance < keptOctets)
            direction.segments.emplace(distance, fromHex(row[7]));
    }
    std::vector<TcpStream> out;
    for (auto& [id, both] : streams) {
        for (int side = 0; side < 2; ++side) {
            std::vector<std::uint8_t>& octets = side == 0 ? both.stream.client : both.stream.server;
            for (const auto& [distance, segment] : both.direction[side].segments) {
                if (distance > octets.size())
                    break;
                const std::size_t known = octets.size() - distance;
                if (known < segment.size())
                    octets.insert(octets.end(), segment.begin() + static_cast<std::ptrdiff_t>(known), segment.end());
            }
        }
        out.push_back(std::move(both.stream));
    }
    return out;
}

std::vector<UdpStream> udpStreams(const std::string& path) {
    std::map<int, std::pair<std::string, UdpStream>> streams;
    for (const Row& row :
         tsharkFields(path, "udp && udp.payload",
                      {"udp.stream", "ip.src", "ipv6.src", "udp.srcport", "udp.dstport", "udp.payload"})) {
        auto& [client, stream] = streams[number(row[0])];
        const std::string sender = row[1] + row[2] + '/' + row[3];
        if (stream.number < 0) {
            client = sender;
            stream.number = number(row[0]);
            stream.clientPort = static_cast<std::uint16_t>(number(row[3]));
            stream.serverPort = static_cast<std::uint16_t>(number(row[4]));
        }
        (sender == client ? stream.client : stream.server).push_back(fromHex(row[5]));
    }
    std::vector<UdpStream> out;
    for (auto& [id, entry] : streams) out.push_back(std::move(entry.second));
    return out;
}

std::vector<std::string> capturesWith(const std::vector<std::string>& features) {
    std::vector<std::string> paths;
    std::ifstream index(std::string(WEIR_CAPTURES) + "/INDEX.tsv");
    std::string line;
    std::getline(index, line);
    while (std::getline(index, line)) {
        const Row row = split(line);
        if (row.size() < 16 || number(row[1]) > 1700000)
            continue;
        const std::string list = ' ' + row.back() + ' ';
        for (const std::string& feature : features)
            if (list.find(feature) != std::string::npos) {
                paths.push_back(std::string(WEIR_CAPTURES) + '/' + row[0]);
                break;
            }
    }
    return paths;
}

std::vector<std::uint8_t> fromHex(std::string_view text) {
    std::vector<std::uint8_t> octets;
    int high = -1;
    for (const char c : text) {
        const int value = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (value < 0)
            continue;
        if (high < 0) {
            high = value;
        } else {
            octets.push_back(static_cast<std::uint8_t>(high << 4 | value));
            high = -1;
        }
    }
    return octets;
}

std::string testName(const std::string& path) {
    std::string name = path.substr(std::string(WEIR_CAPTURES).size());
    for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c)))
            c = '_';
    return name;
}

}  // namespace weir::test
