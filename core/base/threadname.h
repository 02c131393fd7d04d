// SPDX-License-Identifier: GPL-3.0-or-later
// Names for threads, as debuggers and `top -H` show them.
#pragma once

#ifdef __linux__
#include <pthread.h>
#endif

namespace weir {

/// Names the calling thread. At most 15 characters; a longer name changes nothing.
inline void nameThread([[maybe_unused]] const char* name) {
#ifdef __linux__
    pthread_setname_np(pthread_self(), name);
#endif
}

}  // namespace weir
