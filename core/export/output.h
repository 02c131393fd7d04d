// SPDX-License-Identifier: GPL-3.0-or-later
// What all formats write through.
#pragma once

#include <cmath>

#include "core/export/writer.h"

namespace weir::exporting {

/// Collects pieces until a sink is worth calling, and remembers that it gave up.
class Output {
public:
    Output(const Sink& sink, std::stop_token stop) : m_sink(sink), m_stop(std::move(stop)) {}

    std::string& text() { return m_text; }
    /// Between rows: hands on what has gathered. False: stop writing.
    bool next() {
        if (++m_rows % 256 == 0 && m_stop.stop_requested())
            return false;
        return m_text.size() < 65536 || flush();
    }
    bool flush() {
        if (m_stop.stop_requested())
            return false;
        const bool taken = m_text.empty() || m_sink(m_text);
        m_text.clear();
        return taken;
    }

private:
    const Sink& m_sink;
    std::stop_token m_stop;
    std::string m_text;
    std::size_t m_rows = 0;
};

inline table::Cell cellOf(const Selection& selection, std::uint32_t row, std::size_t column, std::string& scratch) {
    table::Cell cell = selection.table.cell(row, column, scratch);
    // There is no way to write these as a number.
    if (cell.kind == table::Kind::real && !std::isfinite(cell.real))
        cell.empty = true;
    return cell;
}

}  // namespace weir::exporting
