// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/storysvg.h"

#include <algorithm>
#include <vector>

#include "core/base/text.h"
#include "core/handover/html.h"

namespace weir::handover::html {
namespace {

using findings::StoryKind;

constexpr double width = 900, left = 250, right = 870, lane = 24, radius = 5;
constexpr std::size_t mostLanes = 12, mostLetters = 34;
constexpr std::string_view alarm = "#a84a00", calm = "#0072b2", grey = "#555555";

std::string number(double value) { return realText(value); }

std::string polygon(std::initializer_list<std::pair<double, double>> points, std::string_view colour) {
    std::string out = "<polygon points=\"";
    for (const auto& [x, y] : points) out += number(x) + ',' + number(y) + ' ';
    out.pop_back();
    return out + "\" fill=\"" + std::string(colour) + "\"/>";
}

std::string circle(double x, double y, double r, std::string_view colour) {
    return "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(r) + "\" fill=\"" +
           std::string(colour) + "\"/>";
}

std::string text(double x, double y, std::string_view words, std::string_view anchor, std::string_view colour) {
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + std::string(anchor) +
           "\" font-size=\"12\" fill=\"" + std::string(colour) + "\">" + std::string(words) + "</text>";
}

/// Kinds differ in shape, as they do in the window.
std::string mark(StoryKind kind, double x, double y, std::string_view colour) {
    const double r = radius;
    switch (kind) {
        case StoryKind::asked:
            return circle(x, y, r, colour) + circle(x, y, r - 2, "#ffffff");
        case StoryKind::downloaded:
            return polygon({{x - r, y - r}, {x + r, y - r}, {x, y + r}}, colour);
        case StoryKind::sent:
            return polygon({{x - r, y + r}, {x + r, y + r}, {x, y - r}}, colour);
        case StoryKind::beacon:
        case StoryKind::tunnel:
            return "<rect x=\"" + number(x - r + 1) + "\" y=\"" + number(y - r + 1) + "\" width=\"" +
                   number(2 * r - 2) + "\" height=\"" + number(2 * r - 2) + "\" fill=\"" + std::string(colour) + "\"/>";
        case StoryKind::listed:
            return polygon({{x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}}, colour);
        case StoryKind::scan:
        case StoryKind::login:
        case StoryKind::moved: {
            const auto stroke = [&](double sign) {
                return "<line x1=\"" + number(x - r) + "\" y1=\"" + number(y - sign * r) + "\" x2=\"" + number(x + r) +
                       "\" y2=\"" + number(y + sign * r) + "\" stroke=\"" + std::string(colour) +
                       "\" stroke-width=\"2\"/>";
            };
            return stroke(1) + stroke(-1);
        }
        case StoryKind::contacted:
            break;
    }
    return circle(x, y, r - 0.5, colour);
}

std::string svg(double wide, double tall, const std::string& inside) {
    return "<svg width=\"" + number(wide) + "\" height=\"" + number(tall) + "\" viewBox=\"0 0 " + number(wide) + ' ' +
           number(tall) + "\" font-family=\"sans-serif\">" + inside + "</svg>";
}

}  // namespace

std::string storyMark(StoryKind kind) { return svg(14, 14, mark(kind, 7, 7, grey)); }

std::string story(std::span<const findings::StoryEvent> events, const std::set<std::string>& serious, std::int64_t from,
                  std::int64_t to, std::string_view others) {
    if (events.empty())
        return {};
    std::vector<std::string> lanes;
    for (const findings::StoryEvent& event : events) {
        if (std::find(lanes.begin(), lanes.end(), event.subject) == lanes.end())
            lanes.push_back(event.subject);
        from = std::min(from, event.time);
        to = std::max(to, event.time);
    }
    std::stable_partition(lanes.begin(), lanes.end(), [&](const std::string& one) { return serious.contains(one); });
    const bool more = lanes.size() > mostLanes;
    const std::size_t own = more ? mostLanes - 1 : lanes.size();
    const std::size_t count = more ? mostLanes : lanes.size();
    const double bottom = 6 + lane * static_cast<double>(count);
    const auto middle = [](std::size_t at) { return 6 + lane * (static_cast<double>(at) + 0.5); };
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        out += "<line x1=\"" + number(left) + "\" y1=\"" + number(middle(i)) + "\" x2=\"" + number(right) + "\" y2=\"" +
               number(middle(i)) + "\" stroke=\"#dddddd\" stroke-width=\"1\"/>";
        out += text(left - 12, middle(i) + 4, i < own ? cut(lanes[i], mostLetters) : escaped(others), "end", "#1a1a1a");
    }
    const auto length = static_cast<double>(to) - static_cast<double>(from);
    const auto at = [&](std::int64_t time) {
        const double since = static_cast<double>(time) - static_cast<double>(from);
        return length <= 0 ? (left + right) / 2 : left + since / length * (right - left);
    };
    // Beginning, middle and end say when; the day stands with the first.
    constexpr int ticks = 4;
    for (int i = 0; i <= ticks; ++i) {
        const double x = left + (right - left) * i / ticks;
        const std::int64_t time =
            from + static_cast<std::int64_t>(length <= 0 ? 0 : length * static_cast<double>(i) / ticks);
        const std::string iso = isoTimeText(time);
        out += "<line x1=\"" + number(x) + "\" y1=\"" + number(bottom) + "\" x2=\"" + number(x) + "\" y2=\"" +
               number(bottom + 4) + "\" stroke=\"#555555\" stroke-width=\"1\"/>";
        out += text(x, bottom + 17, iso.substr(11, 8), "middle", grey);
        if (i == 0)
            out += text(x, bottom + 31, iso.substr(0, 10), "middle", grey);
    }
    for (const findings::StoryEvent& event : events) {
        const auto place =
            static_cast<std::size_t>(std::find(lanes.begin(), lanes.end(), event.subject) - lanes.begin());
        out += mark(event.kind, at(event.time), middle(std::min(place, own)),
                    serious.contains(event.subject) ? alarm : calm);
    }
    return svg(width, bottom + 36, out);
}

}  // namespace weir::handover::html
