// SPDX-License-Identifier: GPL-3.0-or-later
// Several values in one cell, distinct, in order of first appearance, joined with ';'.
#pragma once

#include <string>

#include "core/base/appendonly.h"
#include "core/base/hashmap.h"

namespace weir::traffic {

/// Keeps at most `maximum` values; "…" at the end says that there were more.
template <typename Value>
class ListCell {
public:
    static constexpr std::size_t maximum = 256;

    void add(const Value& value) {
        if (m_values.size() < small) {
            for (const Value& known : m_values) {
                if (known == value)
                    return;
            }
        } else {
            if (m_known.empty())
                m_known.insert(m_values.begin(), m_values.end());
            if (!m_known.insert(value).second)
                return;
        }
        if (m_values.size() < maximum)
            m_values.push_back(value);
        else
            m_more = true;
    }
    bool empty() const { return m_values.empty(); }
    const std::vector<Value>& values() const { return m_values; }

    template <typename ToText>
    std::string join(ToText&& toText) const {
        std::string out;
        for (const Value& value : m_values) {
            if (!out.empty())
                out += ';';
            out += toText(value);
        }
        if (m_more)
            out += ";…";
        return out;
    }

private:
    static constexpr std::size_t small = 16;
    std::vector<Value> m_values;
    HashSet<Value> m_known;
    bool m_more = false;
};

}  // namespace weir::traffic
