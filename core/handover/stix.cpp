// SPDX-License-Identifier: GPL-3.0-or-later
// Indicators as a STIX 2.1 bundle.
#include <algorithm>
#include <iterator>

#include "core/base/jsonwriter.h"
#include "core/base/text.h"
#include "core/base/textparts.h"
#include "core/handover/identity.h"
#include "core/handover/indicators.h"
#include "core/traffic/filehash.h"
#include "core/traffic/snapshot.h"

namespace weir::handover {
namespace {

std::string pattern(const Indicator& indicator) {
    const std::string path = indicator.type == IndicatorType::ja4 ? std::string("x-tls-client-hello:ja4")
                                                                  : std::string(toString(indicator.type)) + ":value";
    return '[' + path + " = " + quoted(indicator.value, '\'') + ']';
}

/// With milliseconds, as `created` and `modified` must have them.
std::string timestamp(std::int64_t nanoseconds) {
    std::string text = isoTimeText(nanoseconds);
    const std::size_t point = text.rfind('.');
    return text.substr(0, point + 4) + 'Z';
}

constexpr std::string_view tlpNames[] = {"white", "green", "amber", "red"};
/// The only objects that may stand for them: STIX 2.1, section 7.2.1.4.
constexpr std::string_view tlpIds[] = {"marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",
                                       "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da",
                                       "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
                                       "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"};

std::string upper(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(c - 'a' + 'A');
    return out;
}

std::string descriptionOf(const Indicator& indicator, std::string_view captureHash) {
    std::string out = "Weir: " + indicator.reasons + ". Frames";
    for (const std::uint32_t frame : indicator.frames) out.append(1, ' ').append(std::to_string(frame));
    return out + (captureHash.empty() ? std::string(" of a capture.")
                                      : " of the capture with SHA-256 " + std::string(captureHash) + '.');
}

/// Writes the objects of a bundle, a line each.
class Objects {
public:
    Objects(JsonWriter& json, std::string created, const StixOptions& options)
        : m_json(json),
          m_created(std::move(created)),
          m_producerId(options.producer.empty() ? std::string{}
                                                : "identity--" + stableUuid("producer\n" + options.producer)),
          m_tlp(options.tlp ? std::optional(static_cast<std::size_t>(*options.tlp)) : std::nullopt) {
        if (m_tlp) {
            begin("marking-definition", tlpIds[*m_tlp]).key("created").text("2017-01-20T00:00:00.000Z");
            m_json.key("definition_type").text("tlp").key("name").text("TLP:" + upper(tlpNames[*m_tlp]));
            m_json.key("definition").beginObject().key("tlp").text(tlpNames[*m_tlp]).endObject().endObject();
        }
        if (!m_producerId.empty()) {
            begin("identity", m_producerId);
            dates();
            m_json.key("name").text(options.producer).key("identity_class").text("organization");
            endMarked();
        }
    }

    void add(const Indicator& indicator, const std::string& id, std::string_view captureHash, std::int64_t captureEnd) {
        begin("indicator", id);
        if (!m_producerId.empty())
            m_json.key("created_by_ref").text(m_producerId);
        dates();
        m_json.key("name").text(std::string(toString(indicator.type)) + ' ' + indicator.value);
        m_json.key("description").text(descriptionOf(indicator, captureHash));
        m_json.key("indicator_types").beginArray().text("anomalous-activity").endArray();
        m_json.key("pattern").text(pattern(indicator)).key("pattern_type").text("stix");
        m_json.key("valid_from").text(timestamp(std::min(indicator.firstSeen, captureEnd)));
        m_json.key("confidence").number(indicator.confidence);
        endMarked();
    }

private:
    JsonWriter& begin(std::string_view type, std::string_view id) {
        m_json.newLine().beginObject().key("type").text(type);
        return m_json.key("spec_version").text("2.1").key("id").text(id);
    }
    void dates() { m_json.key("created").text(m_created).key("modified").text(m_created); }
    void endMarked() {
        if (m_tlp)
            m_json.key("object_marking_refs").beginArray().text(tlpIds[*m_tlp]).endArray();
        m_json.endObject();
    }

    JsonWriter& m_json;
    std::string m_created, m_producerId;
    std::optional<std::size_t> m_tlp;
};

}  // namespace

std::optional<Tlp> parseTlp(std::string_view name) {
    for (std::size_t i = 0; i < std::size(tlpNames); ++i) {
        if (sameButCase(name, tlpNames[i]) || (i == 0 && sameButCase(name, "clear")))
            return static_cast<Tlp>(i);
    }
    return std::nullopt;
}

std::string stixBundle(const std::vector<Indicator>& indicators, std::string_view captureHash, std::int64_t captureEnd,
                       const StixOptions& options) {
    std::vector<std::string> ids;
    std::string all;
    for (const Indicator& indicator : indicators) {
        ids.push_back("indicator--" + stableUuid(std::string(captureHash) + '\n' +
                                                 std::string(toString(indicator.type)) + '\n' + indicator.value));
        all += ids.back();
    }
    std::string out;
    JsonWriter json(out, JsonWriter::Spacing::none);
    json.beginObject().key("type").text("bundle");
    json.key("id").text("bundle--" + stableUuid(std::string(captureHash) + '\n' + all));
    if (!indicators.empty()) {  // the list may be left out, but not be empty
        json.key("objects").beginArray();
        Objects objects(json, timestamp(captureEnd), options);
        for (std::size_t i = 0; i < indicators.size(); ++i) objects.add(indicators[i], ids[i], captureHash, captureEnd);
        json.newLine().endArray();
    }
    json.endObject();
    return out + '\n';
}

std::string stixBundle(const std::vector<Indicator>& indicators, const traffic::SnapshotData& state,
                       const StixOptions& options) {
    std::string hashes;
    for (const std::string& hash : traffic::fileHashes(state)) hashes.append(hashes.empty() ? "" : ";").append(hash);
    return stixBundle(indicators, hashes, state.counters.lastSeen, options);
}

}  // namespace weir::handover
