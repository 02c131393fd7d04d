// SPDX-License-Identifier: GPL-3.0-or-later
// Which table has which maker.
#include "core/capturetables/tables.h"

#include "core/capturetables/tablemakers.h"
#include "core/findings/findingstable.h"

namespace weir::capturetables {
namespace {

struct Maker {
    std::string_view name;
    Result<table::Schema> (*schema)(const TableRequest&);
    TablePtr (*make)(const traffic::Snapshot&, const TableRequest&);
};

template <table::Schema (*Fixed)()>
Result<table::Schema> fixed(const TableRequest&) {
    return Fixed();
}

TablePtr findings(const traffic::Snapshot& snapshot, const TableRequest& request) {
    return findings::makeFindings(snapshot, request);
}

constexpr Maker makers[] = {
    {"summary", fixed<summarySchema>, makeSummary},
    {"packets", fixed<packetsSchema>, makePackets},
    {"talkers", fixed<talkersSchema>, makeTalkers},
    {"conversations", conversationsSchema, makeConversations},
    {"names", fixed<namesSchema>, makeNames},
    {"dns", fixed<dnsSchema>, makeDns},
    {"hosts", fixed<hostsSchema>, makeHosts},
    {"findings", fixed<findings::findingsSchema>, findings},
    {"tls", fixed<tlsSchema>, makeTls},
    {"http", fixed<httpSchema>, makeHttp},
    {"queries", fixed<queriesSchema>, makeQueries},
    {"domains", fixed<domainsSchema>, makeDomains},
};

Result<const Maker*> find(const std::string& name) {
    std::string known;
    for (const Maker& maker : makers) {
        if (maker.name == name)
            return &maker;
        known += (known.empty() ? "" : ", ") + std::string(maker.name);
    }
    return Error{"there is no table '" + name + "'; the tables are " + known};
}

}  // namespace

const std::vector<std::string>& tableNames() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out;
        for (const Maker& maker : makers) out.emplace_back(maker.name);
        return out;
    }();
    return names;
}

Result<table::Schema> tableSchema(const TableRequest& request) {
    const auto maker = find(request.name);
    return maker ? maker.value()->schema(request) : Result<table::Schema>(maker.error());
}

Result<table::TablePtr> makeTable(const traffic::Snapshot& snapshot, const TableRequest& request) {
    const auto maker = find(request.name);
    if (!maker)
        return maker.error();
    if (const auto schema = maker.value()->schema(request); !schema)
        return schema.error();
    return maker.value()->make(snapshot, request);
}

}  // namespace weir::capturetables
