// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of registries: bounded, and nothing in them that would not be safe to show.
#include <QJsonDocument>
#include <QJsonObject>
#include <optional>

#include "core/enrich/providers/rdapobject.h"
#include "core/enrich/providers/whoistext.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {
namespace {

using namespace enrich;

void checkLine(const QString& text) {
    for (const QChar c : text)
        check(c.unicode() >= 0x20 && c.unicode() != 0x7f, "a field is one line without controls");
    check(text.size() <= 4096, "a field is not longer than fields are");
}

/// Whom the answers are about.
std::optional<subject::Indicator> example() {
    auto made = subject::Indicator::fromAddress(*IpAddress::parse("8.8.8.8"));
    return made ? std::optional(made.take()) : std::nullopt;
}

}  // namespace

void lookupAnswers(Bytes input) {
    Input from(input);
    const bool json = (from.u8() & 1) != 0;
    const Bytes octets = from.rest();
    const QByteArray answer(reinterpret_cast<const char*>(octets.data()), static_cast<qsizetype>(octets.size()));
    if (!json) {
        const providers::WhoisText text = providers::parseWhois(answer);
        check(text.objects.size() <= 200, "a whois answer has no more objects than are kept");
        const providers::WhoisRecord record = providers::readWhois(text);
        for (const QString& field : {record.organization, record.networkName, record.range, record.abuse,
                                     record.originAs, record.domain, record.registrar}) {
            subject::LookupResult result(*example());
            result.add(QStringLiteral("key"), QStringLiteral("Label"), field);
            checkLine(result.text(QStringLiteral("key")));
        }
        check(record.countries.size() <= 200, "a whois answer has no more countries than are kept");
        for (const QString& country : record.countries) check(country.size() == 2, "a country has two letters");
        return;
    }
    const QJsonObject object = QJsonDocument::fromJson(answer).object();
    check(providers::rdapContacts(object).size() <= 200, "an RDAP answer has no more contacts than are kept");
    subject::LookupResult result(*example());
    providers::readRdap(result, object);
    for (const subject::Field& field : result.fields) checkLine(result.text(field.key));
}

}  // namespace weir::fuzz
