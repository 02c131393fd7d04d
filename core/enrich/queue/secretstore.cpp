// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/queue/secretstore.h"

#include <QPointer>
#include <QTimer>
#include <algorithm>
#include <cstdlib>
#include <cstring>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#include <sys/resource.h>
#endif

#ifdef WEIR_HAVE_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

namespace weir::enrich::queue {

namespace {

constexpr qsizetype shortestSecret = 6;
constexpr qsizetype longestSecret = 512;

#ifdef WEIR_HAVE_KEYCHAIN
class Keychain : public SecretStore {
public:
    void read(const QString& name, Answer answer) override {
        auto* job = new QKeychain::ReadPasswordJob(service());
        start(job, name, [job, answer](SecretStatus status, const QString& problem) {
            answer(status, job->binaryData(), problem);
        });
    }
    void write(const QString& name, const QByteArray& secret, Answer answer) override {
        auto* job = new QKeychain::WritePasswordJob(service());
        job->setBinaryData(secret);
        start(job, name, [answer](SecretStatus status, const QString& problem) { answer(status, {}, problem); });
    }
    void remove(const QString& name, Answer answer) override {
        auto* job = new QKeychain::DeletePasswordJob(service());
        start(job, name, [answer](SecretStatus status, const QString& problem) { answer(status, {}, problem); });
    }

private:
    static QString service() { return QStringLiteral("io.github.weir_project.Weir"); }
    template <typename Then>
    void start(QKeychain::Job* job, const QString& name, Then then) {
        job->setKey(name);
        connect(job, &QKeychain::Job::finished, this, [then](QKeychain::Job* done) {
            const auto status = done->error() == QKeychain::NoError         ? SecretStatus::ok
                                : done->error() == QKeychain::EntryNotFound ? SecretStatus::absent
                                                                            : SecretStatus::unavailable;
            then(status, done->errorString());
        });
        job->start();
    }
};
#endif

class NoKeychain : public SecretStore {
public:
    void read(const QString&, Answer answer) override { none(answer); }
    void write(const QString&, const QByteArray&, Answer answer) override { none(answer); }
    void remove(const QString&, Answer answer) override { none(answer); }

private:
    void none(const Answer& answer) {
        QTimer::singleShot(0, this, [answer] {
            answer(SecretStatus::unavailable, {}, QStringLiteral("this program was built without a keychain"));
        });
    }
};

/// What a child process would inherit, and whoever may read /proc/PID/environ would see, is overwritten.
QByteArray takenFromEnvironment(const QByteArray& name) {
    char* const value = std::getenv(name.constData());
    if (!value)
        return {};
    const QByteArray out = QByteArray(value).trimmed();
    std::fill_n(value, std::strlen(value), '\0');
    qunsetenv(name.constData());
    return out;
}

/// From now on there is something in memory that must be in no core file and that no other program may read.
void guardMemory() {
#ifdef Q_OS_LINUX
    prctl(PR_SET_DUMPABLE, 0);
    const rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
#endif
}

}  // namespace

void Redactor::add(const QByteArray& secret) {
    guardMemory();
    if (secret.size() >= shortestSecret && !m_secrets.contains(secret))
        m_secrets.append(secret);
}

QString Redactor::hint(const QByteArray& secret) {
    return secret.size() < 12 ? QStringLiteral("\u2026") : QChar(0x2026) + QString::fromLatin1(secret.right(4));
}

QByteArray Redactor::apply(QByteArray text) const {
    for (const QByteArray& secret : m_secrets) {
        // Servers may change the case of what they repeat, and repeat it as often as they like.
        const QByteArray needle = secret.toLower();
        const QByteArray lower = text.toLower();
        qsizetype found = lower.indexOf(needle);
        if (found < 0)
            continue;
        const QByteArray blot = "[key " + hint(secret).toUtf8() + "]";
        QByteArray out;
        qsizetype done = 0;
        for (; found >= 0; found = lower.indexOf(needle, done)) {
            out += text.mid(done, found - done) + blot;
            done = found + secret.size();
        }
        text = out + text.mid(done);
    }
    return text;
}

std::unique_ptr<SecretStore> desktopKeychain() {
#ifdef WEIR_HAVE_KEYCHAIN
    return std::make_unique<Keychain>();
#else
    return std::make_unique<NoKeychain>();
#endif
}

Keys::Keys(const enrich::providers::Providers& providers, std::unique_ptr<SecretStore> store,
           std::shared_ptr<Redactor> redactor, const QHash<QString, QByteArray>* environment, int patience,
           QObject* parent)
    : QObject(parent),
      m_store(store ? std::move(store) : std::make_unique<NoKeychain>()),
      m_redactor(std::move(redactor)),
      m_patience(patience) {
    for (const auto& provider : providers) {
        const enrich::providers::ProviderDescriptor& d = provider->descriptor();
        Entry entry;
        if (!d.keyOwner.isEmpty())
            m_owners.insert(d.id, d.keyOwner);
        if (!d.needsKey) {
            entry.ready = entry.asked = true;
        } else {
            entry = m_entries.value(entryOf(d.id));
            for (const QString& variable : {d.environmentVariable, d.ownerVariable}) {
                const QByteArray key = variable.isEmpty() ? QByteArray()
                                       : environment      ? environment->value(variable).trimmed()
                                                          : takenFromEnvironment(variable.toLatin1());
                if (key.isEmpty() || !entry.key.isEmpty())
                    continue;
                entry.key = key;
                entry.source = KeySource::environment;
                entry.ready = entry.asked = true;
                m_redactor->add(entry.key);
            }
        }
        m_entries.insert(entryOf(d.id), entry);
    }
}

SecretStore::Answer Keys::guarded(Guarded then) {
    // Keychains are known to ask the user something nobody can see, and to wait for the answer for ever.
    auto* guard = new QTimer(this);
    guard->setSingleShot(true);
    connect(guard, &QTimer::timeout, this, [guard, then] {
        guard->deleteLater();
        then(SecretStatus::unavailable, {}, QStringLiteral("the keychain does not answer"));
    });
    guard->start(m_patience);
    return
        [guard = QPointer<QTimer>(guard), then](SecretStatus status, const QByteArray& secret, const QString& problem) {
            if (!guard || !guard->isActive())
                return;
            guard->stop();
            guard->deleteLater();
            then(status, secret, problem);
        };
}

void Keys::tellChanged(const QString& entry) {
    const QStringList sharing = m_owners.keys(entry);
    for (const QString& provider : sharing) emit changed(provider);
    if (sharing.isEmpty())
        emit changed(entry);
}

void Keys::load(const QString& id) {
    const QString provider = entryOf(id);
    const auto found = m_entries.find(provider);
    if (found == m_entries.end() || found->asked)
        return;
    found->asked = true;
    m_store->read(
        provider, guarded([this, provider](SecretStatus status, const QByteArray& secret, const QString&) {
            Entry& entry = m_entries[provider];
            if (entry.source == KeySource::none && status == SecretStatus::ok && !secret.trimmed().isEmpty()) {
                entry.key = secret.trimmed();
                entry.source = KeySource::keychain;
                m_redactor->add(entry.key);
            }
            entry.ready = true;
            tellChanged(provider);
        }));
}

bool Keys::ready(const QString& provider) const {
    const auto found = m_entries.constFind(entryOf(provider));
    return found == m_entries.constEnd() || found->ready;
}

QString Keys::description(const QString& provider) const {
    const Entry entry = m_entries.value(entryOf(provider));
    const QString hint = Redactor::hint(entry.key);
    switch (entry.source) {
        case KeySource::environment:
            return QStringLiteral("from the environment (%1)").arg(hint);
        case KeySource::keychain:
            return QStringLiteral("in the keychain (%1)").arg(hint);
        case KeySource::session:
            return QStringLiteral("for this run only (%1)").arg(hint);
        case KeySource::none:
            break;
    }
    return entry.ready ? QStringLiteral("no key") : QStringLiteral("not known yet");
}

Result<bool> Keys::set(const QString& id, const QByteArray& given, bool remember) {
    const QString provider = entryOf(id);
    const QByteArray key = given.trimmed();
    if (key.isEmpty() || key.size() > longestSecret)
        return Error::of(ErrorKind::invalid, "a key has 1 to 512 characters");
    if (std::any_of(key.begin(), key.end(), [](char c) { return c < 0x21 || c > 0x7e; }))
        return Error::of(ErrorKind::invalid, "a key has no spaces, control characters or letters beyond ASCII");
    const auto found = m_entries.find(provider);
    if (found == m_entries.end())
        return Error::of(ErrorKind::notFound, "no such provider");
    m_redactor->add(key);
    if (found->source != KeySource::environment) {
        found->key = key;
        found->source = KeySource::session;
        found->ready = found->asked = true;
        tellChanged(provider);
    }
    if (remember)
        m_store->write(
            provider, key,
            guarded([this, id, provider, key](SecretStatus status, const QByteArray&, const QString& problem) {
                Entry& entry = m_entries[provider];
                if (status != SecretStatus::ok) {
                    emit notKept(id, problem);
                } else if (entry.source == KeySource::session && entry.key == key) {
                    entry.source = KeySource::keychain;
                    tellChanged(provider);
                }
            }));
    return true;
}

void Keys::forget(const QString& id) {
    const QString provider = entryOf(id);
    const auto found = m_entries.find(provider);
    if (found == m_entries.end())
        return;
    if (found->source != KeySource::environment) {
        found->key.fill('\0');
        found->key.clear();
        found->source = KeySource::none;
        found->ready = found->asked = true;
    }
    m_store->remove(provider, guarded([](SecretStatus, const QByteArray&, const QString&) {}));
    tellChanged(provider);
}

}  // namespace weir::enrich::queue
