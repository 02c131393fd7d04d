// SPDX-License-Identifier: GPL-3.0-or-later
// Looking things up as the window and the command line see it: first what would go where, then the answers.
#pragma once

#include <QObject>
#include <memory>

#include "core/enrich/providers/registration.h"
#include "core/enrich/providers/userservice.h"
#include "core/enrich/providers/virustotal.h"
#include "core/enrich/queue/requestqueue.h"

namespace weir::enrich::queue {

struct LookupSettings {
    QString store;  ///< file of kept answers; empty: in memory
    LookupStore::Use storeUse = LookupStore::Use::readWrite;
    enrich::subject::TestEndpoints endpoints;
    enrich::subject::OwnNetworks own;
    enrich::providers::WhoisUse whoisUse = enrich::providers::WhoisUse::always;
    enrich::providers::VirusTotalThresholds virusTotal;
    QHash<QString, enrich::providers::ProviderLimits>
        limits;  ///< in place of the providers' own, such as for a paid key
    enrich::net::TransportLimits transport;
    qint64 mostRaw = 200LL << 20;  ///< octets of raw answers that are kept
    bool offline = true;           ///< nothing is sent
    bool takeUpLeft = true;        ///< resume jobs left by the last run; off for the CLI
    QString services;              ///< folder of the user's own services (see userservice.h); empty: none
    QString bootstrapFolder;       ///< where IANA's tables of RDAP servers are kept once fetched; empty: nowhere
};

/// What a test may put in place of the world. What is null is the real thing.
struct LookupParts {
    std::unique_ptr<Clock> clock;
    std::unique_ptr<enrich::net::Transport> transport;
    std::unique_ptr<SecretStore> secrets;
    const QHash<QString, QByteArray>* environment = nullptr;
};

/// What would happen to one value with one provider.
struct PreviewItem {
    enum class Fate : quint8 {
        send,
        cached,   ///< answered before, still fresh: nothing is sent
        stale,    ///< answered before, long ago: shown with its age, asked again only on request
        waiting,  ///< already in the queue
        notFor,   ///< not a question for this provider
        noKey,    ///< the provider wants a key first
        heldBack  ///< must not leave the machine
    };
    QString given;      ///< as asked for
    QString indicator;  ///< what would be sent about; empty if held back
    QString note;       ///< how that differs from what was given
    QString provider;
    Fate fate = Fate::send;
    QString reason;                                        ///< why it is held back; "3 days old" for kept answers
    QString firstQuery;                                    ///< the URL or whois line; without keys
    QStringList hosts;                                     ///< that are asked first
    enrich::providers::Provider::Requests requests{0, 0};  ///< that are to be sent
};

/// What one provider would get.
struct PreviewShare {
    QString provider, name;
    QStringList hosts;  ///< that are asked first; referrals may lead on to others
    int count = 0;      ///< of questions
    int requests = 0;   ///< that these take at least
    int clear = 0;      ///< of them, those that are not encrypted
    bool encrypted = true;
    QString key;  ///< "from the environment (…ab12)"; empty if none is needed
    QString privacyNote, terms;
    int leftToday = -1;   ///< questions after which the day's share is used up; -1: no limit
    qint64 duration = 0;  ///< ms, estimated
};

struct Preview {
    QList<PreviewItem> items;  ///< a value that is held back appears once, whatever the providers
    QList<PreviewShare> shares;
    bool offline = false;  ///< nothing can be sent as things are
    int count(PreviewItem::Fate fate) const;
    int toSend() const { return count(PreviewItem::Fate::send); }
    enrich::providers::Provider::Requests requests() const;  ///< of all that is to be sent; servers may refer to others
    qint64 duration() const;                                 ///< ms, estimated; the providers work side by side
};

/// What the tables show of an address or a name, from all there is about it. Empty, or none, where nobody has been
/// asked.
struct LookupColumns {
    QString whoisCountry;  ///< every country of the answer, "US;NL"
    QString whoisOrganization;
    QString registrar;              ///< of a name
    std::optional<qint64> created;  ///< of a name: ms since the epoch
    enrich::subject::Verdict verdict = enrich::subject::Verdict::none;
    QString verdictBy;                      ///< "threatfox:Emotet botnet_cc;virustotal:18/94", the worst first
    QList<std::pair<QString, QString>> of;  ///< cells of `answerColumns`, by name, as the tables print them
    std::optional<qint64> malicious, suspicious, harmless, undetected;  ///< VirusTotal's
    std::optional<qint64> lookedUpAt;  ///< ms since the epoch: the latest of the answers
    struct Answer {
        QString service, host, says;
        qint64 at = 0;  ///< ms since the epoch
    };
    QList<Answer> answers;  ///< each of them
};

/// All in one thread, by its event loop. Destroying it closes every socket; what waits is kept for the next run.
class Lookups : public QObject {
    Q_OBJECT
public:
    explicit Lookups(LookupSettings settings, LookupParts parts = {}, QObject* parent = nullptr);
    ~Lookups() override;

    /// In the order in which to offer them: "registration", "whois", "rdap", "virustotal", …
    QList<enrich::providers::ProviderDescriptor> providers() const;
    /// What is wrong with the user's own services; empty if nothing.
    const QStringList& serviceProblems() const { return m_services.problems; }
    /// Ask it to `load` a provider's key before a preview with that provider: until then there may or may not be one.
    Keys& keys() { return *m_keys; }
    LookupStore& store() { return m_store; }

    bool offline() const { return m_offline; }
    /// Going offline pauses the queue and closes its sockets.
    void setOffline(bool offline);

    /// From now on these are held back, too; what waits in the queue about them is cancelled.
    void setOwn(enrich::subject::OwnNetworks own);
    const enrich::subject::OwnNetworks& own() const { return m_own; }

    /// Whether the provider can be asked about any of the values at all.
    bool takes(const QString& provider, const QStringList& values) const;
    /// Values are addresses or names, as the tables show them. Sends nothing. `again` asks also where there is an
    /// answer. Services of reputation are asked about whole host names with `wholeNames`; else, as in NameScope::guest,
    /// about no more than a platform's guest.
    Preview preview(const QStringList& values, const QStringList& providers, bool again = false,
                    bool wholeNames = false) const;
    /// Sends what the preview says is to be sent, and gives the kept answers out at once (that is: by the event loop).
    /// Nothing is sent while offline: each item then ends with the status `offline`. As long as something is `left` the
    /// queue is paused, and what is started waits, too.
    void start(const Preview& preview);

    void pause();
    void resume();
    void cancel();
    bool paused() const { return m_queue->paused(); }
    qint64 now() const { return m_clock->now(); }  ///< ms since the epoch, by the clock of the lookups
    int left() const { return m_queue->left(); }   ///< from the last run: the user is to be asked
    QList<LookupJob> jobs() const { return m_queue->jobs(); }
    int total() const { return m_queue->total(); }
    int done() const { return m_queue->done(); }

    /// Kept answers about this value, from all providers, without asking anybody: of each the one about the most of it.
    QList<enrich::subject::LookupResult> known(const QString& value) const;
    /// Addresses and names about which there is an answer.
    QStringList answered() const { return m_store.indicators(); }
    /// The columns of those providers that have answered anything.
    QList<enrich::providers::AnswerColumn> answerColumns() const;

    /// Pauses that servers, or a provider's quota, have imposed, and their end by the user's will.
    QList<LookupStore::Hold> holds() const { return m_store.holds(m_clock->now()); }
    void lift(const QString& host) { m_queue->lift(host); }
    LookupColumns columns(const QString& value) const;

    /// Fetches IANA's current tables of RDAP servers (three files from data.iana.org); only on the user's request.
    /// `bootstrapUpdated` says how it went. Nothing happens while offline.
    void updateBootstrap();
    /// The date of the table of top-level domains in use, "2026-11-01T…".
    QString bootstrapDate() const { return m_bootstrap->published(enrich::providers::RdapBootstrap::File::dns); }

    /// What an answer says, in a few words: "LG DACOM Corporation, KR", "18/94"; why there is none.
    QString summary(const enrich::subject::LookupResult& result) const;
    /// Another limit than the provider's own, such as that of a paid key.
    void setLimits(const QString& provider, const enrich::providers::ProviderLimits& limits) {
        m_queue->setLimits(provider, limits);
    }
    /// "answered", "cached (3 hours old)", "not found", "key refused", "failed (…)": for a finished lookup.
    QString words(const enrich::subject::LookupResult& result) const;

signals:
    void resultReady(const weir::enrich::subject::LookupResult& result);
    void jobChanged(const weir::enrich::queue::LookupJob& job);  ///< `words` says what is going on
    void progress(int done, int total, qint64 remainingMilliseconds);
    void bootstrapUpdated(const QString& problem);  ///< empty: all three files were taken
    void stateChanged();                            ///< paused, resumed, all done, offline or online

private:
    const enrich::providers::Provider* find(const QString& id) const;
    PreviewItem itemFor(const enrich::providers::Provider& provider, const QString& given,
                        const enrich::subject::Indicator& indicator, const QSet<QString>& waiting, bool again) const;
    PreviewShare shareOf(const enrich::providers::Provider& provider) const;
    void takeBootstrap(enrich::providers::RdapBootstrap::File file, const enrich::providers::Reply& reply);

    bool m_offline;
    enrich::subject::OwnNetworks m_own;
    enrich::providers::UserServices m_services;
    std::shared_ptr<const enrich::subject::HostGate> m_gate;
    QString m_bootstrapFolder;
    std::shared_ptr<enrich::providers::RdapBootstrap> m_bootstrap;
    enrich::providers::Providers m_providers;
    qint64 m_mostRaw;
    LookupStore m_store;
    std::shared_ptr<Redactor> m_redactor;
    std::unique_ptr<Clock> m_clock;
    std::unique_ptr<enrich::net::Transport> m_transport;
    std::unique_ptr<Keys> m_keys;
    std::unique_ptr<RequestQueue> m_queue;
    std::vector<std::unique_ptr<enrich::net::PendingReply>> m_bootstrapReplies;
    QHash<QString, qint64> m_bootstrapSent;  ///< numbers of the record, by file
    QStringList m_bootstrapProblems;
    int m_bootstrapWaits = 0;
    qint64 m_batch = 0;
};

/// "3 hours", "12 days"; "unknown" for a time in the future.
QString ageWords(qint64 then, qint64 now);

}  // namespace weir::enrich::queue
