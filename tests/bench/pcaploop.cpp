// SPDX-License-Identifier: GPL-3.0-or-later
// What libpcap alone takes to hand over every packet of a file: the yardstick below which no program built on it gets.
#include <pcap/pcap.h>

#include <cstdio>

int main(int count, char** values) {
    char message[PCAP_ERRBUF_SIZE] = "usage: weir-bench-pcaploop FILE";
    pcap_t* const capture = count == 2 ? pcap_open_offline(values[1], message) : nullptr;
    if (capture == nullptr) {
        std::fprintf(stderr, "%s\n", message);
        return 2;
    }
    struct {
        unsigned long long packets = 0, octets = 0;
    } seen;
    const int status = pcap_loop(
        capture, -1,
        [](u_char* user, const pcap_pkthdr* header, const u_char*) {
            auto& sum = *reinterpret_cast<decltype(seen)*>(user);
            ++sum.packets;
            sum.octets += header->len;
        },
        reinterpret_cast<u_char*>(&seen));
    std::printf("%llu packets, %llu bytes\n", seen.packets, seen.octets);
    pcap_close(capture);
    return status == 0 ? 0 : 1;
}
