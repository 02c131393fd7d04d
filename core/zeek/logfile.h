// SPDX-License-Identifier: GPL-3.0-or-later
// Zeek's logs, an entry at a time: lines of tab-separated values under a head that names the fields, or JSON objects.
//
// Format: https://docs.zeek.org/en/master/log-formats.html
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/hashmap.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/capture/bytesource.h"

namespace weir::zeek {

/// An entry's fields by their names ("id.orig_h"). Views are valid until the next entry is read.
class LogEntry {
public:
    /// Empty where the field is unset, empty or missing.
    std::string_view text(const std::string& field) const;
    std::vector<std::string> texts(const std::string& field) const;  ///< of a set or vector
    std::optional<std::uint64_t> number(const std::string& field) const;
    std::optional<std::int64_t> time(const std::string& field) const;      ///< nanoseconds since the epoch
    std::optional<std::int64_t> interval(const std::string& field) const;  ///< nanoseconds, of seconds
    bool truth(const std::string& field) const;
    bool has(const std::string& field) const { return m_fields.contains(field); }

private:
    friend class LogFile;
    struct Field {
        std::string text;
        std::vector<std::string> items;
    };
    HashMap<std::string, Field> m_fields;
};

class LogFile {
public:
    /// Plain, or compressed with gzip, zstd or lz4. An error where the file is no log of Zeek.
    static Result<std::unique_ptr<LogFile>> open(const std::string& path);

    /// What the log is of: "conn", "dns", "ssl"; by its head, its entries, or else its name.
    const std::string& kind() const { return m_kind; }
    /// False at the end, or where the log is damaged: see `problem`. Lines that are no entries are passed over.
    bool next(LogEntry& entry);
    const std::optional<Error>& problem() const { return m_problem; }

private:
    LogFile(std::string path, std::unique_ptr<capture::ByteSource> source)
        : m_path(std::move(path)), m_source(std::move(source)) {}
    bool line(std::string& out);
    void head(std::string_view line);
    bool parse(const std::string& line, LogEntry& entry);
    std::string unescaped(std::string_view text) const;

    std::string m_path;
    std::unique_ptr<capture::ByteSource> m_source;
    std::string m_kind;
    std::string m_separator = "\t", m_setSeparator = ",", m_empty = "(empty)", m_unset = "-";
    std::vector<std::string> m_fieldNames;
    std::string m_buffer;
    std::size_t m_at = 0;     ///< in the buffer
    std::string m_firstLine;  ///< read ahead, to see what the log is of
    std::optional<Error> m_problem;
};

/// Whether a file looks like a log of Zeek, by its first line.
bool isLogFile(const std::string& path);
/// The logs in a folder by their names (conn.log, conn.10:00:00-11:00:00.log.gz, …), of the kinds that are read; empty
/// where it has no conn.log.
std::vector<std::string> logsInFolder(const std::string& folder);

}  // namespace weir::zeek
