// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/zeek/logfile.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "core/capture/decompressor.h"

namespace weir::zeek {
namespace {

constexpr std::size_t longestLine = std::size_t{1} << 20;
constexpr std::size_t mostFields = 1'000;
constexpr std::array kinds = {"conn", "dns", "ssl", "x509", "http", "files"};

/// The nanoseconds of "1795253804.123456", exactly; nothing where it is no such number.
std::optional<std::int64_t> nanoseconds(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative)
        text.remove_prefix(1);
    std::int64_t seconds = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    constexpr std::int64_t mostSeconds = 9'000'000'000;
    if (error != std::errc{} || seconds > mostSeconds)
        return std::nullopt;
    std::int64_t fraction = 0;
    std::string_view rest(stop, static_cast<std::size_t>(text.data() + text.size() - stop));
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        std::int64_t unit = 100'000'000;
        for (; !rest.empty() && rest[0] >= '0' && rest[0] <= '9'; rest.remove_prefix(1), unit /= 10)
            fraction += (rest[0] - '0') * unit;
    }
    if (rest.starts_with('e') || rest.starts_with('E')) {  // of short intervals in JSON
        double value = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc{} || std::abs(value) > 9e9)
            return std::nullopt;
        return static_cast<std::int64_t>(std::llround((negative ? -value : value) * 1e9));
    }
    if (!rest.empty())
        return std::nullopt;
    const std::int64_t out = seconds * 1'000'000'000 + fraction;
    return negative ? -out : out;
}

/// "2026-11-29T10:00:00.123456Z", as Zeek writes with json_timestamps ISO8601.
std::optional<std::int64_t> isoTime(std::string_view text) {
    if (text.size() < 20 || text[4] != '-' || text[10] != 'T' || text.back() != 'Z')
        return std::nullopt;
    const auto part = [&](std::size_t at, std::size_t count) {
        int value = -1;
        std::from_chars(text.data() + at, text.data() + at + count, value);
        return value;
    };
    const int year = part(0, 4), month = part(5, 2), day = part(8, 2), hour = part(11, 2), minute = part(14, 2);
    if (year < 1970 || year > 2250 || month < 1 || month > 12 || day < 1 || hour < 0 || minute < 0)
        return std::nullopt;
    // Days since 1970, counting years from March on.
    const int y = year - (month <= 2 ? 1 : 0), m = (month + 9) % 12;
    const std::int64_t days =
        std::int64_t{365} * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + day - 1 - 719'468;
    const auto seconds = nanoseconds(text.substr(17, text.size() - 18));
    if (!seconds)
        return std::nullopt;
    return ((days * 24 + hour) * 60 + minute) * 60 * 1'000'000'000 + *seconds;
}

std::string kindOfName(const std::string& path) {
    const std::string name = std::filesystem::path(path).filename().string();
    return name.substr(0, name.find_first_of("._-"));
}

std::string itemText(const JsonValue& value) {
    switch (value.kind) {
        case JsonValue::Kind::boolean:
            return value.truth ? "T" : "F";
        case JsonValue::Kind::string:
        case JsonValue::Kind::number:
            return value.text;
        default:
            return {};
    }
}

}  // namespace

std::string_view LogEntry::text(const std::string& field) const {
    const auto found = m_fields.find(field);
    return found == m_fields.end() ? std::string_view() : std::string_view(found->second.text);
}

std::vector<std::string> LogEntry::texts(const std::string& field) const {
    const auto found = m_fields.find(field);
    if (found == m_fields.end())
        return {};
    if (found->second.items.empty() && !found->second.text.empty())
        return {found->second.text};
    return found->second.items;
}

std::optional<std::uint64_t> LogEntry::number(const std::string& field) const {
    const std::string_view given = text(field);
    std::uint64_t value = 0;
    const auto [stop, error] = std::from_chars(given.data(), given.data() + given.size(), value);
    return error == std::errc{} && stop == given.data() + given.size() && !given.empty() ? std::optional(value)
                                                                                         : std::nullopt;
}

std::optional<std::int64_t> LogEntry::time(const std::string& field) const {
    const auto plain = nanoseconds(text(field));
    return plain ? plain : isoTime(text(field));
}

std::optional<std::int64_t> LogEntry::interval(const std::string& field) const { return nanoseconds(text(field)); }

bool LogEntry::truth(const std::string& field) const { return text(field) == "T"; }

Result<std::unique_ptr<LogFile>> LogFile::open(const std::string& path) {
    auto file = capture::FileHandle::openRegular(path);
    if (!file)
        return file.error();
    std::unique_ptr<capture::ByteSource> source = std::make_unique<capture::FileSource>(file.take());
    if (const std::string compression = capture::compressionOf(source->peek(4)); !compression.empty())
        source = capture::decompress(compression, std::move(source), {});
    // Captures are asked as well, often: one octet tells them apart.
    const Bytes begin = source->peek(1);
    if (begin.empty() || (begin[0] != '#' && begin[0] != '{'))
        return Error{begin.empty() ? "empty file" : "is no log of Zeek", path};
    std::unique_ptr<LogFile> log(new LogFile(path, std::move(source)));
    if (!log->line(log->m_firstLine))
        return Error::of(ErrorKind::unreadable, "empty file").in(path);
    const std::string& first = log->m_firstLine;
    LogEntry entry;
    if (first.starts_with("#separator "))
        log->head(first);
    else if (!first.starts_with('{') || !log->parse(first, entry) || !entry.has("ts"))
        return Error::of(ErrorKind::invalid, "is no log of Zeek").in(path);
    if (first.starts_with('{')) {
        log->m_kind = entry.text("_path").empty() ? kindOfName(path) : std::string(entry.text("_path"));
        return log;
    }
    // The head goes on until the names of the fields.
    while (log->m_fieldNames.empty() && log->line(log->m_firstLine) && log->m_firstLine.starts_with('#'))
        log->head(log->m_firstLine);
    log->m_firstLine.clear();
    if (log->m_fieldNames.empty())
        return Error::of(ErrorKind::invalid, "has no fields").in(path);
    if (log->m_kind.empty())
        log->m_kind = kindOfName(path);
    return log;
}

bool LogFile::line(std::string& out) {
    out.clear();
    while (true) {
        const std::size_t end = m_buffer.find('\n', m_at);
        const std::size_t count = (end == std::string::npos ? m_buffer.size() : end) - m_at;
        if (out.size() + count > longestLine) {
            m_problem = Error::of(ErrorKind::tooLarge, "a line of more than 1 MiB").in(m_path);
            return false;
        }
        out.append(m_buffer, m_at, count);
        m_at += count;
        if (end != std::string::npos) {
            ++m_at;
            if (out.ends_with('\r'))
                out.pop_back();
            return true;
        }
        m_buffer.resize(65536);
        m_buffer.resize(m_source->read(reinterpret_cast<std::uint8_t*>(m_buffer.data()), m_buffer.size()));
        m_at = 0;
        if (m_buffer.empty() && !m_source->paused()) {
            if (m_source->failure())
                m_problem = Error{*m_source->failure(), m_path};
            return !out.empty();
        }
    }
}

/// A line of the head: "#separator \x09", then "#NAME<separator>VALUE…".
void LogFile::head(std::string_view line) {
    if (line.starts_with("#separator ")) {
        m_separator = unescaped(line.substr(11));
        if (m_separator.empty())
            m_separator = "\t";
        return;
    }
    const std::size_t end = line.find(m_separator);
    if (end == std::string_view::npos)
        return;
    const std::string_view name = line.substr(0, end);
    std::string_view value = line.substr(end + m_separator.size());
    if (name == "#set_separator" && !value.empty())
        m_setSeparator = value;
    else if (name == "#empty_field")
        m_empty = value;
    else if (name == "#unset_field")
        m_unset = value;
    else if (name == "#path")
        m_kind = value;
    else if (name == "#fields") {
        m_fieldNames.clear();
        while (m_fieldNames.size() < mostFields) {
            const std::size_t next = value.find(m_separator);
            m_fieldNames.emplace_back(value.substr(0, next));
            if (next == std::string_view::npos)
                break;
            value.remove_prefix(next + m_separator.size());
        }
    }
}

std::string LogFile::unescaped(std::string_view text) const {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned octet = 0;
        if (text[i] == '\\' && i + 3 < text.size() && text[i + 1] == 'x' &&
            std::from_chars(text.data() + i + 2, text.data() + i + 4, octet, 16).ptr == text.data() + i + 4) {
            out += static_cast<char>(octet);
            i += 3;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool LogFile::parse(const std::string& line, LogEntry& entry) {
    entry.m_fields.clear();
    if (line.starts_with('{')) {
        const auto parsed = parseJson(line, {.octets = longestLine, .depth = 8, .values = 10'000});
        if (!parsed)
            return false;
        for (const auto& [name, value] : parsed.value().members) {
            LogEntry::Field& field = entry.m_fields[name];
            field.text = itemText(value);
            for (const JsonValue& item : value.items) field.items.push_back(itemText(item));
        }
        return true;
    }
    std::string_view rest = line;
    for (const std::string& name : m_fieldNames) {
        const std::size_t end = rest.find(m_separator);
        const std::string_view value = rest.substr(0, end);
        if (value != m_unset && value != m_empty) {
            LogEntry::Field& field = entry.m_fields[name];
            field.text = unescaped(value);
            for (std::string_view items = value; items.find(m_setSeparator) != std::string_view::npos;) {
                const std::size_t next = items.find(m_setSeparator);
                field.items.push_back(unescaped(items.substr(0, next)));
                items.remove_prefix(next + m_setSeparator.size());
                if (items.find(m_setSeparator) == std::string_view::npos)
                    field.items.push_back(unescaped(items));
            }
        }
        if (end == std::string_view::npos)
            break;
        rest.remove_prefix(end + m_separator.size());
    }
    return !entry.m_fields.empty();
}

bool LogFile::next(LogEntry& entry) {
    std::string text;
    while (true) {
        if (!m_firstLine.empty())
            text = std::exchange(m_firstLine, {});
        else if (!line(text))
            return false;
        if (text.starts_with('#'))
            head(text);
        else if (!text.empty() && parse(text, entry))
            return true;
    }
}

bool isLogFile(const std::string& path) {
    std::error_code failure;
    return std::filesystem::is_regular_file(path, failure) && LogFile::open(path).ok();
}

std::vector<std::string> logsInFolder(const std::string& folder) {
    std::vector<std::string> out;
    bool connections = false;
    std::error_code failure;
    for (std::filesystem::directory_iterator entries(folder, failure);
         !failure && entries != std::filesystem::directory_iterator(); entries.increment(failure)) {
        const std::string name = entries->path().filename().string();
        const std::string kind = kindOfName(name);
        const bool known = std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
        if (!known || name.find(".log") == std::string::npos || !isLogFile(entries->path().string()))
            continue;
        connections = connections || kind == "conn";
        out.push_back(entries->path().string());
    }
    std::sort(out.begin(), out.end());
    return connections ? out : std::vector<std::string>();
}

}  // namespace weir::zeek
