// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz targets: each takes any octets and says, beyond what sanitizers see, what must hold of what is made of them.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"

namespace weir::fuzz {

struct Target {
    std::string_view name;
    void (*run)(Bytes input);
};

/// Ends the program where a target's promise is broken: fuzzers take that for a find.
inline void check(bool holds, const char* what) {
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

/// Hands out an input from its front; zeros and nothing behind its end.
class Input {
public:
    explicit Input(Bytes octets) : m_rest(octets) {}
    bool empty() const { return m_rest.empty(); }
    unsigned u8() {
        const Bytes one = take(1);
        return one.empty() ? 0 : one[0];
    }
    unsigned u16() {
        const unsigned high = u8();
        return high << 8 | u8();
    }
    Bytes take(std::size_t count) {
        const Bytes out = m_rest.first(std::min(count, m_rest.size()));
        m_rest = m_rest.subspan(out.size());
        return out;
    }
    /// A part behind its length.
    Bytes part() { return take(u8()); }
    Bytes longPart() { return take(u16()); }
    Bytes rest() { return take(m_rest.size()); }

private:
    Bytes m_rest;
};

/// Cuts octets into pieces whose lengths an input says, over and over.
template <typename Visit>
void inPieces(Bytes octets, Bytes lengths, Visit visit) {
    for (std::size_t i = 0; !octets.empty(); ++i) {
        const std::size_t wanted = lengths.empty() ? 1 : std::max<std::size_t>(lengths[i % lengths.size()], 1);
        const std::size_t count = std::min(wanted, octets.size());
        visit(octets.first(count));
        octets = octets.subspan(count);
    }
}

/// A file of these octets that is nowhere in a folder; gone when this is.
class MemoryFile {
public:
    explicit MemoryFile(Bytes octets);
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile();
    const std::string& path() const { return m_path; }

private:
    int m_descriptor;
    std::string m_path;
};

// One file each.
void captureFilter(Bytes input);
void captureFile(Bytes input);
void pipeline(Bytes input);
void dissectFrame(Bytes input);
void dnsMessage(Bytes input);
void quicDatagrams(Bytes input);
void identifyService(Bytes input);
void credentials(Bytes input);
void tlsHellos(Bytes input);
void tlsRecords(Bytes input);
void keyLog(Bytes input);
void http1(Bytes input);
void http2(Bytes input);
void http3(Bytes input);
void tcpStream(Bytes input);
void follow(Bytes input);
void smbFiles(Bytes input);
void tableFilter(Bytes input);
void shownText(Bytes input);
void exportedCells(Bytes input);
void indicatorLists(Bytes input);
void lookupAnswers(Bytes input);

}  // namespace weir::fuzz
