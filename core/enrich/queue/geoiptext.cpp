// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/queue/geoiptext.h"

#include <algorithm>
#include <charconv>

namespace weir::enrich::queue {

namespace {

std::string_view lineAt(std::string_view text, std::size_t begin) {
    return text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    return text;
}

std::optional<IpAddress> addressOf(std::string_view text, int version) {
    if (version == 6) {
        const auto address = IpAddress::parse(text);
        return address && address->version == 6 ? address : std::nullopt;
    }
    std::uint32_t number = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && stop == text.data() + text.size() ? std::optional(IpAddress::v4(number))
                                                                     : std::nullopt;
}

}  // namespace

std::optional<GeoipText::Row> GeoipText::row(std::string_view line) const {
    constexpr std::size_t longest = 128;
    const std::size_t first = line.find(',');
    const std::size_t second = first == std::string_view::npos ? first : line.find(',', first + 1);
    if (second == std::string_view::npos || line.size() > longest)
        return {};
    const auto from = addressOf(line.substr(0, first), m_version);
    const auto to = addressOf(line.substr(first + 1, second - first - 1), m_version);
    if (!from || !to || *to < *from)
        return {};
    const std::string_view code = trimmed(line.substr(second + 1));
    const bool known =
        code.size() == 2 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return Row{*from, *to, known ? code : std::string_view()};
}

std::optional<GeoipText> GeoipText::over(std::string_view text, int version) {
    GeoipText out;
    out.m_text = text;
    out.m_version = version;
    constexpr std::string_view dated = "Generated:";
    constexpr std::size_t head = 65536;  // comments and junk before the first row
    for (std::size_t at = 0; at < std::min(head, text.size());) {
        const std::string_view line = lineAt(text, at);
        if (out.row(line))
            return out;
        if (const std::size_t found = line.find(dated); line.starts_with('#') && found != std::string_view::npos)
            out.m_generated = trimmed(line.substr(found + dated.size()));
        at += line.size() + 1;
    }
    return {};
}

std::string_view GeoipText::country(const IpAddress& address) const {
    // Of the lines that begin in [low, high): those before it begin at or below the address, those after it above.
    std::optional<Row> best;
    std::size_t low = 0;
    std::size_t high = m_text.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const std::size_t before = middle == 0 ? std::string_view::npos : m_text.rfind('\n', middle - 1);
        const std::size_t begin = before == std::string_view::npos || before < low ? low : before + 1;
        std::optional<Row> found;
        std::size_t at = begin;
        while (at < high && !found) {  // past comments and junk
            const std::string_view line = lineAt(m_text, at);
            found = row(line);
            at += line.size() + 1;
        }
        if (found && found->first <= address) {
            best = found;
            low = at;
        } else {
            high = begin;
        }
    }
    return best && address <= best->last ? best->country : std::string_view();
}

}  // namespace weir::enrich::queue
