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

protected:
    AppendOnly<std::string_view> m_texts;
    std::vector<std::shared_ptr<char[]>> m_arena;
};

/// The writing side of a pool.
class TextPool : public Texts {
public:
    TextId intern(std::string_view text) {
        if (text.empty())
            return 0;
        const auto next = static_cast<TextId>(m_texts.size());
        const TextId id = m_known.findOrAdd(m_hash(text), next, [&](TextId known) { return m_texts[known] == text; });
        if (id != next)
            return id;
        constexpr std::size_t block = 65536;
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
    Texts share() const { return *this; }

private:
    TextHash m_hash;
    Interner m_known;
    char* m_next = nullptr;
    std::size_t m_room = 0;
};

}  // namespace weir
