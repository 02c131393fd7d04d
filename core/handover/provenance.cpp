// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/provenance.h"

#include <algorithm>

#include "core/base/jsonwriter.h"
#include "core/base/text.h"
#include "core/export/writer.h"
#include "core/traffic/filehash.h"
#include "core/traffic/snapshot.h"

namespace weir::handover {
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
    out.homeNetworks = findings::homeOf(*snapshot, request).toString();
    out.version = WEIR_VERSION;
    if (request.notes)
        out.lookups = lookupsOf(*request.notes);
    return out;
}

std::string provenanceJson(const Provenance& provenance) {
    std::string out;
    JsonWriter json(out, JsonWriter::Spacing::afterSeparators);
    const auto member = [&](std::string_view name) -> JsonWriter& { return json.newLine(2).key(name); };
    json.beginObject();
    member("program").text("Weir " + provenance.version);
    member("capture_files").texts(provenance.files);
    member("capture_sha256").texts(provenance.hashes);
    if (!provenance.baselineFiles.empty()) {
        member("baseline_files").texts(provenance.baselineFiles);
        member("baseline_sha256").texts(provenance.baselineHashes);
    }
    member("table").text(provenance.table);
    member("filter").text(provenance.filter);
    member("sort").text(provenance.sort);
    member("group_by").texts(provenance.groupBy);
    member("two_way").truth(provenance.twoWay);
    member("outbound").truth(provenance.outbound);
    member("counted_header").text(provenance.inner ? "innermost IP" : "outermost IP");
    member("default_order_by").text(provenance.wireBytes ? "wire_bytes" : "bytes");
    member("bytes").text("length by the IP header, from its first octet to the end of its payload");
    member("wire_bytes").text("length of the frame on the wire");
    member("capture_filter").text(provenance.captureFilter);
    member("home_networks").text(provenance.homeNetworks);
    if (provenance.rows)
        member("rows").literal(std::to_string(*provenance.rows));
    member("lookups").beginArray();
    for (const Lookup& lookup : provenance.lookups) {
        json.newLine(4).beginObject().key("subject").text(lookup.subject).key("source").text(lookup.source);
        json.key("time").text(isoTimeText(lookup.time)).endObject();
    }
    json.endArray().newLine().endObject();
    return out + '\n';
}

std::string provenancePath(const std::string& exported) { return exported + ".provenance.json"; }

std::optional<Error> writeProvenance(const std::string& exported, const Provenance& provenance) {
    std::vector<std::string> captures = provenance.files;
    captures.insert(captures.end(), provenance.baselineFiles.begin(), provenance.baselineFiles.end());
    return exporting::writeFileWhole(provenancePath(exported), captures,
                                     [&](const exporting::Sink& sink) { return sink(provenanceJson(provenance)); });
}

}  // namespace weir::handover
