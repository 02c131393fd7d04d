// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/provenance.h"

#include <algorithm>
#include <fstream>

#include "core/base/jsonwriter.h"
#include "core/base/text.h"
#include "core/export/writer.h"
#include "core/traffic/filehash.h"
#include "core/traffic/snapshot.h"

namespace weir::handover {

namespace {

void add(std::vector<Lookup>& lookups, const std::string& subject, const std::vector<traffic::ServiceAnswer>& answers) {
    for (const traffic::ServiceAnswer& answer : answers)
        lookups.push_back({subject, answer.service, answer.host, answer.says, answer.at});
}

}  // namespace

std::vector<Lookup> lookupsOf(const traffic::NameNotes& notes) {
    std::vector<Lookup> out;
    for (const auto& [name, note] : notes) add(out, name, note.answers);
    std::stable_sort(out.begin(), out.end(), [](const Lookup& a, const Lookup& b) { return a.subject < b.subject; });
    return out;
}

std::vector<Lookup> lookupsOf(const traffic::AddressNotes& notes) {
    std::vector<IpAddress> addresses;
    for (const auto& [address, note] : notes) addresses.push_back(address);
    std::sort(addresses.begin(), addresses.end());
    std::vector<Lookup> out;
    for (const IpAddress& address : addresses) add(out, address.toString(), notes.at(address).answers);
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
    out.partial = traffic::isPartial(*snapshot);
    out.version = WEIR_VERSION;
    if (request.notes)
        out.lookups = lookupsOf(*request.notes);
    if (request.nameNotes) {
        const auto names = lookupsOf(*request.nameNotes);
        out.lookups.insert(out.lookups.end(), names.begin(), names.end());
    }
    if (request.owners)
        out.databases = request.owners->sources();
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
    member("bytes").text("length by the IP header, from its first byte to the end of its payload");
    member("wire_bytes").text("length of the frame on the wire");
    member("capture_filter").text(provenance.captureFilter);
    member("home_networks").text(provenance.homeNetworks);
    if (provenance.rows)
        member("rows").literal(std::to_string(*provenance.rows));
    if (provenance.partial)
        member("partial").truth(true);
    member("lookups").beginArray();
    for (const Lookup& lookup : provenance.lookups) {
        json.newLine(4).beginObject().key("subject").text(lookup.subject).key("source").text(lookup.source);
        json.key("host").text(lookup.host).key("time").text(isoTimeText(lookup.time)).endObject();
    }
    json.endArray();
    if (!provenance.databases.empty()) {
        member("databases").beginArray();
        for (const traffic::Owners::Source& source : provenance.databases)
            json.newLine(4).beginObject().key("name").text(source.name).key("date").text(source.date).endObject();
        json.endArray();
    }
    json.newLine().endObject();
    return out + '\n';
}

namespace {

/// Nobody is asked about the side file: it takes the place of nothing but an older one.
bool mayReplace(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return true;
    constexpr std::string_view beginning = "{\n  \"program\": \"Weir ";
    std::string found(beginning.size(), '\0');
    file.read(found.data(), static_cast<std::streamsize>(found.size()));
    return found == beginning;
}

}  // namespace

std::string provenancePath(const std::string& exported) { return exported + ".provenance.json"; }

Result<void> writeProvenance(const std::string& exported, const Provenance& provenance) {
    std::vector<std::string> captures = provenance.files;
    captures.insert(captures.end(), provenance.baselineFiles.begin(), provenance.baselineFiles.end());
    const std::string path = provenancePath(exported);
    if (!mayReplace(path))
        return Error::of(ErrorKind::unwritable, "is there already, and no provenance of Weir's; nothing was written")
            .in(path);
    return exporting::writeFileWhole(
        path, captures, [&](const exporting::Sink& sink) { return sink(provenanceJson(provenance)); },
        exporting::Links::refuse);
}

}  // namespace weir::handover
