// SPDX-License-Identifier: GPL-3.0-or-later
// What each part of the core costs alone. Every benchmark works on the same capture, made once and kept in memory.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <numeric>

#include "core/capturetables/tables.h"
#include "core/dissect/dissector.h"
#include "core/engine/analyze.h"
#include "core/export/writer.h"
#include "core/protocol/dns.h"
#include "core/table/filter.h"
#include "core/table/sort.h"
#include "core/traffic/flows.h"
#include "tests/support/capturewriter.h"
#include "tests/support/dnsbuilder.h"

using namespace weir;
using namespace weir::test;

namespace {

constexpr std::size_t packetCount = 200'000;

/// Short packets of twenty thousand flows, most of them with a little data.
const std::vector<TestFrame>& frames() {
    static const std::vector<TestFrame> all = [] {
        const Octets data(400, 'x');
        std::vector<TestFrame> out;
        for (std::size_t i = 0; out.size() < packetCount; ++i) {
            const std::string client = IpAddress::v4(static_cast<std::uint32_t>(0x0a000000 + i % 500)).toString();
            const std::string server = IpAddress::v4(static_cast<std::uint32_t>(0x17000000 + i * 7)).toString();
            TcpConversation talk(client, static_cast<std::uint16_t>(32768 + i % 20000), server, 443,
                                 static_cast<std::int64_t>(i) * 1'000'000);
            talk.handshake().clientSends(data).serverSends(data).finish();
            for (const TestFrame& frame : talk.frames()) out.push_back(frame);
        }
        out.resize(packetCount);
        return out;
    }();
    return all;
}

const std::string& captureFile() {
    struct File {
        std::string path =
            (std::filesystem::temp_directory_path() / ("weir-parts-" + std::to_string(::getpid()) + ".pcapng"))
                .string();
        File() { writePcapng(path, frames()); }
        ~File() { std::filesystem::remove(path); }
    };
    static const File file;
    return file.path;
}

table::TablePtr flowsTable() {
    static const table::TablePtr table = [] {
        capturetables::TableRequest request;
        request.name = "conversations";
        return capturetables::makeTable(engine::analyze({captureFile()}, {}).value(), request).take();
    }();
    return table;
}

void done(benchmark::State& state, std::size_t perTurn) {
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * perTurn));
}

void reader(benchmark::State& state) {
    captureFile();
    for (auto _ : state) {
        auto opened = capture::Reader::open({captureFile()});
        capture::Batch batch;
        std::size_t seen = 0;
        while (opened.value()->next(batch)) seen += batch.frames.size();
        benchmark::DoNotOptimize(seen);
    }
    done(state, packetCount);
}
BENCHMARK(reader)->Name("reading pcapng (packets)")->Unit(benchmark::kMillisecond);

void dissector(benchmark::State& state) {
    std::vector<Frame> views;
    for (const TestFrame& frame : frames()) views.push_back(frame.view());
    for (auto _ : state)
        for (const Frame& frame : views) benchmark::DoNotOptimize(dissect::dissect(frame, false));
    done(state, packetCount);
}
BENCHMARK(dissector)->Name("dissecting (packets)")->Unit(benchmark::kMillisecond);

void flowTable(benchmark::State& state) {
    std::vector<dissect::PacketRecord> records;
    for (const TestFrame& frame : frames()) records.push_back(dissect::dissect(frame.view(), false));
    for (auto _ : state) {
        traffic::AddressPool addresses;
        traffic::FlowTable flows(addresses);
        for (const dissect::PacketRecord& record : records)
            benchmark::DoNotOptimize(flows.find(record, flows.hash()(record)));
    }
    done(state, packetCount);
}
BENCHMARK(flowTable)->Name("finding flows (packets)")->Unit(benchmark::kMillisecond);

void analysisWhole(benchmark::State& state) {
    captureFile();
    traffic::Options options;
    options.jobs = 1;
    for (auto _ : state) benchmark::DoNotOptimize(engine::analyze({captureFile()}, options));
    done(state, packetCount);
}
BENCHMARK(analysisWhole)->Name("the whole analysis, one thread (packets)")->Unit(benchmark::kMillisecond);

void dns(benchmark::State& state) {
    const Octets message = DnsBuilder(7)
                               .response()
                               .question("www.example.org")
                               .cname("www.example.org", "web.example.org")
                               .a("web.example.org", "192.0.2.1")
                               .aaaa("web.example.org", "2001:db8::1")
                               .build();
    for (auto _ : state) benchmark::DoNotOptimize(protocol::parseDns(message));
    done(state, 1);
}
BENCHMARK(dns)->Name("parsing DNS (messages)");

void sortBy(benchmark::State& state, const char* keys) {
    std::string unknown;
    const auto parsed = table::parseSort(keys, flowsTable()->schema(), unknown);
    for (auto _ : state) {
        table::Rows rows = table::allRows(*flowsTable());
        table::sortRows(*flowsTable(), *parsed, rows);
        benchmark::DoNotOptimize(rows.data());
    }
    done(state, flowsTable()->rows());
}
BENCHMARK_CAPTURE(sortBy, number, "bytes:desc,sport")
    ->Name("sorting by two numbers (rows)")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sortBy, address, "server")->Name("sorting by address (rows)")->Unit(benchmark::kMillisecond);

void filter(benchmark::State& state) {
    const auto parsed = table::Filter::parse("bytes > 500 and client in 10.0.0.0/25", flowsTable()->schema());
    for (auto _ : state) benchmark::DoNotOptimize(std::get<table::Filter>(parsed).apply(*flowsTable()));
    done(state, flowsTable()->rows());
}
BENCHMARK(filter)->Name("filtering (rows)")->Unit(benchmark::kMillisecond);

void csv(benchmark::State& state) {
    const table::TablePtr table = flowsTable();
    const table::Rows rows = table::allRows(*table);
    std::vector<std::size_t> columns(table->schema().size());
    std::iota(columns.begin(), columns.end(), 0U);
    const exporting::Selection selection{*table, rows, columns};
    for (auto _ : state) {
        std::size_t octets = 0;
        exporting::write(selection, exporting::Format::csv,
                         [&](std::string_view text) { return octets += text.size(), true; });
        benchmark::DoNotOptimize(octets);
    }
    done(state, table->rows());
}
BENCHMARK(csv)->Name("writing CSV (rows)")->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
