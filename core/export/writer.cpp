// SPDX-License-Identifier: GPL-3.0-or-later
// Rows to octets, a buffer at a time.
#include "core/export/writer.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>

#include "core/base/crew.h"
#include "core/base/jsonwriter.h"
#include "core/base/text.h"
#include "core/export/formats.h"
#include "core/export/output.h"
#include "core/export/textwriter.h"

namespace weir::exporting {

namespace {

/// A format of rows that do not depend on each other.
class RowFormat {
public:
    virtual ~RowFormat() = default;
    virtual std::string head() const { return {}; }
    virtual void append(std::string& out, std::uint32_t row, std::string& scratch) const = 0;
};

class CsvRows final : public RowFormat {
public:
    explicit CsvRows(const Selection& selection) : m_selection(selection) {}

    std::string head() const override {
        std::string out;
        for (const std::size_t column : m_selection.columns) {
            table::Cell name{table::Kind::text, false};
            name.text = m_selection.table.schema()[column].name;
            appendCsv(out, name);
            out += ',';
        }
        if (!out.empty())
            out.pop_back();
        return out += '\n';
    }

    void append(std::string& out, std::uint32_t row, std::string& scratch) const override {
        const std::size_t start = out.size();
        for (std::size_t i = 0; i < m_selection.columns.size(); ++i) {
            if (i > 0)
                out += ',';
            const std::size_t column = m_selection.columns[i];
            appendCsv(out, cellOf(m_selection, row, column, scratch), m_selection.table.schema()[column].list);
        }
        // A row of one empty field would be an empty line, which readers skip.
        if (out.size() == start)
            out += "\"\"";
        out += '\n';
    }

private:
    const Selection& m_selection;
};

/// A row as an object, without what comes between objects.
class JsonRows final : public RowFormat {
public:
    JsonRows(const Selection& selection, bool lines) : m_selection(selection), m_lines(lines) {
        for (const std::size_t column : selection.columns) {
            std::string key = m_keys.empty() ? "{" : ",";
            appendJsonString(key, selection.table.schema()[column].name);
            m_keys.push_back(key + ":");
        }
    }

    void append(std::string& out, std::uint32_t row, std::string& scratch) const override {
        if (m_keys.empty())
            out += '{';
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            out += m_keys[i];
            appendJson(out, cellOf(m_selection, row, m_selection.columns[i], scratch));
        }
        out += m_lines ? "}\n" : "}";
    }

private:
    const Selection& m_selection;
    bool m_lines;
    std::vector<std::string> m_keys;
};

bool writeRows(const Selection& selection, const RowFormat& format, Output& output) {
    output.text() += format.head();
    std::string scratch;
    for (const std::uint32_t row : selection.rows) {
        format.append(output.text(), row, scratch);
        if (!output.next())
            return false;
    }
    return output.flush();
}

/// Threads make pieces of some thousand rows; each hands on its own when the one before it has gone.
bool writeTogether(const Selection& selection, const RowFormat& format, const Sink& sink, const std::stop_token& stop,
                   unsigned jobs) {
    constexpr std::size_t rowsInPiece = 2048;
    const std::size_t pieces = (selection.rows.size() + rowsInPiece - 1) / rowsInPiece;
    std::atomic<std::size_t> nextPiece = 0;
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t turn = 0;
    bool ended = !sink(format.head());
    std::exception_ptr failure;

    const auto help = [&] {
        std::string text, scratch;
        for (std::size_t piece = nextPiece++; piece < pieces; piece = nextPiece++) {
            text.clear();
            for (const std::uint32_t row : selection.rows.subspan(
                     piece * rowsInPiece, std::min(rowsInPiece, selection.rows.size() - piece * rowsInPiece)))
                format.append(text, row, scratch);
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return ended || turn == piece; });
            ended = ended || stop.stop_requested() || !sink(text);
            ++turn;
            changed.notify_all();
            if (ended)
                return;
        }
    };
    const auto guarded = [&] {
        try {
            help();
        } catch (...) {
            const std::lock_guard lock(mutex);
            failure = std::current_exception();
            ended = true;
            changed.notify_all();
        }
    };
    {
        Crew crew;
        for (unsigned i = 1; i < std::min<std::size_t>(jobs, pieces); ++i) {
            if (!crew.add(guarded))
                break;
        }
        guarded();
    }
    if (failure)
        std::rethrow_exception(failure);
    return !ended;
}

bool writeJson(const Selection& selection, Output& output) {
    const JsonRows format(selection, false);
    std::string& out = output.text();
    std::string scratch;
    const char* before = "[\n";
    for (const std::uint32_t row : selection.rows) {
        out += before;
        before = ",\n";
        format.append(out, row, scratch);
        if (!output.next())
            return false;
    }
    out += selection.rows.empty() ? "[]\n" : "\n]\n";
    return output.flush();
}

}  // namespace

std::optional<Format> parseFormat(std::string_view name) {
    for (const auto& [known, format] :
         {std::pair{"text", Format::text}, {"csv", Format::csv}, {"json", Format::json}, {"ndjson", Format::ndjson}}) {
        if (sameButCase(name, known))
            return format;
    }
    return std::nullopt;
}

bool write(const Selection& selection, Format format, const Sink& sink, std::stop_token stop, unsigned jobs) {
    Output output(sink, stop);
    const auto rows = [&](const RowFormat& rowFormat) {
        return jobs > 1 ? writeTogether(selection, rowFormat, sink, stop, jobs)
                        : writeRows(selection, rowFormat, output);
    };
    switch (format) {
        case Format::csv:
            return rows(CsvRows(selection));
        case Format::json:
            return writeJson(selection, output);
        case Format::ndjson:
            return rows(JsonRows(selection, true));
        case Format::text:
            return writeText(selection, sink, stop);
    }
    return false;
}

}  // namespace weir::exporting
