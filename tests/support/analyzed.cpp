// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/analyzed.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "core/engine/analyze.h"
#include "tests/support/dnsbuilder.h"

namespace weir::test {

namespace {

/// A name for a file that goes with this.
struct TemporaryFile {
    TemporaryFile() = default;
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }

    static inline int count = 0;
    const std::filesystem::path path =
        std::filesystem::temp_directory_path() /
        ("weir-analyzed-" + std::to_string(::getpid()) + '-' + std::to_string(count++) + ".pcapng");
};

}  // namespace

traffic::Snapshot analyzedFile(const std::string& path, const traffic::Options& options) {
    auto result = engine::analyze({path}, options);
    if (!result)
        throw std::runtime_error(result.error().toString());
    return result.take();
}

traffic::Snapshot analyzed(const std::vector<TestFrame>& frames, const traffic::Options& options) {
    const TemporaryFile file;
    writePcapng(file.path.string(), frames);
    return analyzedFile(file.path.string(), options);
}

std::vector<std::string> tableRows(const traffic::Snapshot& snapshot, const capturetables::TableRequest& request,
                                   const std::vector<std::string>& columns) {
    const auto table = capturetables::makeTable(snapshot, request);
    if (!table)
        throw std::runtime_error(table.error().toString());
    std::vector<std::string> out;
    std::string scratch;
    for (std::size_t row = 0; row < table.value()->rows(); ++row) {
        std::string line;
        for (const std::string& name : columns) {
            const auto column = table::findColumn(table.value()->schema(), name);
            if (!column)
                throw std::runtime_error("no column " + name);
            line += (line.empty() && &name == &columns.front() ? "" : "|") +
                    table::cellText(table.value()->cell(row, *column, scratch));
        }
        out.push_back(line);
    }
    return out;
}

std::vector<std::string> tableRows(const traffic::Snapshot& snapshot, const std::string& table,
                                   const std::vector<std::string>& columns) {
    capturetables::TableRequest request;
    request.name = table;
    return tableRows(snapshot, request, columns);
}

std::vector<TestFrame> merged(std::initializer_list<std::vector<TestFrame>> parts) {
    std::vector<TestFrame> out;
    for (const auto& part : parts) out.insert(out.end(), part.begin(), part.end());
    std::stable_sort(out.begin(), out.end(), [](const TestFrame& a, const TestFrame& b) { return a.time < b.time; });
    return out;
}

TestFrame datagram(std::string_view source, std::uint16_t sourcePort, std::string_view destination,
                   std::uint16_t destinationPort, Bytes payload, std::int64_t time) {
    const Layer transport = udp(sourcePort, destinationPort, payload);
    const bool v6 = source.find(':') != std::string_view::npos;
    return {ethernet(v6 ? ipv6(source, destination, transport) : ipv4(source, destination, transport)), time, 0, 1};
}

std::vector<TestFrame> lookup(std::string_view client, std::string_view name, std::string_view address,
                              std::int64_t time) {
    constexpr std::int64_t millisecond = 1'000'000;
    const auto id = static_cast<std::uint16_t>(time / millisecond);
    return {datagram(client, 50000, "10.0.0.53", 53, DnsBuilder(id).question(name).build(), time),
            datagram("10.0.0.53", 53, client, 50000, DnsBuilder(id).response().question(name).a(name, address).build(),
                     time + 10 * millisecond)};
}

}  // namespace weir::test
