// SPDX-License-Identifier: GPL-3.0-or-later
// Peeking is here once, so that what tells formats apart works on pipes too.
#include "core/capture/bytesource.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace weir::capture {

std::size_t ByteSource::read(std::uint8_t* to, std::size_t count) {
    if (m_peeked.empty())
        return fetch(to, count);
    const std::size_t taken = std::min(count, m_peeked.size());
    std::copy_n(m_peeked.begin(), taken, to);
    m_peeked.erase(m_peeked.begin(), m_peeked.begin() + static_cast<std::ptrdiff_t>(taken));
    return taken;
}

Bytes ByteSource::peek(std::size_t count) {
    constexpr std::size_t step = std::size_t{64} << 10;  // what a header claims is not a reason to allocate
    while (m_peeked.size() < count) {
        const std::size_t have = m_peeked.size();
        m_peeked.resize(have + std::min(step, count - have));
        const std::size_t got = fetch(m_peeked.data() + have, m_peeked.size() - have);
        m_peeked.resize(have + got);
        if (got == 0)
            break;
    }
    return Bytes(m_peeked).first(std::min(count, m_peeked.size()));
}

std::size_t FileSource::fetch(std::uint8_t* to, std::size_t count) {
    const std::uint64_t left = m_file->size() - m_offset;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(count, left));
    int error = 0;
    const std::size_t got = m_file->readAt(m_offset, to, wanted, &error);
    if (got < wanted)
        fail(error != 0 ? std::string("cannot be read: ") + std::strerror(error) : "became shorter while it was read");
    m_offset += got;
    return got;
}

std::size_t StandardInput::fetch(std::uint8_t* to, std::size_t count) {
    while (true) {
        const ssize_t got = ::read(STDIN_FILENO, to, count);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            fail(std::string("cannot be read: ") + std::strerror(errno));
        m_done += static_cast<std::uint64_t>(std::max<ssize_t>(got, 0));
        return static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    }
}

}  // namespace weir::capture
