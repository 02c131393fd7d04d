// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/weightlines.h"

#include <algorithm>
#include <charconv>
#include <fstream>

#include "core/base/textparts.h"

namespace weir::findings::lines {

std::string_view trimmed(std::string_view text) { return weir::trimmed(text, " \t\r"); }

Line next(std::string_view text, std::size_t& at) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view whole = text.substr(at, end - at);
    at = end + 1;
    bool inside = false;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (inside && whole[i] == '\\')
            ++i;
        else if (whole[i] == '"')
            inside = !inside;
        else if (whole[i] == '#' && !inside)
            return {trimmed(whole.substr(0, i)), trimmed(whole.substr(i + 1))};
    }
    return {trimmed(whole), {}};
}

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || stop != text.data() + text.size() ||
        !(value >= 0 && value <= 1e12))  // which is also no answer for what is not a number
        return {};
    return value;
}

std::string numberText(double value) {
    char out[400];  // as many digits as a double has at most
    const auto [end, error] = std::to_chars(out, out + sizeof out, value, std::chars_format::fixed);
    return error == std::errc{} ? std::string(out, end) : std::string("0");
}

std::optional<std::string> text(std::string_view value) {
    if (value.size() < 2 || value.front() != '"' || value.back() != '"')
        return {};
    std::string out;
    const std::string_view inside = value.substr(1, value.size() - 2);
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (inside[i] == '"')
            return {};
        if (inside[i] == '\\' && ++i == inside.size())
            return {};
        out += inside[i];
    }
    return out;
}

std::optional<EvidenceClass> evidenceClass(std::string_view text) {
    for (const EvidenceClass each : {EvidenceClass::context, EvidenceClass::soft, EvidenceClass::hard}) {
        if (toString(each) == text)
            return each;
    }
    return {};
}

Result<std::string> load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error::of(ErrorKind::unreadable, "cannot be read").in(path);
    constexpr std::size_t largest = 1 << 20;
    std::string text(largest, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

}  // namespace weir::findings::lines
