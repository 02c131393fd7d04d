// SPDX-License-Identifier: GPL-3.0-or-later
// A growing sequence whose copies share what is already there: how a snapshot of millions of rows costs microseconds.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/base/hash.h"
#include "core/base/interner.h"
#include "core/base/pages.h"

namespace weir {

/// Elements never move and are never changed once a copy exists. One thread appends; copies handed to other threads
/// (under a lock, say) stay valid and see the elements that were there when the copy was made.
template <typename T, std::size_t ChunkSize = 4096>
class AppendOnly {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const T& operator[](std::size_t index) const { return m_chunks[index / ChunkSize][index % ChunkSize]; }
    const T& back() const { return (*this)[m_size - 1]; }

    void push_back(const T& value) {
        const std::size_t within = m_size % ChunkSize;
        if (within == 0) [[unlikely]] {
            m_chunks.push_back(makePages<T>(ChunkSize));
            m_last = m_chunks.back().get();
        }
        m_last[within] = value;
        ++m_size;
    }

private:
    std::vector<std::shared_ptr<T[]>> m_chunks;
    T* m_last = nullptr;  ///< the chunk to append to
    std::size_t m_size = 0;
};

/// Index of a text in a pool; 0 is the empty text.
using TextId = std::uint32_t;

/// Distinct texts, each stored once. Copies share the storage as AppendOnly's do, and are for reading only.
class Texts {
public:
    Texts() { m_texts.push_back({}); }
    std::string_view operator[](TextId id) const { return m_texts[id]; }
    std::size_t size() const { return m_texts.size(); }
    /// How often a text was not kept because there were too many.
    std::uint64_t leftOut() const { return m_leftOut; }

protected:
    AppendOnly<std::string_view> m_texts;
    std::vector<std::shared_ptr<char[]>> m_arena;
    std::uint64_t m_leftOut = 0;
};

/// The writing side of a pool. What comes once it is full is counted and stands for "…".
class TextPool : public Texts {
public:
    /// What a text takes besides its octets.
    static constexpr std::size_t overhead = 64;
    explicit TextPool(std::size_t octets = std::size_t{1} << 30) : m_left(octets) {}

    TextId intern(std::string_view text) {
        if (text.empty())
            return 0;
        const auto next = static_cast<TextId>(m_texts.size());
        if (m_left < text.size() + overhead)
            return whenFull(text);
        const TextId id =
            m_known.findOrAdd(SeededHash{}(text), next, [&](TextId known) { return m_texts[known] == text; });
        if (id != next)
            return id;
        return append(text, next);
    }
    Texts share() const { return *this; }

private:
    TextId whenFull(std::string_view text) {
        const auto same = [&](TextId known) { return m_texts[known] == text; };
        if (const TextId known = m_known.find(SeededHash{}(text), same); known != Interner::none)
            return known;
        ++m_leftOut;
        if (m_instead == 0) {
            m_instead = static_cast<TextId>(m_texts.size());
            append("…", m_instead);
        }
        return m_instead;
    }
    TextId append(std::string_view text, TextId id) {
        constexpr std::size_t block = 65536;
        m_left -= std::min(m_left, text.size() + overhead);
        if (text.size() > m_room) {
            m_room = std::max(block, text.size());
            m_arena.push_back(std::make_shared_for_overwrite<char[]>(m_room));
            m_next = m_arena.back().get();
        }
        const std::string_view kept(m_next, text.copy(m_next, text.size()));
        m_next += text.size();
        m_room -= text.size();
        m_texts.push_back(kept);
        return id;
    }

    Interner m_known;
    char* m_next = nullptr;
    std::size_t m_room = 0;
    std::size_t m_left;    ///< octets that may still be kept
    TextId m_instead = 0;  ///< "…"; 0 while nothing was left out
};

}  // namespace weir
