// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/mcp.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "app/cli/console.h"
#include "app/cli/lookup.h"
#include "app/cli/mcptools.h"
#include "app/cli/reading.h"

namespace weir::cli {
namespace {

/// Lines of standard input, one after another; of one that is too long only that it was.
class InputLines {
public:
    struct Line {
        std::string text;
        bool tooLong = false;
    };
    /// Nothing at the end.
    std::optional<Line> next() {
        Line line;
        while (true) {
            if (const std::size_t end = m_buffer.find('\n'); end != std::string::npos) {
                take(line, end);
                m_buffer.erase(0, 1);
                return line;
            }
            take(line, m_buffer.size());
            char part[65536];
            const ssize_t count = ::read(STDIN_FILENO, part, sizeof part);
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                return line.text.empty() && !line.tooLong ? std::nullopt : std::optional(std::move(line));
            m_buffer.assign(part, static_cast<std::size_t>(count));
        }
    }

private:
    void take(Line& line, std::size_t count) {
        line.tooLong = line.tooLong || line.text.size() + count > McpServer::longestMessage;
        if (line.tooLong)
            line.text.clear();
        else
            line.text.append(m_buffer, 0, count);
        m_buffer.erase(0, count);
    }
    std::string m_buffer;
};

bool isBlank(const std::string& text) { return text.find_first_not_of(" \t\r") == std::string::npos; }

}  // namespace

int serveMcp(const Arguments& given, const Readings& readings) {
    Arguments arguments = given;
    const auto known = owners(arguments);
    if (!known)
        return complain(known.error().toString());
    arguments.table.owners = known.value();
    CaptureReading reading(arguments);
    std::vector<OpenCapture> captures;
    for (const std::vector<std::string>& series : readings.series) {
        auto snapshot = reading.read(series);
        if (!snapshot) {
            complain(snapshot.error().toString());
            continue;
        }
        reading.sayDamage(snapshot.value());
        captures.push_back({series.front(), snapshot.take()});
    }
    if (captures.empty())
        return nothingRead;
    const bool all = captures.size() == readings.series.size() && !reading.anyDamage();
    McpTools tools(arguments, std::move(captures));
    const McpServer server(tools.all(), tools.instructions());
    InputLines lines;
    while (const auto line = lines.next()) {
        if (!line->tooLong && isBlank(line->text))
            continue;
        std::string answer = line->tooLong ? McpServer::tooLong() : server.answer(line->text);
        if (answer.empty())
            continue;
        answer += '\n';
        if (std::fwrite(answer.data(), 1, answer.size(), stdout) != answer.size() || std::fflush(stdout) != 0)
            return complain("standard output cannot be written");
    }
    return all ? allRead : damaged;
}

}  // namespace weir::cli
