// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/addressnotes.h"

#include "core/traffic/snapshot.h"

namespace weir::session {

traffic::AddressNote makeNote(const enrich::queue::Lookups& lookups, const IpAddress& address) {
    const enrich::queue::LookupColumns columns = lookups.columns(QString::fromStdString(address.toString()));
    traffic::AddressNote note;
    note.country = columns.country.toStdString();
    note.asOrganization = columns.asOrganization.toStdString();
    note.whoisCountry = columns.whoisCountry.toStdString();
    note.whoisOrganization = columns.whoisOrganization.toStdString();
    note.asNumber = columns.asNumber.value_or(-1);
    note.harmless = columns.harmless.value_or(-1);
    note.malicious = columns.malicious.value_or(-1);
    note.suspicious = columns.suspicious.value_or(-1);
    note.undetected = columns.undetected.value_or(-1);
    constexpr std::int64_t nanosecondsPerMillisecond = 1'000'000;
    if (columns.lookedUpAt)
        note.lookedUpAt = *columns.lookedUpAt * nanosecondsPerMillisecond;
    return note;
}

std::shared_ptr<const traffic::AddressNotes> makeNotes(const enrich::queue::Lookups& lookups,
                                                       const traffic::Snapshot& snapshot, std::size_t most) {
    auto notes = std::make_shared<traffic::AddressNotes>();
    const traffic::AddressNote nothing;
    for (std::size_t i = 0; i < snapshot->addresses.size() && i < most; ++i) {
        const IpAddress& address = snapshot->addresses[i];
        if (specialRange(address))
            continue;  // nobody is ever asked about these
        traffic::AddressNote note = makeNote(lookups, address);
        if (note != nothing)
            notes->emplace(address, std::move(note));
    }
    return notes;
}

}  // namespace weir::session
