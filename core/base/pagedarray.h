// SPDX-License-Identifier: GPL-3.0-or-later
// A growing array of plain values in huge pages.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

#include "core/base/pages.h"

namespace weir {

/// Dense. An element never moves: growing copies nothing, and pointers stay good while the array lives or is moved.
template <typename T>
class PagedArray {
public:
    std::size_t size() const { return m_size; }
    const T& operator[](std::size_t i) const { return m_chunks[i / chunkSize][i % chunkSize]; }
    T& operator[](std::size_t i) { return m_chunks[i / chunkSize][i % chunkSize]; }

    /// A new element, as `T{}`.
    T& append() {
        const std::size_t within = m_size % chunkSize;
        if (within == 0)
            m_chunks.push_back(makePages<T>(chunkSize));
        ++m_size;
        return m_chunks.back()[within] = T{};
    }

    PagedArray() = default;
    PagedArray(PagedArray&&) noexcept = default;
    PagedArray& operator=(PagedArray&&) noexcept = default;
    PagedArray(const PagedArray& other) : m_size(other.m_size) {
        for (std::size_t i = 0; i < other.m_chunks.size(); ++i) {
            m_chunks.push_back(makePages<T>(chunkSize));
            std::copy_n(other.m_chunks[i].get(), std::min(chunkSize, m_size - i * chunkSize), m_chunks[i].get());
        }
    }
    PagedArray& operator=(const PagedArray& other) { return *this = PagedArray(other); }

private:
    static constexpr std::size_t chunkSize = hugePage / sizeof(T);
    std::vector<std::unique_ptr<T[], FreeMemory>> m_chunks;
    std::size_t m_size = 0;
};

}  // namespace weir
