// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <numeric>

#include "app/cli/handover.h"
#include "core/base/text.h"
#include "core/engine/analyze.h"
#include "core/export/textwriter.h"

namespace weir::cli {

int complain(const std::string& message) {
    std::fprintf(stderr, "weir-cli: %s\n", printable(message).c_str());
    return nothingRead;
}

int put(const Arguments& arguments, const std::function<bool(const exporting::Sink&)>& fill) {
    if (!arguments.output.empty()) {
        const auto written = exporting::writeFileWhole(arguments.output, arguments.inputs(), fill);
        return written ? allRead : complain(written.error().toString());
    }
    const bool written =
        fill([](std::string_view text) { return std::fwrite(text.data(), 1, text.size(), stdout) == text.size(); }) &&
        std::fflush(stdout) == 0;
    return written ? allRead : complain("standard output cannot be written");
}

namespace {

/// How many characters a line of the terminal has; 0 where that is not known.
std::size_t terminalWidth() {
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// "12 columns are left out: a, b, c, …; --wide shows all"
std::string leftOutText(const std::vector<std::string>& names) {
    constexpr std::size_t shown = 6;
    std::string out =
        std::to_string(names.size()) + (names.size() == 1 ? " column is" : " columns are") + " left out: ";
    for (std::size_t i = 0; i < std::min(shown, names.size()); ++i) out += (i == 0 ? "" : ", ") + names[i];
    return out + (names.size() > shown ? ", …" : "") + "; --wide shows all";
}

}  // namespace

int putRows(const Arguments& arguments, const table::Table& table, const table::Rows& rows) {
    const exporting::Format format = formatOf(arguments);
    const std::size_t width =
        toTerminal(arguments) && format == exporting::Format::text && !arguments.wide ? terminalWidth() : 0;
    std::vector<std::string> leftOut;
    const int written = put(arguments, [&](const exporting::Sink& sink) {
        if (width == 0)
            return writeAll(table, rows, format, sink, engine::jobsOf(arguments.analysis));
        std::vector<std::size_t> columns(table.schema().size());
        std::iota(columns.begin(), columns.end(), std::size_t{0});
        return exporting::writeFittedText({table, rows, columns}, width, sink, leftOut);
    });
    if (!leftOut.empty())
        complain(leftOutText(leftOut));
    return written;
}

bool toTerminal(const Arguments& arguments) { return arguments.output.empty() && isatty(STDOUT_FILENO) == 1; }

exporting::Format formatOf(const Arguments& arguments) {
    return arguments.format.value_or(toTerminal(arguments) ? exporting::Format::text : exporting::Format::csv);
}

}  // namespace weir::cli
