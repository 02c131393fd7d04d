// SPDX-License-Identifier: GPL-3.0-or-later
// What is written, read by somebody else's reader: Python's csv and json modules.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/export/writer.h"
#include "core/table/columntable.h"
#include "core/table/sort.h"

namespace weir::exporting {

namespace {

using table::Kind;

std::string hex(std::string_view text) {
    std::string out;
    for (const char c : text) {
        std::array<char, 3> digits{};
        std::snprintf(digits.data(), digits.size(), "%02x", static_cast<unsigned char>(c));
        out += digits.data();
    }
    return out;
}

/// What JSON keeps of a text: all of it, but for octets that are no UTF-8.
std::string exact(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t length = utf8Length(text);
        out += length == 0 ? printable(text.substr(0, 1)) : std::string(text.substr(0, length));
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

/// Each value of a list, or all of a text, with the guard where it needs one.
std::string guarded(std::string_view text, bool list) {
    const std::size_t end = list ? text.find(';') : std::string_view::npos;
    const std::string_view value = text.substr(0, end);
    const bool formula = !value.empty() && std::string_view("=+-@\t\r").find(value[0]) != std::string_view::npos;
    const std::string out = (formula ? "'" : "") + printable(value);
    return end == std::string_view::npos ? out : out + ';' + guarded(text.substr(end + 1), list);
}

std::string inCsv(const table::Cell& cell, bool list) {
    const std::string text = table::cellText(cell);
    return "text:" + hex(cell.kind == Kind::text ? guarded(text, list) : text);
}

std::string inJson(const table::Cell& cell) {
    if (cell.empty)
        return "null";
    if (cell.kind == Kind::boolean)
        return cell.integer ? "true" : "false";
    const bool text = cell.kind == Kind::text || cell.kind == Kind::address;
    return (text ? "text:" : "number:") + hex(exact(table::cellText(cell)));
}

std::string randomText(std::mt19937_64& random) {
    static const std::string pieces[] = {"a",
                                         "=",
                                         "+",
                                         "-",
                                         "@",
                                         "\t",
                                         "\r",
                                         "\n",
                                         "\r\n",
                                         "\"",
                                         "\"\"",
                                         ",",
                                         ";",
                                         "'",
                                         "\\",
                                         "/",
                                         " ",
                                         "\x01",
                                         "\x1b",
                                         "\x7f",
                                         "\xc3\xa4",
                                         "\xe2\x82\xac",
                                         "\xf0\x9f\x98\x80",
                                         "\xff",
                                         "\xc3",
                                         "\xed\xa0\x80",
                                         "\xe2\x80\xa8",
                                         "\xf4\x90\x80\x80",
                                         "\xc0\x80",
                                         "www.example.com",
                                         "\\u0041",
                                         "\xef\xbb\xbf",
                                         "\b",
                                         "\f",
                                         std::string(1, '\0')};
    std::string out;
    for (std::size_t i = random() % 7; i > 0; --i) out += pieces[random() % std::size(pieces)];
    return out;
}

std::shared_ptr<const table::ColumnTable> randomTable(std::mt19937_64& random, std::size_t rows) {
    table::ColumnTable::Builder builder("random", {{"x", Kind::text},
                                                   {"i", Kind::integer},
                                                   {"r", Kind::real},
                                                   {"b", Kind::boolean},
                                                   {"t", Kind::time},
                                                   {"d", Kind::duration},
                                                   {"a", Kind::address},
                                                   {"list", Kind::text, table::Unit::none, true}});
    const auto integer = [&] { return static_cast<std::int64_t>(random()) >> (random() % 64); };
    for (std::size_t row = 0; row < rows; ++row) {
        builder.text(0, randomText(random));
        builder.integer(1, integer());
        builder.real(2, static_cast<double>(integer()) / 1000);
        builder.integer(3, static_cast<std::int64_t>(random() % 2));
        builder.integer(4, integer());
        builder.integer(5, integer());
        builder.address(
            6, random() % 2 ? IpAddress::v6(random(), random()) : IpAddress::v4(static_cast<std::uint32_t>(random())));
        builder.text(7, randomText(random));
    }
    for (std::size_t column = 0; column < 8; ++column) builder.empty(column);
    return builder.finish();
}

std::string readBack(const std::string& format, const std::string& path) {
    const std::string command = std::string(WEIR_READBACK " ") + format + " '" + path + "'";
    std::FILE* pipe = popen(command.c_str(), "r");
    std::string out;
    std::array<char, 65536> piece;
    while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), pipe)) out.append(piece.data(), count);
    EXPECT_EQ(pclose(pipe), 0) << command;
    return out;
}

std::string columnNames(const table::Table& table, const std::vector<std::size_t>& columns) {
    std::string out;
    for (const std::size_t column : columns)
        out += (out.empty() ? "text:" : " text:") + hex(table.schema()[column].name);
    return out + "\n";
}

void comparesEqual(const table::Table& table, const std::vector<std::size_t>& columns) {
    const std::string path = testing::TempDir() + "weir_readback_" + std::to_string(getpid());
    for (const auto& [format, name] :
         {std::pair{Format::csv, "csv"}, {Format::json, "json"}, {Format::ndjson, "ndjson"}}) {
        std::string expected = columnNames(table, columns), scratch;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            for (std::size_t i = 0; i < columns.size(); ++i) {
                const table::Cell cell = table.cell(row, columns[i], scratch);
                expected += (i ? " " : "") +
                            (format == Format::csv ? inCsv(cell, table.schema()[columns[i]].list) : inJson(cell));
            }
            expected += '\n';
        }
        std::ofstream file(path, std::ios::binary);
        const table::Rows rows = table::allRows(table);
        ASSERT_TRUE(write({table, rows, columns}, format, [&](std::string_view piece) {
            file << piece;
            return file.good();
        }));
        file.close();
        // Compared as a whole: a difference is shown by the first line that differs.
        const std::string found = readBack(name, path);
        if (found != expected) {
            const auto different = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
            const auto at = static_cast<std::size_t>(different.first - found.begin());
            const std::size_t from = at < 200 ? 0 : at - 200;
            ADD_FAILURE() << name << " differs at " << at << ":\n"
                          << found.substr(from, 400) << "\nnot\n"
                          << expected.substr(from, 400);
        }
    }
    std::filesystem::remove(path);
}

}  // namespace

TEST(ReadBack, EveryCellComesBack) {
    std::mt19937_64 random(11);
    comparesEqual(*randomTable(random, 4000), {0, 1, 2, 3, 4, 5, 6, 7});
}

TEST(ReadBack, OneColumnComesBackToo) {
    std::mt19937_64 random(12);
    const auto table = randomTable(random, 1000);
    for (const std::size_t column : {std::size_t{0}, std::size_t{3}}) comparesEqual(*table, {column});
}

TEST(ReadBack, EveryOctetComesBack) {
    table::ColumnTable::Builder builder("octets", {{"x", Kind::text}, {"n", Kind::integer}});
    for (int first = 0; first < 256; ++first) {
        for (int second : {0x00, 0x22, 0x2c, 0x41, 0x80, 0xbf, 0xff}) {
            builder.text(0, std::string{static_cast<char>(first), static_cast<char>(second)});
            builder.integer(1, first);
        }
    }
    comparesEqual(*builder.finish(), {0, 1});
}

}  // namespace weir::exporting
