// SPDX-License-Identifier: GPL-3.0-or-later
// A capture file makes the same tables on one thread and on several, and a slice of all its packets can be read.
#include "core/capturetables/tables.h"
#include "core/engine/analyze.h"
#include "core/extract/slice.h"
#include "fuzz/fuzz.h"
#include "tests/support/tabletext.h"

namespace weir::fuzz {
namespace {

traffic::Snapshot analysed(const std::string& path, unsigned jobs) {
    traffic::Options options;
    options.jobs = jobs;
    auto read = engine::analyze({path}, options, {});
    return read ? read.take() : nullptr;
}

}  // namespace

void pipeline(Bytes input) {
    const MemoryFile file(input);
    const traffic::Snapshot alone = analysed(file.path(), 1), shared = analysed(file.path(), 3);
    check((alone == nullptr) == (shared == nullptr), "a file opens on any number of threads");
    if (!alone)
        return;
    for (const std::string& name : capturetables::tableNames()) {
        capturetables::TableRequest request;
        request.name = name;
        const auto one = capturetables::makeTable(alone, request), other = capturetables::makeTable(shared, request);
        check(one && other, "every table can be made");
        check(test::tableText(*one.value()) == test::tableText(*other.value()), "tables do not depend on threads");
    }
    if (alone->packets.size() > 2000)
        return;
    std::vector<std::uint32_t> rows(alone->packets.size());
    for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i] = i;
    std::string slice;
    const auto written = extract::writeSlice(*alone, rows, [&](std::string_view piece) {
        slice += piece;
        return slice.size() < (std::size_t{64} << 20);
    });
    if (!written || rows.empty())
        return;
    const MemoryFile sliced(asBytes(slice));
    const traffic::Snapshot again = analysed(sliced.path(), 1);
    check(again != nullptr, "a slice opens");
    // A record of zeros at the very end is taken for room that was never written to.
    const bool zeros = slice.size() > 40 && slice.find_last_not_of('\0') < slice.size() - 16;
    check(zeros || again->packets.size() == alone->packets.size(), "a slice of all packets has all packets");
}

}  // namespace weir::fuzz
