// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/addressnotes.h"

#include "core/base/hash.h"

namespace weir::traffic {

std::size_t AddressHash::operator()(const IpAddress& address) const {
    static const HashSeed seed;
    return seed(address, 0);
}

const AddressNote& noteOf(const AddressNotes* notes, const IpAddress& address) {
    static const AddressNote nothing;
    if (notes == nullptr)
        return nothing;
    const auto found = notes->find(address);
    return found == notes->end() ? nothing : found->second;
}

}  // namespace weir::traffic
