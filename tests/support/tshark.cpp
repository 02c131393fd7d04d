// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tshark.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace weir::test {

std::string outputOf(const std::string& command) {
    std::string out;
    FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
    if (!pipe)
        return out;
    char buffer[65536];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, count);
    pclose(pipe);
    return out;
}

std::string shellQuoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

bool hasTshark() { return !outputOf("tshark --version").empty(); }

std::vector<std::vector<std::string>> tsharkRows(const std::string& path, const std::vector<std::string>& fields,
                                                 const std::string& options) {
    std::string command = "tshark -n -r " + shellQuoted(path) + " -T fields -E occurrence=f " + options;
    for (const std::string& field : fields) command += " -e " + field;
    const std::string output = outputOf(command);
    std::vector<std::vector<std::string>> rows;
    for (std::size_t at = 0; at < output.size();) {
        const std::size_t end = std::min(output.find('\n', at), output.size());
        std::vector<std::string> row;
        for (std::size_t from = at; from <= end;) {
            const std::size_t tab = std::min(output.find('\t', from), end);
            row.push_back(output.substr(from, tab - from));
            from = tab + 1;
        }
        row.resize(fields.size());
        rows.push_back(std::move(row));
        at = end + 1;
    }
    return rows;
}

std::vector<std::string> realCaptures(const std::vector<std::string>& names) {
    std::vector<std::string> out;
    for (const std::string& name : names) {
        const std::string path = std::string(WEIR_CAPTURES) + '/' + name;
        if (std::filesystem::exists(path))
            out.push_back(path);
    }
    return out;
}

}  // namespace weir::test
