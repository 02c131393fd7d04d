// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/targets.h"

namespace weir::fuzz {

const std::vector<Target>& targets() {
    static const std::vector<Target> all{{"capturefilter", captureFilter},
                                         {"capturefile", captureFile},
                                         {"pipeline", pipeline},
                                         {"dissect", dissectFrame},
                                         {"dns", dnsMessage},
                                         {"quic", quicDatagrams},
                                         {"identify", identifyService},
                                         {"credentials", credentials},
                                         {"tlshellos", tlsHellos},
                                         {"tlsrecords", tlsRecords},
                                         {"keylog", keyLog},
                                         {"http1", http1},
                                         {"http2", http2},
                                         {"http3", http3},
                                         {"tcpstream", tcpStream},
                                         {"follow", follow},
                                         {"smbfiles", smbFiles},
                                         {"tablefilter", tableFilter},
                                         {"text", shownText},
                                         {"export", exportedCells},
                                         {"lists", indicatorLists},
                                         {"lookups", lookupAnswers}};
    return all;
}

const Target* findTarget(std::string_view name) {
    for (const Target& target : targets()) {
        if (target.name == name)
            return &target;
    }
    return nullptr;
}

}  // namespace weir::fuzz
