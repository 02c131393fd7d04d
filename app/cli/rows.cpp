// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/rows.h"

#include <filesystem>

#include "app/cli/columns.h"
#include "app/cli/console.h"
#include "app/cli/lookup.h"
#include "app/cli/reading.h"
#include "core/rows/writer.h"
#include "core/traffic/filehash.h"

namespace weir::cli {
namespace {

/// One sink for each file of rows, in their order.
using Sinks = std::vector<const exporting::Sink*>;

class RowsRun {
public:
    RowsRun(const Arguments& arguments, const Readings& readings)
        : m_arguments(arguments),
          m_readings(readings),
          m_reading(arguments),
          m_format(arguments.tsv ? rows::RowFormat::tsv : rows::RowFormat::ndjson) {}

    int run() {
        if (m_arguments.rowsInto == "-") {
            const int written = put(m_arguments, [&](const exporting::Sink& sink) {
                return writeAll(Sinks(rows::rowDefinitions().size(), &sink));
            });
            return written != allRead ? written : status();
        }
        std::error_code failure;
        std::filesystem::create_directories(m_arguments.rowsInto, failure);
        if (failure)
            return complain(Error{failure.message(), m_arguments.rowsInto}.toString());
        Sinks sinks;
        const auto error = openFiles(sinks);
        return error ? complain(error->toString()) : status();
    }

private:
    /// Opens the files one inside another, so that either all of them appear or none does.
    std::optional<Error> openFiles(Sinks& sinks) {
        const rows::RowDefinition& definition = rows::rowDefinitions()[sinks.size()];
        const std::string ending = m_format == rows::RowFormat::tsv ? ".tsv" : ".ndjson";
        const auto path = std::filesystem::path(m_arguments.rowsInto) / (std::string(definition.name) + ending);
        std::optional<Error> inside;
        const auto written = exporting::writeFileWhole(
            path.string(), m_arguments.inputs(),
            [&](const exporting::Sink& sink) {
                if (!sink(rows::rowHead(definition, m_format)))
                    return false;
                sinks.push_back(&sink);
                if (sinks.size() == rows::rowDefinitions().size())
                    return writeAll(sinks);
                inside = openFiles(sinks);
                return !inside;
            },
            exporting::Links::refuse);
        return inside ? inside : written.problem();
    }

    bool writeAll(const Sinks& sinks) {
        const auto owners = cli::owners(m_arguments);
        if (!owners) {
            complain(owners.error().toString());
            return false;
        }
        for (std::size_t i = 0; i < m_readings.series.size(); ++i) {
            const std::vector<std::string>& series = m_readings.series[i];
            const std::string which =
                m_readings.series.size() == 1
                    ? ""
                    : "capture " + std::to_string(i + 1) + " of " + std::to_string(m_readings.series.size()) + ": ";
            const auto snapshot = m_reading.read(series, which);
            if (!snapshot) {
                complain(snapshot.error().toString());
                for (const std::string& path : series) {
                    if (!rows::writeUnread(path, traffic::fileHash(path), m_arguments.sensor, snapshot.error(),
                                           m_format, named(), *sinks.front()))
                        return false;
                }
                continue;
            }
            ++m_read;
            m_reading.sayHome(snapshot.value(), m_readings.series.size() == 1 ? "" : series.front());
            rows::RowSource source{snapshot.value(), m_arguments.table, rows::captureId(*snapshot.value()),
                                   m_arguments.sensor};
            source.request.owners = owners.value();
            for (std::size_t file = 0; file < sinks.size(); ++file) {
                if (!rows::writeRows(rows::rowDefinitions()[file], source, m_format, named(), *sinks[file]))
                    return false;
            }
            m_reading.sayDamage(snapshot.value());
        }
        return true;
    }

    bool named() const { return m_arguments.rowsInto == "-"; }
    int status() const {
        if (m_read == 0)
            return nothingRead;
        return m_reading.anyDamage() || m_read < m_readings.series.size() ? damaged : allRead;
    }

    const Arguments& m_arguments;
    const Readings& m_readings;
    CaptureReading m_reading;
    rows::RowFormat m_format;
    std::size_t m_read = 0;
};

}  // namespace

int printRows(const Arguments& arguments, const Readings& readings) { return RowsRun(arguments, readings).run(); }

table::TablePtr rowColumnsTable() {
    std::vector<DescribedTable> tables;
    for (const rows::RowDefinition& definition : rows::rowDefinitions()) {
        DescribedTable one{definition.name, definition.name, definition.about, rows::commonColumns(), {}};
        one.columns.insert(one.columns.end(), definition.schema.begin(), definition.schema.end());
        one.arrays = definition.json;
        tables.push_back(std::move(one));
    }
    return describe(tables);
}

}  // namespace weir::cli
