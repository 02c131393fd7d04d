// SPDX-License-Identifier: GPL-3.0-or-later
// Which cases this user wrote: one that came with a capture may call the attacker's addresses benign.
#pragma once

#include <string>

#include "core/handover/casefile.h"

namespace weir::handover {

/// Seals cases with a secret that only this user has. A value.
class CaseSeal {
public:
    /// Without a key: nothing is sealed, and no case is this user's.
    CaseSeal() = default;
    /// The key in this file; none where there is no such file.
    static CaseSeal load(const std::string& path);
    /// As load, and makes the file, for this user alone, where there is none. No key if that fails.
    static CaseSeal make(const std::string& path);

    bool hasKey() const { return !m_key.empty(); }
    /// Over all that the case says and the captures that it is about: HMAC-SHA-256 in hexadecimal. Empty without key.
    std::string of(const CaseFile& file) const;
    /// Whether the case was sealed with this key and is as it was then.
    bool holds(const CaseFile& file) const;

private:
    std::string m_key;
};

}  // namespace weir::handover
