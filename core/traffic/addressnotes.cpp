// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/addressnotes.h"

namespace weir::traffic {

const AddressNote& noteOf(const AddressNotes* notes, const IpAddress& address) {
    static const AddressNote nothing;
    if (notes == nullptr)
        return nothing;
    const auto found = notes->find(address);
    return found == notes->end() ? nothing : found->second;
}

Said saidOf(const NameNotes& notes, std::string_view name) {
    Said out;
    bool itself = true;
    for (std::string_view at = name; !at.empty(); itself = false) {
        if (const auto found = notes.find(at); found != notes.end()) {
            const NameNote& note = found->second;
            if (!out.name && (!note.registrant.empty() || !note.registrar.empty() || note.created >= 0))
                out.name = &note;
            // What is thought of a host of everybody's says nothing of one of its guests.
            if (!out.more && (itself || !note.suffix)) {
                out.verdict = note.verdict;
                out.verdictBy = note.verdictBy;
                out.more = &note.more;
            }
        }
        const std::size_t dot = at.find('.');
        at = dot == std::string_view::npos ? std::string_view() : at.substr(dot + 1);
    }
    return out;
}

}  // namespace weir::traffic
