// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/talklayout.h"

#include <QFontMetrics>
#include <algorithm>
#include <cmath>

namespace weir::charts {

using capturetables::TalkMap;
using Kind = TalkItem::Kind;

namespace {

constexpr double thinnest = 1.5, widest = 14;
constexpr double least = 0.7;        // that a screen can show
constexpr double mostStacked = 110;  // beside one another at a machine

}  // namespace

TalkLayout::TalkLayout(const TalkMap& map, const QSize& size, const QFontMetrics& metrics)
    : m_map(map), m_size(size), m_lineHeight(metrics.height()) {
    for (const TalkMap::Link& link : m_map.links) m_largest = std::max(m_largest, link.bytes);
    std::vector<double> stacked(m_map.clients.size());
    for (const TalkMap::Link& link : m_map.links) stacked[link.client] += thickness(link.bytes) + 1;
    const double most = stacked.empty() ? 0 : *std::max_element(stacked.begin(), stacked.end());
    const double room = mostStacked / std::max<double>(1, static_cast<double>(m_map.clients.size()) / 4);
    m_narrowed = most > room ? room / most : 1;
    layHosts();
    layClients();
    const int rows = static_cast<int>(hosts.size());
    if (const int spare = m_size.height() - bottom() - margin; spare > 0 && rows > 0) {
        m_stretch = std::min(spare / rows, m_lineHeight);
        layHosts();
        layClients();
    }
    layRibbons();
}

int TalkLayout::bottom() const {
    const int right = groups.empty() ? 0 : groups.back().bottom();
    const int left = clients.empty() ? 0 : clients.back().bottom();
    return std::max(left, right);
}

int TalkLayout::heightFor(const TalkMap& map, const QFontMetrics& metrics) {
    return TalkLayout(map, QSize(0, 0), metrics).bottom() + margin;  // without room to spare
}

double TalkLayout::thickness(std::uint64_t bytes) const {
    const double share = m_largest == 0 ? 0 : static_cast<double>(bytes) / static_cast<double>(m_largest);
    return std::max(least, m_narrowed * (thinnest + (widest + m_stretch / 2.0 - thinnest) * std::sqrt(share)));
}

void TalkLayout::layHosts() {
    const int groupWidth = std::clamp(m_size.width() * 22 / 100, 120, 300);
    const int hostWidth = std::clamp(m_size.width() * 34 / 100, 180, 480);
    const int left = m_size.width() - margin - groupWidth - padding - hostWidth;
    hosts.assign(m_map.hosts.size(), {});
    groups.assign(m_map.groups.size(), {});
    int y = margin;
    std::size_t host = 0;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        const bool away = standsApart(m_map.groups[group]);
        if (away && group > 0)
            y += apart - groupGap;
        const int top = y;
        for (; host < hosts.size() && m_map.hosts[host].group == group; ++host, y += rowHeight())
            hosts[host] = {left, y, hostWidth, rowHeight()};
        groups[group] = {left + hostWidth + padding, top, groupWidth, y - top};
        y += away ? apart : groupGap;
    }
}

void TalkLayout::layClients() {
    const int boxWidth = std::clamp(m_size.width() * 20 / 100, 110, 260);
    std::vector<int> heights;
    int all = 0;
    for (std::size_t client = 0; client < m_map.clients.size(); ++client) {
        double stacked = 0;
        for (const TalkMap::Link& link : m_map.links)
            stacked += link.client == client ? thickness(link.bytes) + m_narrowed : 0;
        const int lines = m_map.clients[client].name.empty() ? 2 : 3;
        heights.push_back(std::max(lines * m_lineHeight + 2 * padding, static_cast<int>(stacked) + padding));
        all += heights.back();
    }
    const int bottom = groups.empty() ? m_size.height() - margin : groups.back().bottom();
    const int gaps = static_cast<int>(heights.size()) + 1;
    const int gap = std::clamp((bottom - margin - all) / gaps, groupGap, 60);
    int y = std::max(margin, (margin + bottom - all - gap * (gaps - 2)) / 2);
    clients.clear();
    for (const int tall : heights) {
        clients.emplace_back(margin, y, boxWidth, tall);
        y += tall + gap;
    }
}

void TalkLayout::layRibbons() {
    ribbons.assign(m_map.links.size(), {});
    std::vector<double> used(m_map.clients.size());
    for (const TalkMap::Link& link : m_map.links) used[link.client] += thickness(link.bytes) + m_narrowed;
    std::vector<double> at(m_map.clients.size());
    for (std::size_t client = 0; client < at.size(); ++client)
        at[client] = clients[client].center().y() - used[client] / 2;
    std::vector<double> come(m_map.hosts.size()), arrived(m_map.hosts.size());
    for (const TalkMap::Link& link : m_map.links) come[link.host] += thickness(link.bytes);
    for (std::size_t i = 0; i < ribbons.size(); ++i) {  // by client, then by host from the top
        const TalkMap::Link& link = m_map.links[i];
        const double thick = thickness(link.bytes);
        const double from = at[link.client];
        at[link.client] += thick + m_narrowed;
        const QRect& row = hosts[link.host];
        // What comes to one host from many clients shares its row.
        const double room = row.height() - 4.0, squeeze = std::min(1.0, room / come[link.host]);
        const double to = row.center().y() + squeeze * (arrived[link.host] - come[link.host] / 2);
        arrived[link.host] += thick;
        const double left = clients[link.client].right() + 1, right = row.left() - 2;
        const double middle = (left + right) / 2, end = thick * squeeze;
        QPainterPath path(QPointF(left, from));
        path.cubicTo(middle, from, middle, to, right, to);
        path.lineTo(right, to + end);
        path.cubicTo(middle, to + end, middle, from + thick, left, from + thick);
        path.closeSubpath();
        ribbons[i] = {path, {middle, (from + to) / 2 + (thick + end) / 4}};
    }
}

bool TalkLayout::touches(const TalkItem& item, std::size_t link) const {
    const TalkMap::Link& one = m_map.links[link];
    switch (item.kind) {
        case Kind::client:
            return one.client == item.index;
        case Kind::host:
            return one.host == item.index;
        case Kind::group:
            return m_map.hosts[one.host].group == item.index;
        default:
            return link == item.index;
    }
}

QRect TalkLayout::areaOf(const TalkItem& item) const {
    switch (item.kind) {
        case Kind::client:
            return clients[item.index];
        case Kind::host:
            return hosts[item.index];
        case Kind::group:
            return groups[item.index];
        default:
            return ribbons[item.index].path.boundingRect().toRect();
    }
}

QPoint TalkLayout::position(const TalkItem& item) const {
    return item.kind == Kind::link ? ribbons[item.index].middle.toPoint() : areaOf(item).center();
}

std::optional<TalkItem> TalkLayout::itemAt(const QPoint& point) const {
    const auto in = [&](const std::vector<QRect>& areas, Kind kind) -> std::optional<TalkItem> {
        const auto found = std::find_if(areas.begin(), areas.end(), [&](const QRect& r) { return r.contains(point); });
        return found == areas.end() ? std::nullopt
                                    : std::optional(TalkItem{kind, static_cast<std::size_t>(found - areas.begin())});
    };
    if (const auto found = in(hosts, Kind::host))
        return found;
    if (const auto found = in(clients, Kind::client))
        return found;
    if (const auto found = in(groups, Kind::group))
        return found;
    // A thin ribbon is hit beside it, too; of several the thinnest, which is the hardest to point at.
    constexpr int near = 3;
    std::optional<TalkItem> best;
    for (std::size_t i = 0; i < ribbons.size(); ++i) {
        if (ribbons[i].path.intersects(QRectF(point.x() - near, point.y() - near, 2 * near, 2 * near)) &&
            (!best || m_map.links[i].bytes < m_map.links[best->index].bytes))
            best = TalkItem{Kind::link, i};
    }
    return best;
}

}  // namespace weir::charts
