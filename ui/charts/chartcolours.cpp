// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartcolours.h"

#include <algorithm>
#include <cmath>

namespace weir::charts {

namespace {

QColor mixed(const QColor& a, const QColor& b, double partOfB) {
    const auto channel = [partOfB](int x, int y) {
        return static_cast<int>(std::lround(x * (1 - partOfB) + y * partOfB));
    };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

double luminance(const QColor& colour) {
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

}  // namespace

ChartColours ChartColours::of(const QPalette& palette) {
    ChartColours out;
    out.background = palette.color(QPalette::Active, QPalette::Base);
    out.text = palette.color(QPalette::Active, QPalette::Text);
    const bool dark = luminance(out.background) < luminance(out.text);
    out.mutedText = mixed(out.text, out.background, dark ? 0.3 : 0.35);
    out.grid = mixed(out.background, out.text, 0.12);
    out.muted = mixed(out.background, out.text, 0.45);
    out.blue = dark ? QColor(0x56, 0xb4, 0xe9) : QColor(0x00, 0x72, 0xb2);
    out.green = dark ? QColor(0x00, 0xb3, 0x83) : QColor(0x00, 0x8a, 0x65);  // bluish green, for contrast
    out.alarm = dark ? QColor(0xff, 0x8f, 0x5a) : QColor(0xa8, 0x4a, 0x00);  // vermillion, for contrast
    out.selection = palette.color(QPalette::Active, QPalette::Highlight);
    out.selection.setAlpha(70);
    out.hover = out.text;
    out.hover.setAlpha(16);
    return out;
}

double contrast(const QColor& a, const QColor& b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

}  // namespace weir::charts
