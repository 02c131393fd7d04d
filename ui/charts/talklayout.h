// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of the picture of who talks to whom stand, in pixels.
#pragma once

#include <QPainterPath>
#include <QRect>
#include <optional>
#include <vector>

#include "core/capturetables/talkmap.h"

class QFontMetrics;

namespace weir::charts {

/// Something in the picture that can be pointed at: `index` is that of the map's list of its kind.
struct TalkItem {
    enum class Kind { client, host, group, link };
    Kind kind = Kind::host;
    std::size_t index = 0;
    bool operator==(const TalkItem&) const = default;
};

/// Does not own the map.
class TalkLayout {
public:
    struct Ribbon {
        QPainterPath path;
        QPointF middle;
    };
    static constexpr int margin = 12, padding = 8, groupGap = 8, apart = 16;

    TalkLayout(const capturetables::TalkMap& map, const QSize& size, const QFontMetrics& metrics);
    /// What the picture needs at least.
    static int heightFor(const capturetables::TalkMap& map, const QFontMetrics& metrics);
    static bool standsApart(const capturetables::TalkMap::Group& group) {
        return group.kind == capturetables::TalkMap::GroupKind::unnamed;
    }

    int rowHeight() const { return m_lineHeight + 8 + m_stretch; }
    QRect areaOf(const TalkItem& item) const;
    /// Where it can be clicked.
    QPoint position(const TalkItem& item) const;
    std::optional<TalkItem> itemAt(const QPoint& point) const;
    /// Whether the link is one of the item's.
    bool touches(const TalkItem& item, std::size_t link) const;

    std::vector<QRect> clients, hosts, groups;
    std::vector<Ribbon> ribbons;  ///< by link

private:
    int bottom() const;
    double thickness(std::uint64_t bytes) const;
    void layHosts();
    void layClients();
    void layRibbons();

    const capturetables::TalkMap& m_map;
    QSize m_size;
    int m_lineHeight;
    int m_stretch = 0;            ///< what each row gets of the room to spare
    std::uint64_t m_largest = 0;  ///< bytes of a link
    double m_narrowed = 1;        ///< where a machine has many ribbons, all are narrower
};

}  // namespace weir::charts
