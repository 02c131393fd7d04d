// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capturetables/notedtable.h"

#include <algorithm>
#include <charconv>

#include "core/capturetables/tableinfo.h"
#include "core/table/columns.h"
#include "core/table/order.h"

namespace weir::capturetables {
namespace {

using table::Cell;
using table::Column;
using table::Kind;

enum class Fact : std::uint8_t {
    base,
    country,
    asNumber,
    asOrganization,
    registrant,
    registrar,
    created,
    verdict,
    verdictBy,
    more
};

class NotedTable final : public table::Table {
public:
    NotedTable(table::TablePtr base, std::size_t subject, const TableRequest& request)
        : m_base(std::move(base)),
          m_schema(notedSchema(m_base->schema(), request)),
          m_subject(subject),
          m_notes(request.notes),
          m_nameNotes(request.nameNotes),
          m_lists(request.lists),
          m_owners(request.owners) {
        for (std::size_t i = 0; i < m_schema.size(); ++i) m_facts.push_back(factOf(i));
    }

    std::string_view name() const override { return m_base->name(); }
    const table::Schema& schema() const override { return m_schema; }
    std::size_t rows() const override { return m_base->rows(); }
    table::Subject subject(std::size_t row) const override { return m_base->subject(row); }
    const std::int64_t* integers(std::size_t column) const override {
        return m_facts[column] == Fact::base ? m_base->integers(column) : nullptr;
    }
    const std::uint32_t* textIds(std::size_t column) const override {
        return m_facts[column] == Fact::base ? m_base->textIds(column) : nullptr;
    }
    std::span<const std::string_view> dictionary(std::size_t column) const override {
        return m_facts[column] == Fact::base ? m_base->dictionary(column) : std::span<const std::string_view>();
    }

    Cell cell(std::size_t row, std::size_t column, std::string& scratch) const override {
        const Fact fact = m_facts[column];
        if (fact == Fact::base)
            return m_base->cell(row, column, scratch);
        Cell out;
        out.kind = m_schema[column].kind;
        if (fact <= Fact::asOrganization)
            owner(fact, row, out, scratch);
        else
            note(fact, row, column, out, scratch);
        return out;
    }

    void sortKeys(std::size_t column, std::span<std::uint64_t> keys) const override {
        if (m_facts[column] == Fact::base)
            return m_base->sortKeys(column, keys);
        std::string scratch;
        if (m_facts[column] == Fact::verdict) {
            for (std::size_t row = 0; row < keys.size(); ++row) keys[row] = gravity(cell(row, column, scratch).text);
            return;
        }
        if (m_schema[column].kind != Kind::text) {
            for (std::size_t row = 0; row < keys.size(); ++row) {
                const Cell value = cell(row, column, scratch);
                keys[row] = table::orderKey(value.empty ? emptyInteger : value.integer);
            }
            return;
        }
        std::vector<std::string> texts(keys.size());
        for (std::size_t row = 0; row < keys.size(); ++row) texts[row] = cell(row, column, scratch).text;
        std::vector<std::string_view> views(texts.begin(), texts.end());
        views.emplace_back();  // the empty text has the first place, whether a row has it or not
        const auto ranks = table::ranksOf(views, 0);
        std::copy_n(ranks.begin(), keys.size(), keys.begin());
    }

private:
    Fact factOf(std::size_t column) const {
        const std::string_view name = m_schema[column].name;
        const std::size_t own = m_base->schema().size();
        if (column < own)
            return !m_owners           ? Fact::base
                   : name == "country" ? Fact::country
                   : name == "asn"     ? Fact::asNumber
                   : name == "as_org"  ? Fact::asOrganization
                                       : Fact::base;
        return name == "registrant_org" ? Fact::registrant
               : name == "registrar"    ? Fact::registrar
               : name == "created"      ? Fact::created
               : name == "verdict"      ? Fact::verdict
               : name == "verdict_by"   ? Fact::verdictBy
                                        : Fact::more;
    }

    /// What the row is about. The name points into `scratch` or into the table.
    std::optional<IpAddress> about(std::size_t row, std::string_view& name, std::string& scratch) const {
        const Cell cell = m_base->cell(row, m_subject, scratch);
        if (cell.kind == Kind::address)
            return cell.address;
        name = cell.text;
        return IpAddress::parse(name);
    }

    void owner(Fact fact, std::size_t row, Cell& out, std::string& scratch) const {
        std::string_view name;
        const auto address = about(row, name, scratch);
        if (!address || specialRange(*address))
            return;
        traffic::Owner found = m_owners->of(*address);
        if (fact == Fact::asNumber) {
            out.empty = found.asNumber < 0;
            out.integer = out.empty ? 0 : found.asNumber;
            return;
        }
        scratch = std::move(fact == Fact::country ? found.country : found.asOrganization);
        setText(out, scratch);
    }

    void note(Fact fact, std::size_t row, std::size_t column, Cell& out, std::string& scratch) const {
        if ((!m_notes || m_notes->empty()) && (!m_nameNotes || m_nameNotes->empty()) && (!m_lists || m_lists->empty()))
            return;
        std::string_view name;
        const auto address = about(row, name, scratch);
        traffic::Said said;
        if (!address && m_nameNotes) {
            said = traffic::saidOf(*m_nameNotes, name);
        } else if (address && m_notes) {
            if (const auto found = m_notes->find(*address); found != m_notes->end())
                said = {nullptr, found->second.verdict, found->second.verdictBy, &found->second.more};
        }
        switch (fact) {
            case Fact::registrant:
                return setText(out, said.name ? said.name->registrant : std::string_view());
            case Fact::registrar:
                return setText(out, said.name ? said.name->registrar : std::string_view());
            case Fact::created:
                out.empty = !said.name || said.name->created < 0;
                out.integer = out.empty ? 0 : said.name->created;
                return;
            case Fact::verdict:
                return setText(out, listsWith(address, name).empty() ? said.verdict : "malicious");
            case Fact::verdictBy: {
                std::string by = listsWith(address, name);
                by += by.empty() || said.verdictBy.empty() ? "" : ";";
                by += said.verdictBy;
                scratch = std::move(by);
                return setText(out, scratch);
            }
            default:
                break;
        }
        if (!said.more)
            return;
        const auto found = std::find_if(said.more->begin(), said.more->end(),
                                        [&](const auto& one) { return one.first == m_schema[column].name; });
        if (found == said.more->end() || found->second.empty())
            return;
        const std::string& text = found->second;
        if (out.kind == Kind::text)
            return setText(out, text);
        out.empty = std::from_chars(text.data(), text.data() + text.size(), out.integer).ec != std::errc{};
    }

    /// The user's own lists that hold it: "list:office;list:feed".
    std::string listsWith(const std::optional<IpAddress>& address, std::string_view name) const {
        std::string out;
        if (!m_lists)
            return out;
        for (const findings::IndicatorList& list : *m_lists) {
            if (address ? list.holds(*address) : !list.listedName(name).empty() || list.holdsText(name))
                out += (out.empty() ? "list:" : ";list:") + list.name();
        }
        return out;
    }

    /// The worse, the higher: by their letters verdicts would have no order.
    static std::uint64_t gravity(std::string_view verdict) {
        return verdict == "malicious"    ? 4
               : verdict == "suspicious" ? 3
               : verdict == "clean"      ? 1
               : verdict.empty()         ? 0
                                         : 2;
    }

    static void setText(Cell& out, std::string_view text) {
        out.text = text;
        out.empty = text.empty();
    }

    table::TablePtr m_base;
    table::Schema m_schema;
    std::vector<Fact> m_facts;
    std::size_t m_subject;
    std::shared_ptr<const traffic::AddressNotes> m_notes;
    std::shared_ptr<const traffic::NameNotes> m_nameNotes;
    std::shared_ptr<const findings::IndicatorLists> m_lists;
    std::shared_ptr<const traffic::Owners> m_owners;
};

}  // namespace

table::Schema notedSchema(table::Schema schema, const TableRequest& request) {
    const TableInfo& info = tableInfo(request.name);
    if (!info.hasNotes())
        return schema;
    if (info.hasRegistrants) {
        schema.push_back(
            table::textColumn("registrant_org", "Registrant", "Who registered the domain, looked up on request"));
        schema.push_back(
            table::textColumn("registrar", "Registrar", "Where the domain was registered, looked up on request"));
        schema.push_back(
            table::timeColumn("created", "Created", "When the domain was registered, looked up on request"));
    }
    schema.push_back(table::textColumn("verdict", "Verdict",
                                       "The worst that any service, looked up on request, or list of yours says: "
                                       "`malicious`, `suspicious`, `clean`; sorts by that"));
    schema.push_back(table::listColumn(
        "verdict_by", "Verdict by",
        "Who says so and why, the worst first: `list:office;threatfox:Emotet botnet_cc;virustotal:18/94`"));
    if (request.noteColumns) {
        for (const Column& column : *request.noteColumns) {
            if (!table::findColumn(schema, column.name))  // hosts has some of its own
                schema.push_back(column);
        }
    }
    return schema;
}

table::TablePtr noted(table::TablePtr table, const TableRequest& request) {
    const TableInfo& info = tableInfo(request.name);
    const auto subject = info.hasNotes() && table ? table::findColumn(table->schema(), info.notedColumn) : std::nullopt;
    return subject ? std::make_shared<const NotedTable>(std::move(table), *subject, request) : table;
}

}  // namespace weir::capturetables
