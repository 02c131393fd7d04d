// SPDX-License-Identifier: GPL-3.0-or-later
// Where keys for providers come from and where they may stay: the environment, the desktop's keychain, or this run's
// memory. Never a file of ours, a log line, a URL or an export.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <functional>
#include <memory>

#include "core/enrich/providers/provider.h"

namespace weir::enrich::queue {

/// Blots out what must not be seen. Shared between those who learn secrets and those who write texts.
class Redactor {
public:
    void add(const QByteArray& secret);  ///< texts of fewer than 6 characters would blot out everything: left alone
    QByteArray apply(QByteArray text) const;
    QString apply(const QString& text) const { return QString::fromUtf8(apply(text.toUtf8())); }
    static QString hint(const QByteArray& secret);  ///< "…ab12"

private:
    QList<QByteArray> m_secrets;
};

enum class SecretStatus : quint8 { ok, absent, unavailable };

/// A keychain. Answers come later, or never: whoever asks must mind the time.
class SecretStore : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(SecretStatus, const QByteArray& secret, const QString& problem)>;
    using QObject::QObject;
    virtual void read(const QString& name, Answer answer) = 0;
    virtual void write(const QString& name, const QByteArray& secret, Answer answer) = 0;
    virtual void remove(const QString& name, Answer answer) = 0;
};
/// The desktop's keychain through QtKeychain; one that is never available where Weir was built without it.
std::unique_ptr<SecretStore> desktopKeychain();

enum class KeySource : quint8 { none, environment, keychain, session };

class Keys : public QObject {
    Q_OBJECT
public:
    /// Takes the keys out of the environment, so that no child process inherits them: `environment` stands for the
    /// process's own, for tests.
    Keys(const enrich::providers::Providers& providers, std::unique_ptr<SecretStore> store,
         std::shared_ptr<Redactor> redactor, const QHash<QString, QByteArray>* environment = nullptr,
         int patience = 5'000, QObject* parent = nullptr);

    /// Asks the keychain, once; `changed` follows, `patience` ms later at the latest.
    void load(const QString& provider);
    bool ready(const QString& provider) const;  ///< whether it is known if there is a key
    QByteArray key(const QString& provider) const { return m_entries.value(entryOf(provider)).key; }
    KeySource source(const QString& provider) const { return m_entries.value(entryOf(provider)).source; }
    QString description(const QString& provider) const;  ///< "from the environment (…ab12)", "no key"

    /// The key is used at once. Where it is to be remembered and the keychain does not take it, it stays for this run
    /// and `notKept` says why. An error if it cannot be a key at all. A key from the environment stays in force.
    Result<bool> set(const QString& provider, const QByteArray& key, bool remember);
    void forget(const QString& provider);  ///< here and in the keychain

signals:
    void changed(const QString& provider);  ///< once for each provider that shares the key
    void notKept(const QString& provider, const QString& reason);

private:
    /// Providers of one owner share an entry.
    QString entryOf(const QString& provider) const { return m_owners.value(provider, provider); }
    void tellChanged(const QString& entry);
    struct Entry {
        QByteArray key;
        KeySource source = KeySource::none;
        bool ready = false, asked = false;
    };
    using Guarded = std::function<void(SecretStatus, const QByteArray&, const QString&)>;
    SecretStore::Answer guarded(Guarded then);

    QHash<QString, Entry> m_entries;
    QHash<QString, QString> m_owners;  ///< by provider, where it is not the provider's own key
    std::unique_ptr<SecretStore> m_store;
    std::shared_ptr<Redactor> m_redactor;
    int m_patience;
};

}  // namespace weir::enrich::queue
