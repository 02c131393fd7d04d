// SPDX-License-Identifier: GPL-3.0-or-later
// The tls table (one row a TLS conversation) and the http table (one row a request).
#include "core/capturetables/flowdetail.h"

namespace weir::capturetables {

table::Schema tlsSchema() {
    using table::Kind;
    using table::Unit;
    return {{"number", Kind::integer, Unit::identifier},
            {"time", Kind::time},
            {"client", Kind::address},
            {"server", Kind::address},
            {"sport", Kind::integer, Unit::identifier},
            {"server_name", Kind::text},
            {"tls_version", Kind::text},
            {"alpn", Kind::text},
            {"ja3", Kind::text},
            {"ja4", Kind::text},
            {"certificate_names", Kind::text, Unit::none, true},
            {"certificate_issuer", Kind::text},
            {"not_before", Kind::time},
            {"not_after", Kind::time},
            {"self_signed", Kind::boolean},
            {"name_matches", Kind::boolean},
            {"encrypted_hello", Kind::boolean}};
}

namespace {

void addTlsRow(table::ColumnTable::Builder& builder, const traffic::SnapshotData& state, const traffic::Flow& flow,
               const traffic::Application& known, std::int64_t time) {
    const bool certificate = known.certificateNames != 0 || known.certificateIssuer != 0;
    std::size_t column = 0;
    builder.integer(column++, known.nameFrame != 0 ? known.nameFrame : flow.firstFrame());
    builder.integer(column++, time);
    builder.address(column++, state.address(flow.address[flow.client]));
    builder.address(column++, state.address(flow.address[flow.server()]));
    builder.integer(column++, flow.port[flow.server()]);
    for (const TextId text : {known.serverName, known.tlsVersion, known.tlsApplication, known.ja3, known.ja4,
                              known.certificateNames, known.certificateIssuer})
        builder.text(column++, state.texts[text]);
    if (certificate) {
        builder.integer(column++, known.certificateNotBefore);
        builder.integer(column++, known.certificateNotAfter);
        builder.integer(column++, known.certificateSelfSigned);
        builder.integer(column++, known.certificateMatches);
    } else {
        for (int none = 0; none < 4; ++none) builder.empty(column++);
    }
    builder.integer(column++, known.encryptedHello);
}

bool saysTls(const traffic::Application& known) {
    return known.tlsVersion != 0 || known.ja4 != 0 || known.nameSource == traffic::NameSource::tls;
}

}  // namespace

TablePtr makeTls(const traffic::Snapshot& snapshot, const TableRequest&) {
    const traffic::SnapshotData& state = *snapshot;
    const traffic::Inspected& inspected = state.inspected;
    table::ColumnTable::Builder builder("tls", tlsSchema());
    std::size_t next = 0;  // later connections come in between, by their frames
    const auto addLater = [&](std::uint32_t before) {
        for (; next < inspected.laterTls.size() && inspected.laterTls[next].frame < before; ++next) {
            const traffic::LaterTls& later = inspected.laterTls[next];
            if (saysTls(later.application))
                addTlsRow(builder, state, state.flows[index(later.flow)], later.application, later.time);
        }
    };
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        const traffic::Flow& flow = state.flows[i];
        if (flow.application == 0)
            continue;
        const traffic::Application& known = inspected.applications[flow.application - 1];
        if (!saysTls(known))
            continue;
        addLater(flow.firstFrame());
        addTlsRow(builder, state, flow, known, flow.firstSeen());
    }
    addLater(UINT32_MAX);
    return builder.finish();
}

table::Schema httpSchema() {
    using table::Kind;
    using table::Unit;
    return {{"number", Kind::integer, Unit::identifier},
            {"time", Kind::time},
            {"client", Kind::address},
            {"server", Kind::address},
            {"sport", Kind::integer, Unit::identifier},
            {"method", Kind::text},
            {"host", Kind::text},
            {"path", Kind::text},
            {"user_agent", Kind::text},
            {"status", Kind::integer, Unit::identifier},
            {"content_type", Kind::text},
            {"body_bytes", Kind::integer, Unit::bytes},
            {"file_kind", Kind::text},
            {"response_number", Kind::integer, Unit::identifier}};
}

TablePtr makeHttp(const traffic::Snapshot& snapshot, const TableRequest&) {
    const traffic::SnapshotData& state = *snapshot;
    table::ColumnTable::Builder builder("http", httpSchema(), state.inspected.http.size());
    for (std::size_t i = 0; i < state.inspected.http.size(); ++i) {
        const traffic::HttpRow& row = state.inspected.http[i];
        const traffic::Flow& flow = state.flows[index(row.flow)];
        std::size_t column = 0;
        const auto known = [&](std::int64_t value, bool is) {
            is ? builder.integer(column++, value) : builder.empty(column++);
        };
        builder.integer(column++, row.frame);
        builder.integer(column++, row.time);
        builder.address(column++, state.address(flow.address[flow.client]));
        builder.address(column++, state.address(flow.address[flow.server()]));
        builder.integer(column++, flow.port[flow.server()]);
        for (const TextId text : {row.method, row.host, row.target, row.userAgent})
            builder.text(column++, state.texts[text]);
        known(row.status, row.status != 0);
        builder.text(column++, state.texts[row.contentType]);
        known(row.bodyOctets, row.bodyOctets >= 0);
        builder.text(column++, state.texts[row.fileKind]);
        known(row.responseFrame, row.responseFrame != 0);
    }
    return builder.finish();
}

}  // namespace weir::capturetables
