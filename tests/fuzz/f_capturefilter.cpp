// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a capture filter says, nobody is asked for a name: the functions that would ask are ours here.
#include <arpa/inet.h>
#include <netdb.h>

#include <cstring>

#include "core/capture/bpffilter.h"
#include "fuzz/fuzz.h"

namespace {

bool isNumeric(const char* name) {
    unsigned char octets[16];
    return name == nullptr || inet_aton(name, reinterpret_cast<in_addr*>(octets)) != 0 ||
           inet_pton(AF_INET6, name, octets) == 1;
}

}  // namespace

extern "C" {
int getaddrinfo(const char* name, const char*, const addrinfo*, addrinfo**) {
    weir::fuzz::check(isNumeric(name), "no resolver is asked for a host");
    return EAI_NONAME;
}
hostent* gethostbyname(const char*) {
    weir::fuzz::check(false, "no resolver is asked for a host");
    return nullptr;
}
netent* getnetbyname(const char*) {
    weir::fuzz::check(false, "no resolver is asked for a network");
    return nullptr;
}
}

namespace weir::fuzz {

void captureFilter(Bytes input) {
    const std::string text(asText(input));
    if (text.find('\0') != std::string::npos)
        return;
    auto filter = capture::BpfFilter::compile(text);
    if (!filter)
        return;
    static constexpr std::uint8_t octets[60] = {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0, 0x45};
    Frame frame;
    frame.data = octets;
    frame.captured = frame.original = sizeof octets;
    static constexpr std::uint16_t linkTypes[] = {1, 101, 113, 105};
    for (const std::uint16_t linkType : linkTypes) {
        frame.linkType = linkType;
        const bool passes = filter.value().matches(frame);
        check(passes == filter.value().clone().matches(frame), "a copy of a filter lets the same through");
    }
}

}  // namespace weir::fuzz
