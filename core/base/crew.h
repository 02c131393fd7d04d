// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that help with a piece of work.
#pragma once

#include <new>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace weir {

/// Helpers of the thread that owns it, joined when it goes. A machine may refuse to make a thread (a limit on
/// processes, no memory): whoever asks for help does the work as well, and goes on with fewer.
class Crew {
public:
    /// Starts a thread that runs `work`, which must not throw. False where no thread can be had.
    template <typename Work>
    bool add(Work&& work) noexcept {
        try {
            m_threads.emplace_back(std::forward<Work>(work));
            return true;
        } catch (const std::system_error&) {
            return false;
        } catch (const std::bad_alloc&) {
            return false;
        }
    }

private:
    std::vector<std::jthread> m_threads;
};

}  // namespace weir
