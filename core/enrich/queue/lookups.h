// SPDX-License-Identifier: GPL-3.0-or-later
// Looking things up as the window and the command line see it: first what would go where, then the answers.
#pragma once

#include <QObject>
#include <memory>

#include "core/enrich/providers/registration.h"
#include "core/enrich/providers/virustotal.h"
#include "core/enrich/queue/offlinedata.h"
#include "core/enrich/queue/requestqueue.h"

namespace weir::enrich::queue {

struct LookupSettings {
    QString store;  ///< file of kept answers; empty: in memory
    enrich::subject::TestEndpoints endpoints;
    enrich::subject::OwnNetworks own;
    enrich::providers::WhoisUse whoisUse = enrich::providers::WhoisUse::always;
    enrich::providers::VirusTotalThresholds virusTotal;
    QHash<QString, enrich::providers::ProviderLimits>
        limits;  ///< in place of the providers' own, such as for a paid key
    enrich::net::TransportLimits transport;
    qint64 mostRaw = 200LL << 20;  ///< octets of raw answers that are kept
    bool offline = true;           ///< nothing is sent
    bool takeUpLeft = true;        ///< what the last run left waiting; a command line has no business with it
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
    QString reason;      ///< why it is held back; "3 days old" for kept answers
    QString firstQuery;  ///< the URL or whois line; without keys
};

/// What one provider would get.
struct PreviewShare {
    QString provider, name;
    QStringList hosts;  ///< that are asked first; referrals may lead on to others
    int count = 0;      ///< of questions
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
    qint64 duration() const;  ///< ms, estimated; the providers work side by side
};

/// What the tables show of one address, from all there is about it. Empty, or none, where nobody has been asked.
struct LookupColumns {
    QString whoisCountry;  ///< every country of the answer, "US;NL"
    QString whoisOrganization;
    QString country, asOrganization;  ///< from files on this machine
    std::optional<qint64> asNumber;
    std::optional<qint64> malicious, suspicious, harmless, undetected;  ///< VirusTotal's
    std::optional<qint64> lookedUpAt;  ///< ms since the epoch: the latest of the answers
};

/// All in one thread, by its event loop. Destroying it closes every socket; what waits is kept for the next run.
class Lookups : public QObject {
    Q_OBJECT
public:
    explicit Lookups(LookupSettings settings, LookupParts parts = {}, QObject* parent = nullptr);
    ~Lookups() override;

    /// In the order in which to offer them: "registration", "whois", "rdap", "virustotal", …
    QList<enrich::providers::ProviderDescriptor> providers() const;
    /// Ask it to `load` a provider's key before a preview with that provider: until then there may or may not be one.
    Keys& keys() { return *m_keys; }
    LookupStore& store() { return m_store; }

    bool offline() const { return m_offline; }
    /// Going offline pauses the queue and closes its sockets.
    void setOffline(bool offline);

    /// From now on these are held back, too; what waits in the queue about them is cancelled.
    void setOwn(enrich::subject::OwnNetworks own);
    const enrich::subject::OwnNetworks& own() const { return m_own; }

    /// Values are addresses or names, as the tables show them. Sends nothing. `again` asks also where there is an
    /// answer.
    Preview preview(const QStringList& values, const QStringList& providers, bool again = false) const;
    /// Sends what the preview says is to be sent, and gives the kept answers out at once (that is: by the event loop).
    /// Nothing is sent while offline: each item then ends with the status `offline`. As long as something is `left` the
    /// queue is paused, and what is started waits, too.
    void start(const Preview& preview);

    void pause();
    void resume();
    void cancel();
    bool paused() const { return m_queue->paused(); }
    qint64 now() const { return m_clock->now(); }  ///< ms since the epoch, by the clock of the look-ups
    int left() const { return m_queue->left(); }   ///< from the last run: the user is to be asked
    QList<LookupJob> jobs() const { return m_queue->jobs(); }
    int total() const { return m_queue->total(); }
    int done() const { return m_queue->done(); }

    /// Kept answers about this value, from all providers, without asking anybody.
    QList<enrich::subject::LookupResult> known(const QString& value) const;
    void useOfflineData(std::shared_ptr<const OfflineData> data) { m_offlineData = std::move(data); }
    LookupColumns columns(const QString& value) const;

    /// Fetches IANA's current tables of RDAP servers (three files from data.iana.org); only on the user's request.
    /// `bootstrapUpdated` says how it went. Nothing happens while offline.
    void updateBootstrap();
    /// The dates of the tables in use, "2026-11-01T…"; empty for the built-in ones.
    QString bootstrapDate() const { return m_bootstrap->published(enrich::providers::RdapBootstrap::File::dns); }

    /// "answered", "cached (3 hours old)", "not found", "key refused", "failed (…)": for a finished look-up.
    QString words(const enrich::subject::LookupResult& result) const;

signals:
    void resultReady(const weir::enrich::subject::LookupResult& result);
    void jobChanged(const weir::enrich::queue::LookupJob& job);  ///< `words` says what is going on
    void progress(int done, int total, qint64 remainingMilliseconds);
    void bootstrapUpdated(const QString& problem);  ///< empty: all three files were taken
    void stateChanged();                            ///< paused, resumed, all done, offline or online

private:
    const enrich::providers::Provider* find(const QString& id) const;
    void takeBootstrap(enrich::providers::RdapBootstrap::File file, const enrich::providers::Reply& reply);

    bool m_offline;
    enrich::subject::OwnNetworks m_own;
    std::shared_ptr<const enrich::subject::HostGate> m_gate;
    QString m_bootstrapFolder;
    std::shared_ptr<enrich::providers::RdapBootstrap> m_bootstrap;
    enrich::providers::Providers m_providers;
    LookupStore m_store;
    std::shared_ptr<Redactor> m_redactor;
    std::unique_ptr<Clock> m_clock;
    std::unique_ptr<enrich::net::Transport> m_transport;
    std::unique_ptr<Keys> m_keys;
    std::unique_ptr<RequestQueue> m_queue;
    std::shared_ptr<const OfflineData> m_offlineData;
    std::vector<std::unique_ptr<enrich::net::PendingReply>> m_bootstrapReplies;
    QStringList m_bootstrapProblems;
    int m_bootstrapWaits = 0;
    qint64 m_batch = 0;
};

/// "3 hours", "12 days"; "unknown" for a time in the future.
QString ageWords(qint64 then, qint64 now);

}  // namespace weir::enrich::queue
