// SPDX-License-Identifier: GPL-3.0-or-later
// LINKTYPE_ values are what files hold; DLT_ values are what libpcap on this system calls the same thing.
#include <pcap/pcap.h>

#include "core/capture/reader.h"

namespace weir::capture {

std::uint16_t normalisedLinkType(std::uint16_t linkType) {
    switch (linkType) {  // written by programs that put their system's DLT_ value into the file
        case 11:
            return 100;  // ATM_RFC1483
        case 12:
        case 14:
            return 101;  // RAW, of most systems and of OpenBSD
        default:
            return linkType;
    }
}

int dataLinkOf(std::uint16_t linkType) {
    switch (linkType) {
        case 100:
            return DLT_ATM_RFC1483;
        case 101:
            return DLT_RAW;
        case 102:
            return DLT_SLIP_BSDOS;
        case 103:
            return DLT_PPP_BSDOS;
        case 246:
            return DLT_PFSYNC;
        default:
            return linkType;
    }
}

std::string linkTypeName(std::uint16_t linkType) {
    const char* const name = pcap_datalink_val_to_name(dataLinkOf(linkType));
    return name != nullptr ? name : std::to_string(linkType);
}

}  // namespace weir::capture
