// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/indicatorlist.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>
#include <fstream>

#include "core/base/text.h"
#include "core/base/textparts.h"

namespace weir::findings {
namespace {

constexpr std::string_view blanks = " \t\r\"'";

/// Fields of a CSV line, or words of a line without commas.
std::vector<std::string_view> fieldsOf(std::string_view line) {
    const char separator = line.find(',') != std::string_view::npos    ? ','
                           : line.find(';') != std::string_view::npos  ? ';'
                           : line.find('\t') != std::string_view::npos ? '\t'
                                                                       : ' ';
    std::vector<std::string_view> out;
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= line.size(); ++i) {
        if (i < line.size() && line[i] == '"')
            quoted = !quoted;
        if (i == line.size() || (line[i] == separator && !quoted)) {
            out.push_back(trimmed(line.substr(begin, i - begin), blanks));
            begin = i + 1;
        }
    }
    return out;
}

/// "hxxp[:]//evil[.]example" as it was.
std::string refanged(std::string_view text) {
    std::string out(text);
    const auto replaceAll = [&out](std::string_view from, std::string_view to) {
        for (std::size_t at = 0; (at = out.find(from, at)) != std::string::npos; at += to.size())
            out.replace(at, from.size(), to);
    };
    if (text.find('[') != std::string_view::npos && text.find('.') != 0) {
        replaceAll("[.]", ".");
        replaceAll("[:]", ":");
        replaceAll("[://]", "://");
    }
    if (out.starts_with("hxxp"))
        out.replace(0, 4, "http");
    return out;
}

bool isHash(std::string_view text) {
    constexpr std::size_t md5 = 32, sha1 = 40, sha256 = 64;
    return (text.size() == md5 || text.size() == sha1 || text.size() == sha256) &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

/// "t13d1516h2_8daaf6152771_02713d6af862" (https://github.com/FoxIO-LLC/ja4).
bool isJa4(std::string_view text) {
    return text.size() == 36 && text[10] == '_' && text[23] == '_' && (text[0] == 't' || text[0] == 'q');
}

bool isName(std::string_view text) {
    constexpr std::size_t longest = 253;
    if (text.size() > longest || text.find('.') == std::string_view::npos || text.front() == '.')
        return false;
    const std::string_view last = text.substr(text.rfind('.') + 1);
    return last.size() >= 2 && std::isalpha(static_cast<unsigned char>(last[0])) &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return std::isalnum(c) || c == '-' || c == '.' || c == '_' || c >= 0x80;
           });
}

/// Columns that hold the indicator: MISP's export, ThreatFox, Feodo Tracker, URLhaus, SSLBL, and custom.
constexpr std::array columns = {"value",  "ioc_value", "indicator", "ioc", "dst_ip", "ip",      "ip_address",
                                "domain", "hostname",  "host",      "url", "sha1",   "sha256",  "sha256_hash",
                                "md5",    "ja3_md5",   "ja3",       "ja4", "dstip",  "address", "network"};

/// The first column of those; nothing where the line is no header.
std::optional<std::size_t> headerColumn(std::string_view line) {
    while (!line.empty() && (line.front() == '#' || line.front() == ' ')) line.remove_prefix(1);
    const auto fields = fieldsOf(line);
    if (fields.size() < 2)
        return {};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (std::find(columns.begin(), columns.end(), lowered(fields[i])) != columns.end())
            return i;
    }
    return {};
}

}  // namespace

bool TextSet::insert(std::string_view text) {
    const auto next = static_cast<std::uint32_t>(m_places.size());
    if (m_known.findOrAdd(SeededHash{}(text), next, [&](std::uint32_t i) { return at(i) == text; }) != next)
        return false;
    m_places.push_back({static_cast<std::uint32_t>(m_all.size()), static_cast<std::uint32_t>(text.size())});
    m_all += text;
    return true;
}

bool TextSet::contains(std::string_view text) const {
    return m_known.find(SeededHash{}(text), [&](std::uint32_t i) { return at(i) == text; }) != Interner::none;
}

void IndicatorList::addAddress(const IpAddress& address) {
    m_size += !m_addresses.find(address);
    m_addresses.intern(address);
}

bool IndicatorList::add(std::string_view field) {
    constexpr std::size_t longest = 4096;
    field = trimmed(field, blanks);
    if (field.empty() || field.size() > longest)
        return false;
    std::string text = lowered(refanged(field));
    if (isHash(text) || isJa4(text))
        return m_hashes = true, m_size += m_texts.insert(text), true;
    if (const std::size_t scheme = text.find("://"); scheme != std::string::npos) {
        text = text.substr(scheme + 3);
        text = text.substr(0, text.find_first_of("/?#"));
        text = text.substr(text.rfind('@') + 1);
    }
    if (const auto prefix = Prefix::parse(text)) {
        if (prefix->length == prefix->network.bits())
            return addAddress(prefix->network), true;
        const std::pair length{prefix->network.version, prefix->length};
        const auto known = std::find(m_lengths.begin(), m_lengths.end(), length);
        const auto at = static_cast<std::size_t>(known - m_lengths.begin());
        if (known == m_lengths.end()) {
            m_lengths.push_back(length);
            m_networks.emplace_back();
        }
        return m_size += m_networks[at].insert(prefix->network).second, true;
    }
    // An address or a name with a port; a path behind a name.
    const std::string_view host = std::string_view(text).substr(0, text.find_first_of(":/"));
    if (const auto address = IpAddress::parse(host))
        return addAddress(*address), true;
    std::string name(host.substr(host.starts_with("*.") ? 2 : 0));
    if (!name.empty() && name.back() == '.')
        name.pop_back();
    if (!name.empty() && isName(name))
        return m_size += m_texts.insert(name), true;
    return false;
}

/// The values between single quotation marks in every "pattern".
void IndicatorList::readStix(std::string_view text) {
    constexpr std::string_view key = "\"pattern\"";
    for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at)) {
        at = text.find('"', at + key.size());
        if (at == std::string_view::npos)
            return;
        std::size_t end = at + 1;
        while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
        const std::string_view pattern = text.substr(at + 1, std::min(end, text.size()) - at - 1);
        at = std::min(end, text.size());
        for (std::size_t equals = pattern.find('='); equals != std::string_view::npos;
             equals = pattern.find('=', equals + 1)) {
            const std::size_t open = pattern.find('\'', equals);
            const std::size_t close = open == std::string_view::npos ? open : pattern.find('\'', open + 1);
            if (close == std::string_view::npos)
                break;
            add(pattern.substr(open + 1, close - open - 1));
            equals = close;
        }
    }
}

void IndicatorList::readLines(std::string_view text) {
    std::optional<std::size_t> column;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = trimmed(text.substr(at, end - at), blanks);
        const std::string_view whole = text.substr(at, end - at);
        at = end + 1;
        if (line.empty())
            continue;
        if (line.front() == '#' || m_size == 0) {
            if (const auto found = headerColumn(whole)) {
                column = found;
                continue;
            }
        }
        if (line.front() == '#' || line.front() == '!')
            continue;
        if (!column && line.find_first_of(",; \t") == std::string_view::npos) {  // most lists are plain
            add(line);
            continue;
        }
        const auto fields = fieldsOf(whole.substr(0, whole.find(" #")));
        if (column && *column < fields.size()) {
            add(fields[*column]);
            continue;
        }
        // Without a header the first field counts that can be an indicator; of a hosts file the second.
        const bool hosts = fields.size() == 2 && (fields[0] == "0.0.0.0" || fields[0] == "127.0.0.1");
        for (std::size_t i = hosts ? 1 : 0; i < fields.size(); ++i) {
            if (add(fields[i]))
                break;
        }
    }
}

Result<IndicatorList> IndicatorList::parse(std::string_view text, std::string name, std::string date) {
    IndicatorList list;
    list.m_name = printable(name.substr(0, 100));
    list.m_date = std::move(date);
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && (text[first] == '{' || text[first] == '['))
        list.readStix(text);
    else
        list.readLines(text);
    if (list.m_size == 0)
        return Error::of(ErrorKind::invalid, "holds no address, network, name or hash");
    return list;
}

Result<IndicatorList> IndicatorList::load(const std::string& path, std::string name) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    struct stat facts {};
    if (!file || stat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode))
        return Error::of(ErrorKind::unreadable, "cannot be read").in(path);
    constexpr std::streamoff largest = std::streamoff{1} << 30;
    const std::streamoff size = file.tellg();
    if (size > largest)
        return Error::of(ErrorKind::tooLarge, "is larger than 1 GiB").in(path);
    std::string text(static_cast<std::size_t>(size), '\0');
    file.seekg(0);
    file.read(text.data(), size);
    text.resize(static_cast<std::size_t>(file.gcount()));
    std::tm day{};
    char date[16] = "";
    if (gmtime_r(&facts.st_mtime, &day) != nullptr)
        std::strftime(date, sizeof date, "%Y-%m-%d", &day);
    if (name.empty())
        name = path.substr(path.rfind('/') + 1);
    auto list = parse(text, std::move(name), date);
    if (!list)
        return Error(list.error()).in(path);
    return list;
}

bool IndicatorList::holds(const IpAddress& address) const {
    if (m_addresses.find(address))
        return true;
    for (std::size_t i = 0; i < m_lengths.size(); ++i) {
        if (m_lengths[i].first == address.version &&
            m_networks[i].contains(Prefix::make(address, m_lengths[i].second).network))
            return true;
    }
    return false;
}

std::string_view IndicatorList::listedName(std::string_view name) const {
    while (name.find('.') != std::string_view::npos) {
        if (m_texts.contains(name))
            return name;
        name.remove_prefix(name.find('.') + 1);
    }
    return {};
}

}  // namespace weir::findings
