// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/provenance.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/export/formats.h"
#include "core/export/writer.h"
#include "core/traffic/filehash.h"
#include "core/traffic/snapshot.h"

namespace weir::handover {
namespace {

/// Writes the members of an object, a line each.
class Members {
public:
    explicit Members(std::string& out) : m_out(out) {}
    std::string& name(std::string_view name) {
        m_out += m_first ? "{\n  " : ",\n  ";
        m_first = false;
        exporting::appendJsonString(m_out, name);
        return m_out += ": ";
    }
    void text(std::string_view key, std::string_view value) { exporting::appendJsonString(name(key), value); }
    void truth(std::string_view key, bool value) { name(key) += value ? "true" : "false"; }
    void texts(std::string_view key, const std::vector<std::string>& values) {
        std::string& out = name(key);
        out += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            out += i == 0 ? "" : ", ";
            exporting::appendJsonString(out, values[i]);
        }
        out += ']';
    }
    void end() { m_out += "\n}\n"; }

private:
    std::string& m_out;
    bool m_first = true;
};

}  // namespace

std::vector<Lookup> lookupsOf(const traffic::AddressNotes& notes) {
    std::vector<IpAddress> addresses;
    for (const auto& [address, note] : notes) {
        if (note.lookedUpAt >= 0)
            addresses.push_back(address);
    }
    std::sort(addresses.begin(), addresses.end());
    std::vector<Lookup> out;
    for (const IpAddress& address : addresses) {
        const traffic::AddressNote& note = notes.at(address);
        Lookup lookup{address.toString(), {}, {}, note.lookedUpAt};
        if (!note.whoisCountry.empty() || !note.whoisOrganization.empty()) {
            lookup.source = "registration";
            lookup.answer = note.whoisOrganization +
                            (note.whoisOrganization.empty() || note.whoisCountry.empty() ? "" : ", ") +
                            note.whoisCountry;
        }
        if (note.malicious >= 0) {
            lookup.source += lookup.source.empty() ? "VirusTotal" : ", VirusTotal";
            lookup.answer += (lookup.answer.empty() ? "" : "; ") + std::to_string(note.malicious) + " malicious, " +
                             std::to_string(std::max<std::int64_t>(note.suspicious, 0)) + " suspicious";
        }
        out.push_back(std::move(lookup));
    }
    return out;
}

Provenance provenanceOf(const traffic::Snapshot& snapshot, const capturetables::TableRequest& request) {
    Provenance out;
    out.files = traffic::captureInfo(*snapshot).files;
    out.hashes = traffic::fileHashes(*snapshot);
    out.table = request.name;
    out.groupBy = request.groupBy;
    out.twoWay = request.twoWay;
    out.outbound = request.outbound;
    out.inner = snapshot->options.inner;
    out.wireBytes = request.wireBytes;
    out.captureFilter = snapshot->options.captureFilter;
    out.homeNetworks = request.home.toString();
    out.version = WEIR_VERSION;
    if (request.notes)
        out.lookups = lookupsOf(*request.notes);
    return out;
}

std::string provenanceJson(const Provenance& provenance) {
    std::string out;
    Members members(out);
    members.text("program", "Weir " + provenance.version);
    members.texts("capture_files", provenance.files);
    members.texts("capture_sha256", provenance.hashes);
    if (!provenance.baselineFiles.empty()) {
        members.texts("baseline_files", provenance.baselineFiles);
        members.texts("baseline_sha256", provenance.baselineHashes);
    }
    members.text("table", provenance.table);
    members.text("filter", provenance.filter);
    members.text("sort", provenance.sort);
    members.texts("group_by", provenance.groupBy);
    members.truth("two_way", provenance.twoWay);
    members.truth("outbound", provenance.outbound);
    members.text("counted_header", provenance.inner ? "innermost IP" : "outermost IP");
    members.text("default_order_by", provenance.wireBytes ? "wire_bytes" : "bytes");
    members.text("bytes", "length by the IP header, from its first octet to the end of its payload");
    members.text("wire_bytes", "length of the frame on the wire");
    members.text("capture_filter", provenance.captureFilter);
    members.text("home_networks", provenance.homeNetworks);
    if (provenance.rows)
        members.name("rows") += std::to_string(*provenance.rows);
    std::string& list = members.name("lookups");
    list += '[';
    for (const Lookup& lookup : provenance.lookups) {
        list += &lookup == &provenance.lookups.front() ? "\n    {\"subject\": " : ",\n    {\"subject\": ";
        exporting::appendJsonString(list, lookup.subject);
        list += ", \"source\": ";
        exporting::appendJsonString(list, lookup.source);
        list += ", \"time\": ";
        exporting::appendJsonString(list, isoTimeText(lookup.time));
        list += '}';
    }
    list += ']';
    members.end();
    return out;
}

std::string provenancePath(const std::string& exported) { return exported + ".provenance.json"; }

std::optional<Error> writeProvenance(const std::string& exported, const Provenance& provenance) {
    std::vector<std::string> captures = provenance.files;
    captures.insert(captures.end(), provenance.baselineFiles.begin(), provenance.baselineFiles.end());
    return exporting::writeFileWhole(provenancePath(exported), captures,
                                     [&](const exporting::Sink& sink) { return sink(provenanceJson(provenance)); });
}

}  // namespace weir::handover
