// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz/fuzz.h"

namespace weir::fuzz {

MemoryFile::MemoryFile(Bytes octets) : m_descriptor(::memfd_create("input", MFD_CLOEXEC)) {
    check(m_descriptor >= 0, "a file in memory can be made");
    for (Bytes rest = octets; !rest.empty();) {
        const ssize_t written = ::write(m_descriptor, rest.data(), rest.size());
        check(written > 0, "a file in memory can be written");
        rest = rest.subspan(static_cast<std::size_t>(written));
    }
    m_path = "/proc/self/fd/" + std::to_string(m_descriptor);
}

MemoryFile::~MemoryFile() { ::close(m_descriptor); }

}  // namespace weir::fuzz
