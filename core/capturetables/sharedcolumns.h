// SPDX-License-Identifier: GPL-3.0-or-later
// Columns and cells that several tables have alike.
#pragma once

#include "core/table/columns.h"
#include "core/traffic/applications.h"
#include "core/traffic/listcell.h"
#include "core/traffic/snapshot.h"

namespace weir::capturetables {

/// What the values are as text, joined with ';'.
template <typename Values, typename ToText>
std::string joined(const Values& values, ToText&& toText) {
    std::string out;
    for (const auto& value : values) out.append(out.empty() ? "" : ";").append(toText(value));
    return out;
}

/// The addresses of a list, joined likewise.
inline std::string joinAddresses(const traffic::SnapshotData& state, const traffic::ListCell<std::uint32_t>& ids) {
    return ids.join([&](std::uint32_t id) { return state.addresses[id].toString(); });
}

inline table::Column registrableDomainColumn() {
    return table::textColumn("registrable_domain", "Registrable domain",
                             "Domain that somebody registered, by the public suffix list (ICANN section)");
}

/// What a TLS hello says; `Row` has `std::string_view ofTls(TextId traffic::Application::*text) const`.
template <typename Row>
table::ColumnsOf<Row> tlsHelloColumns() {
    using namespace table;
    return {{textColumn("tls_version", "TLS version",
                        "Version that the server chose, else the highest that the client offered"),
             [](const Row& row) { return row.ofTls(&traffic::Application::tlsVersion); }},
            {textColumn("alpn", "ALPN",
                        "Protocol that the server chose inside TLS, else the first that the client offered"),
             [](const Row& row) { return row.ofTls(&traffic::Application::tlsApplication); }},
            {textColumn("ja3", "JA3", "JA3 fingerprint of the client's hello"),
             [](const Row& row) { return row.ofTls(&traffic::Application::ja3); }},
            {textColumn("ja4", "JA4", "JA4 fingerprint of the client's hello"),
             [](const Row& row) { return row.ofTls(&traffic::Application::ja4); }}};
}

}  // namespace weir::capturetables
