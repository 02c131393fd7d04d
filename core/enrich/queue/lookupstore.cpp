// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/queue/lookupstore.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>
#include <QUuid>
#include <QVariant>
#include <array>

#include "core/enrich/queue/storequery.h"

namespace weir::enrich::queue {

namespace {

constexpr int schemaVersion = 1;

QString busyTimeout() { return QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(LookupStore::longestWait.count()); }

QByteArray parsedForm(const enrich::subject::LookupResult& result) {
    QJsonArray fields;
    for (const enrich::subject::Field& field : result.fields)
        fields.append(QJsonArray{field.key, field.label, field.value});
    return QJsonDocument(QJsonObject{{QStringLiteral("fields"), fields},
                                     {QStringLiteral("countries"), QJsonArray::fromStringList(result.countries)},
                                     {QStringLiteral("warnings"), QJsonArray::fromStringList(result.warnings)},
                                     {QStringLiteral("reason"), result.reason},
                                     {QStringLiteral("verdict"), static_cast<int>(result.verdict)}})
        .toJson(QJsonDocument::Compact);
}

QStringList texts(const QJsonValue& value) {
    QStringList out;
    for (const QJsonValue& one : value.toArray()) out.append(one.toString());
    return out;
}

void readParsed(enrich::subject::LookupResult& result, const QByteArray& json) {
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    for (const QJsonValue& value : root.value(u"fields").toArray()) {
        const QJsonArray field = value.toArray();
        if (field.size() == 3)
            result.fields.append(enrich::subject::Field{field[0].toString(), field[1].toString(), field[2]});
    }
    result.countries = texts(root.value(u"countries"));
    result.warnings = texts(root.value(u"warnings"));
    result.reason = root.value(u"reason").toString();
    result.verdict = static_cast<enrich::subject::Verdict>(
        std::clamp(root.value(u"verdict").toInt(), 0, static_cast<int>(enrich::subject::Verdict::info)));
}

QByteArray trailForm(const enrich::subject::LookupResult& result) {
    QJsonArray out;
    for (const enrich::subject::TrailStep& step : result.trail)
        out.append(QJsonArray{step.host, step.query, step.outcome, step.milliseconds});
    return QJsonDocument(out).toJson(QJsonDocument::Compact);
}

void readTrail(enrich::subject::LookupResult& result, const QByteArray& json) {
    for (const QJsonValue& value : QJsonDocument::fromJson(json).array()) {
        const QJsonArray step = value.toArray();
        result.trail.append(enrich::subject::TrailStep{step[0].toString(), step[1].toString(), step[2].toString(),
                                                       step[3].toInteger()});
    }
}

}  // namespace

LookupStore::LookupStore(const QString& path, Use use) : m_path(path), m_use(use) {
    if (use == Use::readWrite && !path.isEmpty()) {
        openToWrite();
        return;
    }
    if (!path.isEmpty() && openToRead()) {
        // What the last program left waiting is this one's to take up, or to give up.
        QSqlQuery query(m_database);
        if (use == Use::whenNeeded && ok(query, "SELECT 1 FROM job LIMIT 1") && query.next()) {
            query.finish();
            write();
        }
        return;
    }
    m_inMemory = path.isEmpty() || use == Use::read;
    open(QStringLiteral(":memory:"));
}

void LookupStore::write() {
    if (m_use != Use::whenNeeded)
        return;
    m_use = Use::readWrite;
    if (!m_path.isEmpty())
        openToWrite();
}

bool LookupStore::fileExists() const { return !m_path.isEmpty() && QFileInfo::exists(m_path); }

void LookupStore::openToWrite() {
    const QString& path = m_path;
    QDir().mkpath(QFileInfo(path).absolutePath());
    keepPrivate(path);
    m_first = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
    m_first->setStaleLockTime(0);  // only the death of its owner ends it
    m_first->tryLock(0);
    if (open(path))
        return;
    const QString problem = m_database.lastError().databaseText();
    const bool damaged = QFileInfo(path).size() > 0 && QFileInfo(path).isWritable() &&
                         QFileInfo(QFileInfo(path).absolutePath()).isWritable();
    if (damaged) {
        const QString aside =
            QStringLiteral("%1.corrupt-%2")
                .arg(path, QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmsszzz")));
        m_database.close();
        for (const char* ending : {"-wal", "-shm"}) QFile::remove(path + QLatin1String(ending));
        if (QFile::rename(path, aside)) {
            keepPrivate(path);
            if (open(path)) {
                m_notice = QStringLiteral("The kept answers were damaged; they are now in %1.").arg(aside);
                return;
            }
        }
    }
    m_inMemory = true;
    m_notice = QStringLiteral("Answers are kept for this run only: %1 cannot be used (%2).").arg(path, problem);
    open(QStringLiteral(":memory:"));
}

LookupStore::~LookupStore() {
    catchUp();
    m_database.close();
    m_database = {};
    if (!m_connection.isEmpty())
        QSqlDatabase::removeDatabase(m_connection);
}

void LookupStore::keepPrivate(const QString& path) {
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly))  // another program may have been quicker
        file.close();
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

bool LookupStore::open(const QString& path) {
    if (m_connection.isEmpty()) {
        m_connection = QStringLiteral("lookups-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    }
    m_known.clear();
    m_knownVersion = -1;
    m_database.close();
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(busyTimeout());
    // Reading a large file whole takes a third of a second. Only where the last program did not close it is it in
    // doubt.
    constexpr qint64 quicklyRead = 8 << 20;
    const bool doubtful = QFileInfo(path + QStringLiteral("-wal")).size() > 0;
    return m_database.open() && createTables(doubtful || QFileInfo(path).size() < quicklyRead);
}

LookupStore::Stamp LookupStore::stamp() const {
    const QFileInfo file(m_path);
    return {QFileInfo::exists(m_path + QStringLiteral("-wal")), file.exists() ? file.size() : -1,
            file.exists() ? file.lastModified().toMSecsSinceEpoch() : 0};
}

bool LookupStore::openToRead() const {
    m_read = stamp();
    if (!fileExists())
        return false;
    if (m_connection.isEmpty()) {
        m_connection = QStringLiteral("lookups-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    }
    m_database.close();
    m_knownVersion = -1;
    // Without a log no program is writing, and SQLite need not make files of its own beside the database.
    QUrl url = QUrl::fromLocalFile(QFileInfo(m_path).absoluteFilePath());
    url.setQuery(m_read.log ? QStringLiteral("mode=ro") : QStringLiteral("mode=ro&immutable=1"));
    m_database.setDatabaseName(url.toString(QUrl::FullyEncoded));
    m_database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI;") + busyTimeout());
    if (!m_database.open())
        return false;
    QSqlQuery query(m_database);
    return ok(query, "PRAGMA user_version") && query.next() && query.value(0).toInt() == schemaVersion &&
           ok(query, "SELECT count(*) FROM result") && query.next();
}

bool LookupStore::createTables(bool check) {
    QSqlQuery query(m_database);
    if (!ok(query, "PRAGMA journal_mode=WAL") || !ok(query, "PRAGMA synchronous=NORMAL"))
        return false;
    if (check && (!ok(query, "PRAGMA quick_check(1)") || !query.next() || query.value(0).toString() != u"ok"))
        return false;
    if (!ok(query, "PRAGMA user_version") || !query.next())
        return false;
    const int version = query.value(0).toInt();
    query.finish();
    if (version > schemaVersion)
        return false;
    constexpr std::array statements{
        "CREATE TABLE IF NOT EXISTS result(provider TEXT, kind INT, indicator TEXT, status INT, http INT,"
        " retrieved_at INT, expires_at INT, as_of INT, source_host TEXT, trail TEXT, parsed TEXT, raw BLOB,"
        " raw_truncated INT, app_version TEXT, PRIMARY KEY(provider, kind, indicator))",
        "CREATE TABLE IF NOT EXISTS job(id INTEGER PRIMARY KEY, provider TEXT, kind INT, indicator TEXT, state INT,"
        " tries INT, not_before INT, batch INT, error TEXT)",
        "CREATE TABLE IF NOT EXISTS usage(provider TEXT, at INT)",
        "CREATE INDEX IF NOT EXISTS usage_at ON usage(provider, at)",
        "CREATE TABLE IF NOT EXISTS host_hold(host TEXT PRIMARY KEY, until INT, reason TEXT)",
        "CREATE TABLE IF NOT EXISTS host_turn(host TEXT PRIMARY KEY, at INT)",
        "CREATE TABLE IF NOT EXISTS audit(at INT, provider TEXT, host TEXT, indicator TEXT, status TEXT)",
        "PRAGMA user_version=1"};
    for (const char* statement : statements) {
        if (!ok(query, statement))
            return false;
    }
    // Opening succeeds on a read-only file, so try an insert.
    const bool writable =
        ok(query, "INSERT INTO usage VALUES('', 0)") && ok(query, "DELETE FROM usage WHERE provider=''");
    return writable;
}

void LookupStore::keep(const enrich::subject::LookupResult& result,
                       const enrich::providers::ProviderDescriptor& provider) {
    const bool answer =
        result.status == enrich::subject::LookupStatus::ok || result.status == enrich::subject::LookupStatus::truncated;
    if (!answer && result.status != enrich::subject::LookupStatus::notFound)
        return;
    write();
    const qint64 worth = (answer ? provider.keepAnswer : provider.keepNotFound) * 1000;
    change("INSERT OR REPLACE INTO result VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
           {result.provider, static_cast<int>(result.indicator.kind()), result.indicator.text(),
            static_cast<int>(result.status), 0, result.retrievedAt, result.retrievedAt + worth, QVariant(),
            result.trail.isEmpty() ? QString() : result.trail.last().host, trailForm(result), parsedForm(result),
            result.raw, result.rawTruncated, QStringLiteral(WEIR_VERSION)});
    m_known.insert(result.indicator.text());
}

/// What other programs write is seen a moment later; what is written here, at once.
bool LookupStore::mayKnow(const QString& indicator) const {
    constexpr std::chrono::milliseconds moment(20);
    const auto now = std::chrono::steady_clock::now();
    if (m_knownVersion < 0 || now >= m_versionRead + moment) {
        m_versionRead = now;
        // SQLite does not watch a file of which it was told that nobody writes it.
        if (m_use == Use::whenNeeded && !m_path.isEmpty() && stamp() != m_read)
            (void)openToRead();
        QSqlQuery query(m_database);
        const qint64 version = ok(query, "PRAGMA data_version") && query.next() ? query.value(0).toLongLong() : -1;
        if (version != m_knownVersion) {
            m_knownVersion = version;
            m_known.clear();
            if (ok(query, "SELECT DISTINCT indicator FROM result")) {
                while (query.next()) m_known.insert(query.value(0).toString());
            }
        }
    }
    return m_known.contains(indicator);
}

std::optional<enrich::subject::LookupResult> LookupStore::find(const QString& provider,
                                                               const enrich::subject::Indicator& indicator,
                                                               qint64 now) const {
    if (!mayKnow(indicator.text()))
        return {};
    QSqlQuery query(m_database);
    if (!ok(query,
            "SELECT status, retrieved_at, expires_at, trail, parsed, raw, raw_truncated FROM result"
            " WHERE provider=? AND kind=? AND indicator=?",
            {provider, static_cast<int>(indicator.kind()), indicator.text()}) ||
        !query.next())
        return {};
    enrich::subject::LookupResult out(indicator);
    out.provider = provider;
    out.status = static_cast<enrich::subject::LookupStatus>(query.value(0).toInt());
    out.retrievedAt = query.value(1).toLongLong();
    // A clock that went back makes the age unknown, not young.
    constexpr qint64 slack = 3600 * 1000;
    out.stale = query.value(2).toLongLong() <= now || out.retrievedAt > now + slack;
    readTrail(out, query.value(3).toByteArray());
    readParsed(out, query.value(4).toByteArray());
    out.raw = query.value(5).toByteArray();
    out.rawTruncated = query.value(6).toBool();
    out.fromCache = true;
    return out;
}

QStringList LookupStore::indicators() const {
    (void)mayKnow({});
    return m_known.values();
}

QSet<QString> LookupStore::answeringProviders() const {
    QSet<QString> out;
    QSqlQuery query(m_database);
    if (ok(query, "SELECT DISTINCT provider FROM result WHERE status!=?",
           {static_cast<int>(enrich::subject::LookupStatus::notFound)})) {
        while (query.next()) out.insert(query.value(0).toString());
    }
    return out;
}

void LookupStore::clearResults() {
    if (fileExists())
        write();
    change("DELETE FROM result");
    m_known.clear();
}

void LookupStore::limitRaw(qint64 mostOctets) {
    QSqlQuery query(m_database);
    if (!ok(query, "SELECT rowid, length(raw) FROM result WHERE raw IS NOT NULL ORDER BY retrieved_at DESC"))
        return;
    qint64 sum = 0;
    QVariantList drop;
    while (query.next()) {
        sum += query.value(1).toLongLong();
        if (sum > mostOctets)
            drop.append(query.value(0));
    }
    query.finish();
    for (const QVariant& row : drop) change("UPDATE result SET raw=NULL, raw_truncated=1 WHERE rowid=?", {row});
}

void LookupStore::addJob(JobRecord& job) {
    write();
    QSqlQuery query(m_database);
    if (ok(query, "INSERT INTO job(provider, indicator, state, tries, not_before, batch, error) VALUES(?,?,?,?,?,?,?)",
           {job.provider, job.indicator, static_cast<int>(job.state), job.tries, job.notBefore, job.batch, job.reason}))
        job.id = query.lastInsertId().toLongLong();
    else
        job.id = -++m_unkeptJobs;
}

void LookupStore::updateJob(const JobRecord& job) {
    change("UPDATE job SET state=?, tries=?, not_before=?, error=? WHERE id=?",
           {static_cast<int>(job.state), job.tries, job.notBefore, job.reason, job.id});
}

void LookupStore::removeJob(qint64 id) { change("DELETE FROM job WHERE id=?", {id}); }

bool LookupStore::changeNow(const char* statement, const QVariantList& values) {
    QSqlQuery query(m_database);
    if (!query.prepare(QLatin1String(statement)))
        return true;  // as in a store that is only read: nothing to wait for
    for (const QVariant& value : values) query.addBindValue(value);
    if (query.exec())
        return true;
    const QString code = query.lastError().nativeErrorCode();
    if (code == u"5" || code == u"6")  // SQLITE_BUSY, SQLITE_LOCKED (sqlite.org/rescode.html)
        return false;
    if (code != u"8")  // SQLITE_READONLY: only what is there already is wanted
        m_notice =
            QStringLiteral("Something could not be kept in %1 (%2).").arg(m_path, query.lastError().databaseText());
    return true;
}

void LookupStore::catchUp() {
    while (!m_waiting.empty() && changeNow(m_waiting.front().statement, m_waiting.front().values))
        m_waiting.pop_front();
}

void LookupStore::change(const char* statement, std::initializer_list<QVariant> values) {
    constexpr std::size_t mostWaiting = 10'000;
    catchUp();
    const QVariantList bound(values);
    if (!m_waiting.empty() || !changeNow(statement, bound)) {
        if (m_waiting.size() >= mostWaiting)
            m_waiting.pop_front();
        m_waiting.push_back({statement, bound});
    }
}

QList<JobRecord> LookupStore::jobs() const {
    QSqlQuery query(m_database);
    QList<JobRecord> out;
    if (m_first && !m_first->isLocked() && !m_inMemory)
        return out;
    if (!ok(query, "SELECT id, provider, indicator, state, tries, not_before, batch, error FROM job ORDER BY id"))
        return out;
    while (query.next())
        out.append(JobRecord{query.value(0).toLongLong(), query.value(1).toString(), query.value(2).toString(),
                             static_cast<JobState>(query.value(3).toInt()), query.value(4).toInt(),
                             query.value(5).toLongLong(), query.value(6).toLongLong(), query.value(7).toString()});
    return out;
}

}  // namespace weir::enrich::queue
