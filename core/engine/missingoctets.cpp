// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/missingoctets.h"

namespace weir::engine {
namespace {

bool before(std::uint32_t a, std::uint32_t b) { return static_cast<std::int32_t>(a - b) < 0; }

}  // namespace

void MissingOctets::add(traffic::FlowId flow, int side, std::uint32_t begin, std::uint32_t end) {
    const auto [found, isNew] = m_holes.try_emplace(keyOf(flow, side));
    std::vector<Hole>& holes = found->second;
    if (holes.size() == maximumHoles)
        holes.erase(holes.begin());
    holes.push_back({begin, end});
    if (!isNew)
        return;
    m_order.push_back(found->first);
    if (m_order.size() > maximumSides) {
        m_holes.erase(m_order.front());
        m_order.pop_front();
    }
}

bool MissingOctets::fill(traffic::FlowId flow, int side, std::uint32_t begin, std::uint32_t end) {
    const auto found = m_holes.find(keyOf(flow, side));
    if (found == m_holes.end())
        return false;
    bool filled = false;
    std::vector<Hole> left;
    for (const Hole& hole : found->second) {
        if (!before(begin, hole.end) || !before(hole.begin, end)) {
            left.push_back(hole);
            continue;
        }
        filled = true;
        if (before(hole.begin, begin))
            left.push_back({hole.begin, begin});
        if (before(end, hole.end))
            left.push_back({end, hole.end});
    }
    if (left.size() > maximumHoles)
        left.erase(left.begin());
    if (filled)
        found->second = std::move(left);
    return filled;
}

void MissingOctets::forget(traffic::FlowId flow) {
    if (m_holes.empty())
        return;
    m_holes.erase(keyOf(flow, 0));
    m_holes.erase(keyOf(flow, 1));
}

}  // namespace weir::engine
