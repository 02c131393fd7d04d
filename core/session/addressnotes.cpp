// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/addressnotes.h"

#include <algorithm>

#include "core/base/hashmap.h"
#include "core/enrich/queue/offlinedata.h"
#include "core/enrich/subject/domainnames.h"
#include "core/traffic/snapshot.h"

namespace weir::session {

namespace {

class FileOwners final : public traffic::Owners {
public:
    explicit FileOwners(std::shared_ptr<const enrich::queue::OfflineData> data) : m_data(std::move(data)) {}
    traffic::Owner of(const IpAddress& address) const override {
        const enrich::queue::OfflineAnswer answer = m_data->lookup(address);
        return {answer.country.toStdString(), answer.asNumber.value_or(-1), answer.asOrganization.toStdString()};
    }
    std::vector<Source> sources() const override {
        std::vector<Source> out;
        for (const enrich::queue::OfflineData::Source& source : m_data->sources()) {
            if (!source.problem.isEmpty())
                continue;
            Source one{source.name.toStdString(), source.date.toString(QStringLiteral("yyyy-MM-dd")).toStdString()};
            const auto same = [&](const Source& other) { return other.name == one.name && other.date == one.date; };
            if (std::none_of(out.begin(), out.end(), same))  // the files for IPv4 and IPv6 are one source
                out.push_back(std::move(one));
        }
        return out;
    }

private:
    std::shared_ptr<const enrich::queue::OfflineData> m_data;
};

}  // namespace

std::shared_ptr<const traffic::Owners> ownersOf(std::shared_ptr<const enrich::queue::OfflineData> data) {
    return data && !data->empty() ? std::make_shared<const FileOwners>(std::move(data)) : nullptr;
}

void useNotes(capturetables::TableRequest& request, const Notes& notes) {
    request.notes = notes.addresses;
    request.nameNotes = notes.names;
    request.noteColumns = notes.columns;
}

namespace {

constexpr std::int64_t nanosecondsPerMillisecond = 1'000'000;

std::int64_t nanoseconds(const std::optional<qint64>& milliseconds) {
    return milliseconds ? *milliseconds * nanosecondsPerMillisecond : -1;
}

traffic::NoteCells cellsOf(const enrich::queue::LookupColumns& columns) {
    traffic::NoteCells out;
    for (const auto& [name, text] : columns.of) out.emplace_back(name.toStdString(), text.toStdString());
    return out;
}

std::vector<traffic::ServiceAnswer> answersOf(const enrich::queue::LookupColumns& columns) {
    std::vector<traffic::ServiceAnswer> out;
    for (const enrich::queue::LookupColumns::Answer& answer : columns.answers)
        out.push_back({answer.service.toStdString(), answer.host.toStdString(), answer.says.toStdString(),
                       answer.at * nanosecondsPerMillisecond});
    return out;
}

}  // namespace

traffic::AddressNote makeNote(const enrich::queue::Lookups& lookups, const IpAddress& address) {
    const enrich::queue::LookupColumns columns = lookups.columns(QString::fromStdString(address.toString()));
    traffic::AddressNote note;
    note.whoisCountry = columns.whoisCountry.toStdString();
    note.whoisOrganization = columns.whoisOrganization.toStdString();
    note.harmless = columns.harmless.value_or(-1);
    note.malicious = columns.malicious.value_or(-1);
    note.suspicious = columns.suspicious.value_or(-1);
    note.undetected = columns.undetected.value_or(-1);
    note.lookedUpAt = nanoseconds(columns.lookedUpAt);
    note.verdict = toString(columns.verdict).toStdString();
    note.verdictBy = columns.verdictBy.toStdString();
    note.more = cellsOf(columns);
    note.answers = answersOf(columns);
    return note;
}

std::shared_ptr<const traffic::NameNotes> makeNameNotes(const enrich::queue::Lookups& lookups) {
    traffic::NameNotes notes;
    for (const QString& indicator : lookups.answered()) {
        if (IpAddress::parse(indicator.toStdString()))
            continue;
        const enrich::queue::LookupColumns columns = lookups.columns(indicator);
        if (!columns.lookedUpAt)
            continue;
        traffic::NameNote note;
        note.registrant = columns.whoisOrganization.toStdString();
        note.registrar = columns.registrar.toStdString();
        note.created = nanoseconds(columns.created);
        note.lookedUpAt = nanoseconds(columns.lookedUpAt);
        note.suffix = enrich::subject::hasGuests(indicator.toLatin1());
        note.verdict = toString(columns.verdict).toStdString();
        note.verdictBy = columns.verdictBy.toStdString();
        note.more = cellsOf(columns);
        note.answers = answersOf(columns);
        notes.emplace(indicator.toStdString(), std::move(note));
    }
    return notes.empty() ? nullptr : std::make_shared<const traffic::NameNotes>(std::move(notes));
}

std::shared_ptr<const table::Schema> makeNoteColumns(const enrich::queue::Lookups& lookups) {
    table::Schema out;
    for (const enrich::providers::AnswerColumn& column : lookups.answerColumns())
        out.push_back({column.name.toStdString(), column.number ? table::Kind::integer : table::Kind::text,
                       column.number ? table::Unit::count : table::Unit::none, column.list, column.title.toStdString(),
                       "What the service says, looked up on request"});
    return out.empty() ? nullptr : std::make_shared<const table::Schema>(std::move(out));
}

Notes makeNotes(const enrich::queue::Lookups& lookups, const traffic::Snapshot& snapshot) {
    HashSet<IpAddress> answered;
    for (const QString& indicator : lookups.answered()) {
        if (const auto address = IpAddress::parse(indicator.toStdString()))
            answered.insert(*address);
    }
    traffic::AddressNotes notes;
    for (std::size_t i = 0; i < snapshot->addresses.size() && !answered.empty(); ++i) {
        const IpAddress& address = snapshot->addresses[i];
        // An IPv6 address may carry the IPv4 address that was asked about: the gate knows.
        if (address.version == 4 && !answered.contains(address))
            continue;
        traffic::AddressNote note = makeNote(lookups, address);
        if (note != traffic::AddressNote())
            notes.emplace(address, std::move(note));
    }
    return {notes.empty() ? nullptr : std::make_shared<const traffic::AddressNotes>(std::move(notes)),
            makeNameNotes(lookups), makeNoteColumns(lookups)};
}

}  // namespace weir::session
