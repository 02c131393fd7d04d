// SPDX-License-Identifier: GPL-3.0-or-later
// Errors are values: what is wrong, in which file, at which offset.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace weir {

/// What went wrong, in words a user can act on. `offset` is in octets from the start of `file` (after decompression
/// where the file is compressed); both are empty where they make no sense.
struct Error {
    std::string message;
    std::string file = {};
    std::optional<std::uint64_t> offset = {};

    /// "file: message (at offset N)", leaving out what is not known.
    std::string toString() const {
        std::string out = file.empty() ? message : file + ": " + message;
        if (offset)
            out += " (at offset " + std::to_string(*offset) + ")";
        return out;
    }
    bool operator==(const Error&) const = default;
};

/// Either a value or the reason why there is none. Ask `ok()` before `value()`.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }
    T& value() { return std::get<0>(m_state); }
    const T& value() const { return std::get<0>(m_state); }
    T take() { return std::move(std::get<0>(m_state)); }
    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

}  // namespace weir
