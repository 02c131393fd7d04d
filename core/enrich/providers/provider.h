// SPDX-License-Identifier: GPL-3.0-or-later
// A place to look things up, as two pure functions without a socket: what to send next, and what the answers mean.
#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>
#include <memory>
#include <variant>
#include <vector>

#include "core/enrich/subject/hostgate.h"
#include "core/enrich/subject/lookupresult.h"

namespace weir::enrich::providers {

/// What a provider allows, and how long its answers are worth keeping. 0 means no limit.
struct ProviderLimits {
    int perWindow = 0;
    qint64 window = 61'000;  ///< ms; a little over a minute, because clocks differ
    int perDay = 0;          ///< days and months are UTC's
    int perMonth = 0;
    int concurrent = 4;
};
/// "60/minute 10000/day 300000/month" in place of a provider's own limits, such as for a paid key; what is not named,
/// or is "none", is not limited. An error says what is wrong.
Result<ProviderLimits> parseLimits(const QString& text, ProviderLimits limits);

/// A column that the tables show of a provider's answers.
struct AnswerColumn {
    QString field;  ///< key of LookupResult::fields
    QString name;   ///< the column's, [a-z0-9_]+
    bool number = false;
    bool list = false;
    QString title = {};  ///< for people: the service and the name, once a service's answers are shown
};

struct ProviderDescriptor {
    QString id;    ///< "virustotal"
    QString name;  ///< "VirusTotal"
    QList<enrich::subject::IndicatorKind> kinds;
    bool needsKey = false;        ///< a key goes along
    bool keyOptional = false;     ///< if there is one; it answers without, too
    QByteArray keyHeader;         ///< such as "x-apikey"; the key goes nowhere else
    QString environmentVariable;  ///< where a key may be given
    QString keyOwner;             ///< whose key it is, where several providers share one: "abusech"; else empty
    QString ownerVariable;        ///< where the shared key may be given
    bool reputation = false;      ///< judges host names, not registrations: see NameScope
    ProviderLimits limits;
    qint64 keepAnswer = 24 * 3600;  ///< seconds
    qint64 keepNotFound = 24 * 3600;
    QList<AnswerColumn> columns;
    QString privacyNote;  ///< who learns what
    QString terms;        ///< what the provider's terms say that the user should know
};

enum class Channel : quint8 { https, whois };

struct RequestHeader {
    QByteArray name;
    QByteArray value;
};

/// One request, whole but for the key: the transport adds that, and only where `withKey` says so.
struct RequestPlan {
    Channel channel = Channel::https;
    QUrl url;  ///< https
    QByteArray method = "GET";
    QList<RequestHeader> headers;
    QByteArray body;
    QByteArray keyHeader;  ///< empty: no key goes along
    QByteArray keyPrefix;  ///< before the key: "Bearer "
    QString host;          ///< of both channels
    quint16 port = 443;
    QByteArray query;       ///< whois, without line end
    qint64 most = 1 << 20;  ///< octets of body that are read
    int deadline = 30'000;  ///< ms for the whole exchange
    int gap = 0;            ///< ms to leave after the last request to this host

    /// For people: the URL, or "whois.example.net:43 ← query".
    QString shown() const;
};

enum class ReplyFault : quint8 { none, timeout, network, tls, closedEarly, tooLong, refusedAddress, cancelled };

/// What came back. Bodies are capped at the plan's limit.
struct Reply {
    ReplyFault fault = ReplyFault::none;
    QString faultText;
    int httpStatus = 0;
    QList<RequestHeader> headers;  ///< names in lower case
    QByteArray body;
    qint64 milliseconds = 0;
    qint64 receivedAt = 0;  ///< ms since the epoch

    QByteArray header(const QByteArray& lowerCaseName) const;
};

struct Exchange {
    RequestPlan plan;
    Reply reply;
};
using Exchanges = std::vector<Exchange>;

/// Either the next thing to send or the end of the lookup.
using Step = std::variant<RequestPlan, enrich::subject::LookupResult>;

class Provider {
public:
    virtual ~Provider() = default;
    virtual const ProviderDescriptor& descriptor() const = 0;
    bool accepts(const enrich::subject::Indicator& indicator) const {
        return descriptor().kinds.contains(indicator.kind());
    }
    /// Pure: depends on nothing but its arguments, does no input or output, and ends after a few exchanges whatever
    /// the answers are. With no exchanges yet it gives the first request (or says why there is none).
    /// `result.retrievedAt`, the trail and the raw answers are filled in by `finished`.
    virtual Step next(const enrich::subject::Indicator& indicator, const Exchanges& soFar) const = 0;
    /// What the verdict of an answer rests on, in a few words without ';': "18/94", "Emotet botnet_cc".
    virtual QString saying(const enrich::subject::LookupResult&) const { return {}; }
    /// How many requests a question takes at least, and how many of them are not encrypted.
    struct Requests {
        int atLeast = 1, clear = 0;
    };
    virtual Requests requests(const enrich::subject::Indicator&) const { return {}; }
};
using Providers = std::vector<std::shared_ptr<const Provider>>;

/// A result of this provider with the trail and the raw answers of these exchanges.
enrich::subject::LookupResult resultOf(const Provider& provider, const enrich::subject::Indicator& indicator,
                                       const Exchanges& exchanges);
/// The status that a fault in the transport, or an HTTP status that no provider gives a meaning of its own, stands for;
/// `ok` if neither. Fills status, reason, retryAt and hold.
bool readFault(enrich::subject::LookupResult& result, const Exchange& exchange);
/// Seconds or an HTTP date (RFC 9110 10.2.3) as ms since the epoch; nothing for anything else.
std::optional<qint64> retryAfter(const QByteArray& value, qint64 now);
/// The headers of every HTTPS request: an honest agent, no language or compression that tells of the machine.
QList<RequestHeader> commonHeaders(const QByteArray& accept);
/// "as_text[:limit]" of what a server sent as its own message.
QString quoted(const QString& serverText);

}  // namespace weir::enrich::providers
