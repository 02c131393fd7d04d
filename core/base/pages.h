// SPDX-License-Identifier: GPL-3.0-or-later
// Memory for what is large and read in no order: in huge pages, so that the processor finds it without a page walk.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

namespace weir {

constexpr std::size_t hugePage = std::size_t{2} << 20;

/// Asks for the whole pages inside at once: a fault for each costs several times as much. Refused by Linux before 5.14,
/// which changes nothing.
inline void populate(void* memory, std::size_t octets) {
    constexpr std::uintptr_t page = 4096;
    const auto begin = (reinterpret_cast<std::uintptr_t>(memory) + page - 1) / page * page;
    const auto end = (reinterpret_cast<std::uintptr_t>(memory) + octets) / page * page;
#ifdef MADV_POPULATE_WRITE
    if (begin < end)
        ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_POPULATE_WRITE);
#endif
}

/// An allocator for arrays that will be filled. From about two megabytes on they begin at a huge page and ask for huge
/// pages; smaller ones begin at a cache line. Where the system gives no huge pages, they are ordinary memory.
template <typename T>
struct PageAllocator {
    using value_type = T;

    PageAllocator() = default;
    template <typename U>
    PageAllocator(const PageAllocator<U>&) {}

    T* allocate(std::size_t count) {
        if (count > PTRDIFF_MAX / sizeof(T))
            throw std::bad_array_new_length();
        constexpr std::size_t cacheLine = 64;
        const std::size_t octets = count * sizeof(T);
        const std::size_t unit = octets + 4096 > hugePage ? hugePage : cacheLine;  // or nearly, see PagedArray
        const std::size_t rounded = (octets + unit - 1) / unit * unit;
        void* const memory = std::aligned_alloc(unit, rounded);
        if (memory == nullptr)
            throw std::bad_alloc();
        if (unit == hugePage)
            ::madvise(memory, rounded, MADV_HUGEPAGE);
        else if (octets >= populated)
            populate(memory, octets);
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t) { std::free(memory); }
    bool operator==(const PageAllocator&) const { return true; }

private:
    static constexpr std::size_t populated = std::size_t{64} << 10;
};

struct FreeMemory {
    void operator()(void* memory) const { std::free(memory); }
};

/// An array of plain values that nobody has written yet.
template <typename T>
std::unique_ptr<T[], FreeMemory> makePages(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    return std::unique_ptr<T[], FreeMemory>(PageAllocator<T>().allocate(count));
}

}  // namespace weir
