// SPDX-License-Identifier: GPL-3.0-or-later
// The tls table: one row for each TLS, DTLS or QUIC connection whose hello was read.
#include "core/capturetables/sharedcolumns.h"
#include "core/capturetables/tabledefinition.h"
#include "core/table/columns.h"

namespace weir::capturetables {
namespace {

using namespace table;

struct TlsRow {
    const traffic::SnapshotData& state;
    const traffic::Flow& flow;
    const traffic::Application& known;
    std::int64_t time;

    std::string_view text(TextId id) const { return state.texts[id]; }
    std::string_view ofTls(TextId traffic::Application::*text) const { return state.texts[known.*text]; }
    std::optional<std::int64_t> ofCertificate(std::int64_t value) const {
        const bool seen = known.certificateNames != 0 || known.certificateIssuer != 0;
        return seen ? std::optional(value) : std::nullopt;
    }
    std::string decrypted() const {
        const std::string frame = std::to_string(known.decryptionFrame);
        const std::string from = known.decryptionFrame != 0 ? " from " + frame : "";
        switch (known.decryption) {
            case traffic::Decryption::readable:
                return "yes";
            case traffic::Decryption::keysDoNotFit:
                return "keys do not fit" + from;
            case traffic::Decryption::gap:
                return "gap at " + frame;
            case traffic::Decryption::noKeys:
                break;
        }
        return "no keys" + from;
    }
};

ColumnsOf<TlsRow> makeColumns() {
    ColumnsOf<TlsRow> all{
        {numberColumn("number", "Number",
                      "Frame that completed the client's hello; without one, the first of the conversation"),
         [](const TlsRow& row) { return row.known.nameFrame != 0 ? row.known.nameFrame : row.flow.firstFrame(); }},
        {timeColumn("time", "Time",
                    "First packet of the conversation; of a later connection on the same ports, its first bytes"),
         [](const TlsRow& row) { return row.time; }},
        {addressColumn("client", "Client", "Who opened the connection"),
         [](const TlsRow& row) { return row.state.address(row.flow.address[row.flow.client]); }},
        {addressColumn("server", "Server", "To whom the connection was opened"),
         [](const TlsRow& row) { return row.state.address(row.flow.address[row.flow.server()]); }},
        {numberColumn("sport", "Server port", "The server's port"),
         [](const TlsRow& row) { return row.flow.port[row.flow.server()]; }},
        {textColumn("server_name", "Server name", "Name that the client asked the server for (SNI)"),
         [](const TlsRow& row) { return row.text(row.known.serverName); }},
    };
    const ColumnsOf<TlsRow> hello = tlsHelloColumns<TlsRow>();
    all.insert(all.end(), hello.begin(), hello.end());
    const ColumnsOf<TlsRow> further{
        {listColumn("certificate_names", "Certificate names",
                    "Common name and alternative names of the server's certificate, in the clear or decrypted"),
         [](const TlsRow& row) { return row.text(row.known.certificateNames); }},
        {textColumn("certificate_issuer", "Certificate issuer", "Who issued the certificate"),
         [](const TlsRow& row) { return row.text(row.known.certificateIssuer); }},
        {timeColumn("not_before", "Not before", "The certificate is valid from then on"),
         [](const TlsRow& row) { return row.ofCertificate(row.known.certificateNotBefore); }},
        {timeColumn("not_after", "Not after", "The certificate is valid until then"),
         [](const TlsRow& row) { return row.ofCertificate(row.known.certificateNotAfter); }},
        {booleanColumn("self_signed", "Self signed", "Whether the certificate's issuer is its subject"),
         [](const TlsRow& row) { return row.ofCertificate(row.known.certificateSelfSigned); }},
        {booleanColumn("name_matches", "Name matches", "Whether one of the certificate's names is the server name"),
         [](const TlsRow& row) { return row.ofCertificate(row.known.certificateMatches); }},
        {booleanColumn("encrypted_hello", "Encrypted hello",
                       "Whether the client sent an encrypted hello (ECH) inside the one that was read"),
         [](const TlsRow& row) { return row.known.encryptedHello; }},
        {textColumn("decrypted", "Decrypted",
                    "Whether the keys at hand open it: `yes`, `no keys`, `keys do not fit` or `gap at FRAME`; `from "
                    "FRAME` where it was read up to there"),
         [](const TlsRow& row) { return row.decrypted(); }},
    };
    all.insert(all.end(), further.begin(), further.end());
    return all;
}

const ColumnsOf<TlsRow>& columns() {
    static const ColumnsOf<TlsRow> all = makeColumns();
    return all;
}

bool saysTls(const traffic::Application& known) {
    return known.tlsVersion != 0 || known.ja4 != 0 || known.nameSource == traffic::NameSource::tls;
}

std::vector<TlsRow> rowsOf(const traffic::SnapshotData& state) {
    const traffic::Inspected& inspected = state.inspected;
    std::vector<TlsRow> rows;
    std::size_t next = 0;  // later connections come in between, by their frames
    const auto addLater = [&](std::uint32_t before) {
        for (; next < inspected.laterTls.size() && inspected.laterTls[next].frame < before; ++next) {
            const traffic::LaterTls& later = inspected.laterTls[next];
            if (saysTls(later.application))
                rows.push_back({state, state.flows[index(later.flow)], later.application, later.time});
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
        rows.push_back({state, flow, known, flow.firstSeen()});
    }
    addLater(UINT32_MAX);
    return rows;
}

TablePtr make(const traffic::Snapshot& snapshot, const TableRequest&) {
    const std::vector<TlsRow> rows = rowsOf(*snapshot);
    return makeTable(
        "tls", columns(), rows.size(), [&](std::size_t i) { return rows[i]; }, frameSubject);
}

}  // namespace

TableDefinition tlsTable() {
    return {{.name = "tls",
             .title = "TLS",
             .about = "A row is a conversation in which a TLS, DTLS or QUIC hello was read",
             .rows = RowKind::message,
             .lookupColumns = {"server"},
             .notedColumn = "server_name",
             .hasRegistrants = true,
             .comparable = true},
            fixedSchema([] { return schemaOf(columns()); }),
            make};
}

}  // namespace weir::capturetables
