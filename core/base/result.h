// SPDX-License-Identifier: GPL-3.0-or-later
// A value, or the reason why there is none: the one shape in which a function tells that it failed.
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "core/base/error.h"

namespace weir {

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

/// Done, or the reason why not.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }
    const Error& error() const { return m_error.value(); }
    /// For records that hold what went wrong beside other things.
    std::optional<Error> problem() const { return m_error; }

private:
    std::optional<Error> m_error;
};

}  // namespace weir
