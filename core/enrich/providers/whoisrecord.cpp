// SPDX-License-Identifier: GPL-3.0-or-later
// What the attributes of a whois answer mean, in the dialects of the five regional registries and of domain registries.
#include <QRegularExpression>
#include <array>

#include "core/enrich/providers/whoisdomain.h"
#include "core/enrich/providers/whoistext.h"
#include "core/enrich/subject/cleantext.h"

namespace weir::enrich::providers {

namespace {

/// One network of an answer; ARIN's answers go from the least to the most specific one, the others the other way.
struct Network {
    QString range, name, organization, organizationId, country, abuse, originAs, registered, changed, referral;
    bool placeholder = false;
};

QString firstOf(const WhoisObject& object, const char* key) {
    for (const WhoisAttribute& one : object) {
        if (one.key == QLatin1String(key))
            return one.value;
    }
    return {};
}

QString firstLine(const QString& text) { return text.section(u'\n', 0, 0); }

/// Two letters, or nothing: a server may send anything.
QString countryCode(const QString& value) {
    const QString code = firstLine(value).section(u'#', 0, 0).trimmed().toUpper();
    const auto letter = [](QChar c) { return c >= u'A' && c <= u'Z'; };
    return code.size() == 2 && letter(code[0]) && letter(code[1]) ? code : QString();
}

bool contains(const QString& text, const char* part) { return text.contains(QLatin1String(part), Qt::CaseInsensitive); }

/// A record that only says that the block is somebody else's: its country is the registry's, not the host's.
bool isPlaceholderName(const QString& networkName) {
    const QString name = networkName.toUpper();
    // "APNIC-AP-ERX", "RIPE-CIDR-BLOCK": blocks as they were handed from one registry to another.
    const bool registrys = registryNamed(name) != Registry::none || name.startsWith(u"LAC-");
    return name.startsWith(u"ERX-NETBLOCK") ||
           (registrys && (name.contains(u"-ERX") || name.contains(u"-CIDR-BLOCK"))) ||
           name.startsWith(u"NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK") || name.startsWith(u"IANA-BLK") ||
           name.startsWith(u"IANA-NETBLOCK") || name.startsWith(u"PRIVATE-ADDRESS") || name == u"RESERVED";
}

bool says(const QString& line, const auto& patterns) {
    for (const char* pattern : patterns) {
        if (contains(line, pattern))
            return true;
    }
    return false;
}

constexpr std::array deniedTexts{"ERROR:201"};
constexpr std::array throttleTexts{"ERROR:202",
                                   "ERROR:306",
                                   "query rate limit exceeded",
                                   "permission denied.",
                                   "maximum concurrent connections limit exceeded",
                                   "whois limit exceeded",
                                   "number of allowed queries exceeded",
                                   "request limit exceeded",
                                   "query limit exceeded",
                                   "look up quota exceeded",
                                   "exceeded the maximum allowable",
                                   "exceeded the query limit for your",
                                   "your connection limit exceeded",
                                   "query rate exceeded",
                                   "55000000002",
                                   "too many requests",
                                   "quota exceeded"};
constexpr std::array notFoundTexts{"no match for",
                                   "no match found for",
                                   "not found",
                                   "no data found",
                                   "no entries found",
                                   "no object found",
                                   "domain not found",
                                   "does not exist",
                                   "status: free",
                                   "no matching record",
                                   "unallocated and unassigned"};

class Reader {
public:
    explicit Reader(const WhoisText& text) : m_text(text) {}

    WhoisRecord read() {
        for (const WhoisObject& object : m_text.objects) readObject(object);
        m_domain.finish(m_record);
        m_record.registrantCountry = countryCode(m_record.registrantCountry);
        chooseNetwork();
        readComments();
        finish();
        return m_record;
    }

private:
    void readObject(const WhoisObject& object) {
        const QString first = object.isEmpty() ? QString() : object.first().key;
        if (first == u"inetnum" || first == u"inet6num")
            readRpslNetwork(object);
        else if (first == u"organisation")
            m_organization = firstOf(object, "org-name");
        else if (first == u"route" || first == u"route6")
            m_originAs = firstOf(object, "origin");
        else
            readStream(object);
        const bool placeholder = !m_networks.isEmpty() && m_networks.last().placeholder && first.startsWith(u"inet");
        for (const WhoisAttribute& one : object) {
            if (one.key == u"country" && !placeholder && !m_arin && !countryCode(one.value).isEmpty())
                m_countries.append(countryCode(one.value));
            readReferral(one);
            if (one.key == u"abuse-mailbox" && m_abuse.isEmpty())
                m_abuse = firstLine(one.value);
            if (one.key == u"remarks" && contains(one.value, "whois server at"))
                m_record.notes.append(enrich::subject::cleanLine(one.value, 300));
        }
    }

    void readRpslNetwork(const WhoisObject& object) {
        Network network;
        network.range = wholePrefix(firstLine(object.first().value));
        network.name = firstOf(object, "netname");
        network.country = countryCode(firstOf(object, "country"));
        network.organization = firstOf(object, "org-name");
        if (network.organization.isEmpty())
            network.organization = firstOf(object, "owner");
        if (network.organization.isEmpty())
            network.organization = firstLine(firstOf(object, "descr"));
        network.organizationId = firstOf(object, "org");
        network.originAs = firstOf(object, "aut-num");
        network.registered = firstOf(object, "created");
        network.changed = firstOf(object, "last-modified");
        if (network.changed.isEmpty())
            network.changed = firstOf(object, "changed");
        network.placeholder = isPlaceholderName(network.name);
        m_networks.append(network);
        if (!contains(firstOf(object, "mnt-by"), "APNIC-STUB"))
            return;
        // A block that left APNIC says in its description where it went.
        static const QRegularExpression transferred(QStringLiteral("transferred to the (\\w+)"),
                                                    QRegularExpression::CaseInsensitiveOption);
        const auto match = transferred.match(firstOf(object, "descr"));
        if (const Registry registry = registryNamed(match.captured(1));
            match.hasMatch() && registry != Registry::none) {
            m_networks.last().placeholder = true;
            m_record.referral = WhoisReferral{whoisHostOf(registry), 43, false, match.captured(0), {}};
        }
    }

    /// ARIN's answers and domain records: what an attribute belongs to is told by the order.
    void readStream(const WhoisObject& object) {
        for (const WhoisAttribute& one : object) {
            const QString value = firstLine(one.value);
            if (one.key == u"netrange") {
                m_arin = true;
                m_networks.append(Network{});
                m_networks.last().range = value;
            } else if (m_arin) {
                readArin(one.key, value);
            }
            readReferralWhois(one.key, value);
        }
        if (!m_arin)
            m_domain.take(object);
    }

    void readReferralWhois(const QString& key, const QString& value) {
        if (key != u"network")
            return;
        // RFC 2167: "network:Org-Name;I:Example"; the first colon has been taken for the attribute's.
        const QString name = value.section(u':', 0, 0).section(u';', 0, 0).trimmed().toLower();
        const QString content = value.section(u':', 1).trimmed();
        if (m_networks.isEmpty())
            m_networks.append(Network{});
        if (name == u"org-name")
            m_networks.last().organization = content;
        else if (name == u"ip-network")
            m_networks.last().range = content;
        else if (name == u"country-code") {
            m_networks.last().country = countryCode(content);
            m_countries.append(countryCode(content));
        }
    }

    void readArin(const QString& key, const QString& value) {
        Network& network = m_networks.last();
        if (key == u"cidr")
            network.range += QStringLiteral(" (%1)").arg(value);
        else if (key == u"netname")
            network.name = value;
        else if (key == u"orgname" || key == u"custname")
            network.organization = value;
        else if (key == u"orgid")
            network.organizationId = value;
        else if (key == u"organization" && network.organization.isEmpty())
            network.organization = value;
        else if (key == u"country") {
            network.country = countryCode(value);
            m_arinCountries.append({m_networks.size() - 1, network.country});
        } else if (key == u"orgabuseemail" || key == u"rabuseemail")
            network.abuse = value;
        else if (key == u"originas")
            network.originAs = value;
        else if (key == u"regdate" && network.registered.isEmpty())
            network.registered = value;
        else if (key == u"updated" && network.changed.isEmpty())
            network.changed = value;
    }

    void readReferral(const WhoisAttribute& one) {
        // ARIN lists referrals from the least to the most specific network: the last one counts. IANA's first does.
        if (one.key == u"referralserver") {
            m_record.referral = parseReferral(firstLine(one.value));
            if (m_record.referral && !m_networks.isEmpty())
                m_networks.last().referral = m_record.referral->shown;
        } else if ((one.key == u"refer" || one.key == u"whois" || one.key == u"registrar whois server") &&
                   !m_record.referral) {
            m_record.referral = parseReferral(firstLine(one.value));
            if (m_record.referral)
                m_record.referral->by =
                    one.key == u"registrar whois server" ? WhoisReferral::By::registrar : WhoisReferral::By::iana;
        }
    }

    void chooseNetwork() {
        const auto placeholderOf = [](const Network& network) {
            return network.placeholder || isPlaceholderName(network.name) ||
                   (registryNamed(network.organizationId) != Registry::none &&
                    nameOf(registryNamed(network.organizationId)) == network.organizationId.toUpper()) ||
                   network.organizationId.compare(u"IANA", Qt::CaseInsensitive) == 0;
        };
        for (const auto& [index, country] : m_arinCountries) {
            if (!placeholderOf(m_networks[index]) && !country.isEmpty())
                m_countries.append(country);
        }
        const Network* chosen = nullptr;
        for (const Network& network : m_networks) {
            if (placeholderOf(network))
                continue;
            if (!chosen || m_arin)
                chosen = &network;
        }
        m_record.placeholder = !m_networks.isEmpty() && !chosen;
        m_hasNetwork = chosen != nullptr;
        m_record.countries = m_record.placeholder ? QStringList() : m_countries.mid(0, 200);
        if (!chosen)
            return;
        WhoisRecord& r = m_record;
        r.country = chosen->country;
        r.organization = m_organization.isEmpty() || m_arin ? chosen->organization : m_organization;
        r.networkName = chosen->name;
        r.range = chosen->range;
        r.abuse = chosen->abuse.isEmpty() ? m_abuse : chosen->abuse;
        r.originAs = m_originAs.isEmpty() ? chosen->originAs : m_originAs;
        r.registered = chosen->registered;
        r.changed = chosen->changed;
        if (!m_arin && m_organization.isEmpty())
            r.organizationHandle = chosen->organizationId;
    }

    void readComments() {
        static const QRegularExpression contact(QStringLiteral("abuse contact for '[^']*' is '([^']+)'"),
                                                QRegularExpression::CaseInsensitiveOption);
        for (const QString& comment : m_text.comments) {
            if (const auto match = contact.match(comment); match.hasMatch() && m_hasNetwork)
                m_record.abuse = enrich::subject::cleanLine(match.captured(1), 254);
        }
        // An organisation object may be all of an answer: the second question about a RIPE network.
        if (!m_organization.isEmpty() && m_record.organization.isEmpty())
            m_record.organization = m_organization;
    }

    void finish() {
        WhoisRecord& r = m_record;
        const bool record = m_hasNetwork || !r.domain.isEmpty() || !r.organization.isEmpty();
        // Within a record any stranger's remark could say that a limit was reached: there, only comments count.
        const QStringList lines = record || r.placeholder ? m_text.comments : m_text.plain.split(u'\n').mid(0, 4000);
        QString throttled, denied, absent;
        for (const QString& line : lines) {
            if (denied.isEmpty() && says(line, deniedTexts))
                denied = line;
            if (throttled.isEmpty() && says(line, throttleTexts))
                throttled = line;
            if (absent.isEmpty() && !record && says(line, notFoundTexts))
                absent = line;
        }
        // DENIC and others have a record's form for "nobody has this": Domain and "Status: free".
        const bool free = !r.statuses.isEmpty() && r.statuses.first().compare(u"free", Qt::CaseInsensitive) == 0;
        r.incomplete = record && (!throttled.isEmpty() || !denied.isEmpty());
        if (free || (!absent.isEmpty() && throttled.isEmpty() && denied.isEmpty())) {
            r.answer = WhoisAnswer::notFound;
            r.serverSays = free ? QStringLiteral("Status: free") : absent;
        } else if (record) {
            r.answer = WhoisAnswer::record;
        } else if (!denied.isEmpty()) {
            r.answer = WhoisAnswer::denied;
            r.serverSays = denied;
        } else if (!throttled.isEmpty()) {
            r.answer = WhoisAnswer::throttled;
            r.serverSays = throttled;
        }
        r.serverSays = enrich::subject::cleanLine(r.serverSays, 200);
        if (r.registrantCountry.size() && r.countries.isEmpty() && !m_hasNetwork) {
            r.countries = {r.registrantCountry};
            r.country = r.registrantCountry;
        }
    }

    const WhoisText& m_text;
    WhoisRecord m_record;
    WhoisDomainReader m_domain;
    QList<Network> m_networks;
    QList<std::pair<qsizetype, QString>> m_arinCountries;
    QStringList m_countries;
    QString m_organization, m_originAs, m_abuse;
    bool m_arin = false;
    bool m_hasNetwork = false;
};

}  // namespace

WhoisRecord readWhois(const WhoisText& text) { return Reader(text).read(); }

}  // namespace weir::enrich::providers
