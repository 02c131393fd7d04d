// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/providers/whoisprovider.h"

#include <QRegularExpression>
#include <algorithm>

namespace weir::enrich::providers {

namespace {

constexpr std::size_t mostAnswers = 4;
constexpr qint64 mostOctets = 256 * 1024;
QString iana() { return QStringLiteral("whois.iana.org"); }

bool safeQuery(const QByteArray& word) {
    return !word.isEmpty() && word.size() <= 255 && !word.startsWith('-') &&
           std::all_of(word.begin(), word.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                      c == ':' || c == '/' || c == '_' || c == '-';
           });
}

/// Whether "a - b", "a/n" or several of them hold the address; true where it cannot be told.
bool holds(const QString& range, const IpAddress& address) {
    const QStringList words = range.split(QRegularExpression(QStringLiteral("[\\s(),]+")), Qt::SkipEmptyParts);
    bool known = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (i + 2 < words.size() && words[i + 1] == u"-") {
            const auto first = IpAddress::parse(words[i].toStdString());
            const auto last = IpAddress::parse(words[i + 2].toStdString());
            if (first && last && *first <= address && address <= *last)
                return true;
            known |= first && last;
        } else if (words[i].contains(u'/')) {
            const auto prefix = Prefix::parse(words[i].toStdString());
            if (prefix && prefix->contains(address))
                return true;
            known |= prefix.has_value();
        }
    }
    return !known;
}

bool hasAnswer(const Exchange& exchange) { return !exchange.reply.body.isEmpty(); }

void copyRecord(enrich::subject::LookupResult& result, const WhoisRecord& record) {
    const auto set = [&](const char* key, const char* label, const QString& value) {
        if (!value.isEmpty() && !result.field(QLatin1String(key)))
            result.add(QLatin1String(key), QLatin1String(label), value);
    };
    set("organization", "Organization", record.organization);
    if (!record.organizations.isEmpty())
        result.add(QStringLiteral("organizations"), QStringLiteral("Organizations"), record.organizations);
    set("country", "Country", countryWords(record.country));
    set("range", "Range", record.range);
    set("network", "Network", record.networkName);
    set("origin_as", "Origin AS", record.originAs);
    set("abuse", "Abuse contact", record.abuse);
    set("registrar", "Registrar", record.registrar);
    set("registrar_id", "Registrar's IANA number", record.registrarId);
    set("created", "Registered", record.created.isEmpty() ? record.registered : record.created);
    set("expires", "Expires", record.expires);
    set("changed", "Changed", record.updated.isEmpty() ? record.changed : record.updated);
    if (!result.field(QStringLiteral("name_servers")))
        result.add(QStringLiteral("name_servers"), QStringLiteral("Name servers"), record.nameServers);
    if (!result.field(QStringLiteral("status")))
        result.add(QStringLiteral("status"), QStringLiteral("Status"), record.statuses);
    set("dnssec", "DNSSEC", record.dnssec);
}

}  // namespace

QByteArray whoisQuery(const QString& host, const enrich::subject::Indicator& indicator) {
    const QByteArray word = indicator.text().toLatin1();
    if (!safeQuery(word))
        return {};
    if (host == iana())
        return indicator.isAddress() ? QByteArray() : word.mid(word.lastIndexOf('.') + 1);
    if (indicator.isAddress()) {
        if (host == u"whois.arin.net")
            return "n + " + word;
        if (host == u"whois.ripe.net")
            return "--charset UTF-8 -r " + word;
        if (host == u"whois.apnic.net" || host == u"whois.afrinic.net")
            return "-r " + word;
        return host == u"whois.nic.ad.jp" ? word + "/e" : word;
    }
    if ((host == u"whois.verisign-grs.com" || host == u"ccwhois.verisign-grs.com") && word.count('.') == 1)
        return "domain " + word;
    if (host == u"whois.denic.de")
        return "-T dn,ace " + word;
    if (host == u"whois.jprs.jp")
        return word + "/e";
    if (host == u"whois.punktum.dk")
        return "--show-handles " + word;
    if (host == u"whois.nic.cat" || host == u"whois.museum")
        return "-C UTF-8 " + word;
    return word;
}

const ProviderDescriptor& WhoisProvider::descriptor() const {
    static const ProviderDescriptor description = [] {
        ProviderDescriptor d;
        d.id = QStringLiteral("whois");
        d.name = QStringLiteral("Whois");
        d.kinds = {enrich::subject::IndicatorKind::ip4, enrich::subject::IndicatorKind::ip6,
                   enrich::subject::IndicatorKind::domain};
        d.keepAnswer = 7 * 24 * 3600;
        d.columns = {{QStringLiteral("range"), QStringLiteral("whois_range")},
                     {QStringLiteral("abuse"), QStringLiteral("whois_abuse")},
                     {QStringLiteral("created"), QStringLiteral("whois_registered")}};
        d.privacyNote = QStringLiteral(
            "Whois is not encrypted: besides the registry and, for domains, the registrar, whoever watches the network "
            "sees the question.");
        return d;
    }();
    return description;
}

RequestPlan WhoisProvider::ask(const QString& host, quint16 port, const QByteArray& query) const {
    RequestPlan plan;
    plan.channel = Channel::whois;
    plan.host = host;
    plan.port = port;
    plan.query = query;
    plan.most = mostOctets;
    plan.deadline = 25'000;
    plan.gap = 1000;
    return plan;
}

std::variant<RequestPlan, QString> WhoisProvider::follow(const WhoisReferral& referral,
                                                         const enrich::subject::Indicator& indicator,
                                                         const Exchanges& soFar) const {
    if (referral.rwhois)
        return QStringLiteral("referral not followed: %1 is run by the network's owner").arg(referral.shown);
    if (const QString why = m_gate->refusesWhois(referral.host, referral.port); !why.isEmpty())
        return QStringLiteral("referral refused: %1 (%2)").arg(referral.shown, why);
    const QString notFollowed = QStringLiteral("referral not followed: %1 %2");
    // Whoever holds a network writes what stands in its record, and must not learn that somebody asks.
    if (indicator.isAddress() && !isRegistryHost(referral.host))
        return notFollowed.arg(referral.shown, QStringLiteral("is no registry"));
    if (!indicator.isAddress()) {
        const bool byIana = soFar.back().plan.host == iana();
        const auto others = std::count_if(soFar.begin(), soFar.end(),
                                          [](const Exchange& exchange) { return exchange.plan.host != iana(); });
        if (referral.by == WhoisReferral::By::iana ? !byIana : referral.by == WhoisReferral::By::network)
            return notFollowed.arg(referral.shown, QStringLiteral("is not for this server to say"));
        if (referral.by == WhoisReferral::By::registrar && (byIana || others != 1))
            return notFollowed.arg(referral.shown, QStringLiteral("is named by a registrar, not by the registry"));
    }
    const QByteArray query = whoisQuery(referral.host, indicator);
    for (const Exchange& exchange : soFar) {
        if (exchange.plan.host == referral.host && exchange.plan.port == referral.port && exchange.plan.query == query)
            return QStringLiteral("referral loop at %1").arg(referral.host);
    }
    if (soFar.size() >= mostAnswers)
        return QStringLiteral("too many referrals; %1 was not asked").arg(referral.host);
    return ask(referral.host, referral.port, query);
}

Provider::Requests WhoisProvider::requests(const enrich::subject::Indicator& indicator) const {
    int count = 1;
    if (indicator.isAddress()) {
        count += registryOf(indicator.address()) == Registry::ripe;  // the organisation is a question of its own
    } else {
        const QByteArray name = indicator.text().toLatin1();
        const QByteArray top = name.mid(name.lastIndexOf('.') + 1);
        // IANA first where the server is not known; the registries of these know the registrar only.
        count += whoisHostOfTopLevel(top).isEmpty() || top == "com" || top == "net";
    }
    return {count, count};
}

Step WhoisProvider::next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const {
    return next(indicator, soFar, {});
}

Step WhoisProvider::next(const enrich::subject::Indicator& indicator, const Exchanges& soFar,
                         const QString& registryHost) const {
    enrich::subject::LookupResult result = resultOf(*this, indicator, soFar);
    if (soFar.empty()) {
        QString host;
        if (indicator.isAddress()) {
            host = isRegistryHost(registryHost) ? registryHost : whoisHostOf(registryOf(indicator.address()));
        } else {
            const QByteArray name = indicator.text().toLatin1();
            host = whoisHostOfTopLevel(name.mid(name.lastIndexOf('.') + 1));
            if (host.isEmpty())
                host = iana();  // learns of the top-level domain alone
        }
        const QByteArray query = host.isEmpty() || host == u"-" ? QByteArray() : whoisQuery(host, indicator);
        if (!query.isEmpty())
            return ask(host, 43, query);
        result.status = enrich::subject::LookupStatus::noService;
        result.reason = QStringLiteral("no registry answers whois questions about this");
        return result;
    }

    const Exchange& last = soFar.back();
    const bool again = soFar.size() > 1 && soFar[soFar.size() - 2].plan.shown() == last.plan.shown();
    if (last.reply.fault == ReplyFault::none && last.reply.body.isEmpty() && !again) {
        RequestPlan plan = last.plan;
        plan.gap = 2000;
        return plan;  // an empty answer is how some servers say "slower"
    }

    WhoisRecord latest;
    for (const Exchange& exchange : soFar) {
        if (!hasAnswer(exchange)) {
            if (&exchange != &soFar.front() || soFar.size() > 1)
                result.warnings.append(QStringLiteral("%1 gave no answer: %2")
                                           .arg(exchange.plan.host, exchange.reply.faultText.isEmpty()
                                                                        ? QStringLiteral("empty answer")
                                                                        : exchange.reply.faultText));
            continue;
        }
        latest = readWhois(parseWhois(exchange.reply.body));
        if (exchange.reply.fault != ReplyFault::none)
            result.warnings.append(QStringLiteral("%1: %2").arg(exchange.plan.host, exchange.reply.faultText));
    }
    result.warnings.removeDuplicates();

    if (hasAnswer(last)) {
        const bool wantsOrganization = latest.answer == WhoisAnswer::record && !latest.organizationHandle.isEmpty() &&
                                       last.plan.host == u"whois.ripe.net" && soFar.size() < mostAnswers &&
                                       safeQuery(latest.organizationHandle.toLatin1());
        if (latest.referral && latest.answer != WhoisAnswer::throttled && latest.answer != WhoisAnswer::denied) {
            auto step = follow(*latest.referral, indicator, soFar);
            if (auto* plan = std::get_if<RequestPlan>(&step))
                return *plan;
            // A registrar's own record names itself as the registrar's server: not worth a word.
            const bool itself = latest.referral->host == last.plan.host && !indicator.isAddress();
            if (!itself)
                result.warnings.append(std::get<QString>(step));
        } else if (latest.placeholder && indicator.isAddress() && last.plan.host != whoisHostOf(Registry::arin)) {
            // ARIN kept the books before there were others, and refers on to whoever has the block today.
            auto step = follow({whoisHostOf(Registry::arin), 43, false, nameOf(Registry::arin), {}}, indicator, soFar);
            if (auto* plan = std::get_if<RequestPlan>(&step))
                return *plan;
        } else if (wantsOrganization) {
            // "-r" leaves the organisation out, and asking for persons' objects counts against the user.
            return ask(last.plan.host, last.plan.port, "-r " + latest.organizationHandle.toLatin1());
        }
    }

    // What the hops say together: the later, the more specific. Placeholders say nothing.
    bool record = false;
    bool absent = false;
    bool placeholder = false;
    for (std::size_t i = soFar.size(); i-- > 0;) {
        const Exchange& exchange = soFar[i];
        if (!hasAnswer(exchange) || exchange.plan.host == iana())
            continue;  // IANA's record is the top-level domain's
        const WhoisRecord one = readWhois(parseWhois(exchange.reply.body));
        result.countries = one.countries + result.countries;
        result.warnings += one.notes;
        placeholder |= one.placeholder;
        if (one.answer == WhoisAnswer::record) {
            record = true;
            copyRecord(result, one);
            if (indicator.isAddress() && !holds(one.range, indicator.address()))
                result.warnings.append(QStringLiteral("%1 answered for another range").arg(exchange.plan.host));
            if (one.incomplete)
                result.warnings.append(
                    QStringLiteral("%1 left things out: its rate limit is reached").arg(exchange.plan.host));
        } else if (one.answer == WhoisAnswer::notFound) {
            absent = true;
            result.reason = one.serverSays;
        }
    }
    if (latest.answer == WhoisAnswer::throttled || latest.answer == WhoisAnswer::denied) {
        const bool denied = latest.answer == WhoisAnswer::denied;
        result.hold =
            enrich::subject::HostHold{last.plan.host, denied ? last.reply.receivedAt + 24 * 3600 * 1000LL : 0, !denied,
                                      QStringLiteral("%1 says: %2").arg(last.plan.host, latest.serverSays)};
        if (!record) {
            result.status = enrich::subject::LookupStatus::rateLimited;
            result.reason = result.hold->reason;
            return result;
        }
    }
    if (record) {
        result.reason.clear();
        const bool cut = last.reply.fault != ReplyFault::none && hasAnswer(last);
        result.status = cut ? enrich::subject::LookupStatus::truncated : enrich::subject::LookupStatus::ok;
        if (cut)
            result.reason = last.reply.faultText;
        return result;
    }
    if (last.reply.fault != ReplyFault::none && readFault(result, last))
        return result;
    if (absent || placeholder) {
        result.status = enrich::subject::LookupStatus::notFound;
        if (placeholder)
            result.reason = QStringLiteral("no registration at this registry");
        return result;
    }
    if (!hasAnswer(last)) {
        result.status = enrich::subject::LookupStatus::malformed;
        result.reason = QStringLiteral("empty answer");
        return result;
    }
    if (last.plan.host == iana()) {
        result.status = enrich::subject::LookupStatus::noService;
        result.reason = QStringLiteral("the registry of this top-level domain answers no whois questions");
        return result;
    }
    // Text for the reader all the same, but nothing to keep as an answer.
    result.status = enrich::subject::LookupStatus::malformed;
    result.reason = QStringLiteral("the answer has no known form; read it as it is");
    return result;
}

}  // namespace weir::enrich::providers
