// SPDX-License-Identifier: GPL-3.0-or-later
// Indicators as a STIX 2.1 bundle.
#include <algorithm>

#include "core/base/text.h"
#include "core/export/formats.h"
#include "core/handover/identity.h"
#include "core/handover/indicators.h"
#include "core/traffic/filehash.h"
#include "core/traffic/snapshot.h"

namespace weir::handover {
namespace {

/// A string of the pattern language: ' and \ are escaped.
std::string patternString(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '\'';
}

std::string pattern(const Indicator& indicator) {
    const std::string path = indicator.type == IndicatorType::ja4 ? std::string("x-tls-client-hello:ja4")
                                                                  : std::string(toString(indicator.type)) + ":value";
    return '[' + path + " = " + patternString(indicator.value) + ']';
}

/// With milliseconds, as `created` and `modified` must have them.
std::string timestamp(std::int64_t nanoseconds) {
    std::string text = isoTimeText(nanoseconds);
    const std::size_t point = text.rfind('.');
    return text.substr(0, point + 4) + 'Z';
}

void appendMember(std::string& out, std::string_view name, std::string_view value) {
    out.append(",\"").append(name).append("\":");
    exporting::appendJsonString(out, value);
}

}  // namespace

std::string stixBundle(const std::vector<Indicator>& indicators, std::string_view captureHash,
                       std::int64_t captureEnd) {
    const std::string created = timestamp(captureEnd);
    std::string objects, identifiers;
    for (const Indicator& indicator : indicators) {
        const std::string type(toString(indicator.type));
        const std::string id =
            "indicator--" + stableUuid(std::string(captureHash) + '\n' + type + '\n' + indicator.value);
        std::string description = "Weir: " + indicator.reasons + ". Frames";
        for (const std::uint32_t frame : indicator.frames) description.append(1, ' ').append(std::to_string(frame));
        description += captureHash.empty() ? std::string(" of a capture.")
                                           : " of the capture with SHA-256 " + std::string(captureHash) + '.';
        identifiers += id;
        objects += objects.empty() ? "\n" : ",\n";
        objects += R"({"type":"indicator","spec_version":"2.1")";
        appendMember(objects, "id", id);
        appendMember(objects, "created", created);
        appendMember(objects, "modified", created);
        appendMember(objects, "name", type + ' ' + indicator.value);
        appendMember(objects, "description", description);
        objects += R"(,"indicator_types":["anomalous-activity"])";
        appendMember(objects, "pattern", pattern(indicator));
        appendMember(objects, "pattern_type", "stix");
        appendMember(objects, "valid_from", timestamp(std::min(indicator.firstSeen, captureEnd)));
        objects += '}';
    }
    std::string out =
        R"({"type":"bundle","id":"bundle--)" + stableUuid(std::string(captureHash) + '\n' + identifiers) + '"';
    if (!objects.empty())  // the list may be left out, but not be empty
        out += ",\"objects\":[" + objects + "\n]";
    return out + "}\n";
}

std::string stixBundle(const std::vector<Indicator>& indicators, const traffic::SnapshotData& state) {
    std::string hashes;
    for (const std::string& hash : traffic::fileHashes(state)) hashes.append(hashes.empty() ? "" : ";").append(hash);
    return stixBundle(indicators, hashes, state.counters.lastSeen);
}

}  // namespace weir::handover
