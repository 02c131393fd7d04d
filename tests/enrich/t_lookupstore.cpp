// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QThread>
#include <memory>

#include "core/enrich/providers/virustotal.h"
#include "core/enrich/queue/lookupstore.h"
#include "tests/enrich/answers.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
using namespace weir::enrich::queue;
using namespace weir::enrich::subject;
namespace {

constexpr qint64 now = 1'700'000'000'000;  // 2023-11-14 22:13:20 UTC
constexpr qint64 day = 24 * 3600 * 1000LL;

LookupResult sample(LookupStatus status = LookupStatus::ok) {
    LookupResult r(indicator(QStringLiteral("8.8.8.8")));
    r.provider = QStringLiteral("virustotal");
    r.status = status;
    r.verdict = Verdict::suspicious;
    r.add(QStringLiteral("malicious"), QStringLiteral("Malicious"), 1);
    r.add(QStringLiteral("tags"), QStringLiteral("Tags"), QStringList{QStringLiteral("a"), QStringLiteral("b")});
    r.countries = {QStringLiteral("US"), QStringLiteral("US")};
    r.warnings = {QStringLiteral("w")};
    r.trail = {{QStringLiteral("h"), QStringLiteral("q"), QStringLiteral("o"), 5}};
    r.raw = "raw";
    r.retrievedAt = now;
    return r;
}

const ProviderDescriptor& virusTotal() {
    static const VirusTotalProvider provider;
    return provider.descriptor();
}

TEST(LookupStore, IsMadeWhenThereIsSomethingToKeep) {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("sub/lookups.sqlite"));
    const Indicator about = indicator(QStringLiteral("8.8.8.8"));
    const QString provider = QStringLiteral("virustotal");
    {
        LookupStore store(path, LookupStore::Use::whenNeeded);
        EXPECT_FALSE(store.inMemory());
        EXPECT_FALSE(store.find(provider, about, now));
        store.clearResults();
        store.clearAudit();
        store.release(QStringLiteral("host"));
        EXPECT_FALSE(QFile::exists(folder.filePath(QStringLiteral("sub")))) << "there was nothing to write";
        store.keep(sample(), virusTotal());
        EXPECT_TRUE(store.find(provider, about, now));
        EXPECT_TRUE(QFile::exists(path));
    }
    const auto files = [&] { return QDir(folder.filePath(QStringLiteral("sub"))).entryList(QDir::Files); };
    const QStringList before = files();
    const QDateTime changed = QFileInfo(path).lastModified();
    LookupStore reader(path, LookupStore::Use::whenNeeded);
    EXPECT_TRUE(reader.find(provider, about, now));
    EXPECT_EQ(files(), before) << "reading makes no files";
    EXPECT_EQ(QFileInfo(path).lastModified(), changed);
    // Another program writes meanwhile.
    LookupStore writer(path);
    LookupResult other = sample();
    other.indicator = indicator(QStringLiteral("9.9.9.9"));
    writer.keep(other, virusTotal());
    QThread::msleep(40);
    EXPECT_TRUE(reader.find(provider, other.indicator, now));
    // What was left waiting is taken up at once.
    JobRecord job;
    job.provider = provider;
    job.indicator = QStringLiteral("8.8.4.4");
    writer.addJob(job);
    EXPECT_EQ(reader.audit({now, provider, QStringLiteral("h"), QStringLiteral("i"), QStringLiteral("sent")}), 1);
    EXPECT_EQ(writer.auditLog().size(), 1);
}

TEST(LookupStore, KeepsAnswersAndSaysHowOld) {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("sub/lookups.sqlite"));
    {
        LookupStore store(path);
        EXPECT_FALSE(store.inMemory()) << store.notice().toStdString();
        EXPECT_EQ(store.notice(), QString());
        store.keep(sample(), virusTotal());
        store.keep(
            [] {
                auto r = sample(LookupStatus::timeout);
                r.provider = QStringLiteral("whois");
                return r;
            }(),
            virusTotal());
    }
    EXPECT_EQ(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
              QFile::Permissions());
    const LookupStore store(path);
    const auto found = store.find(QStringLiteral("virustotal"), indicator(QStringLiteral("8.8.8.8")), now + 1000);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->fromCache);
    EXPECT_FALSE(found->stale);
    EXPECT_EQ(found->number(QStringLiteral("malicious")), 1);
    EXPECT_EQ(found->text(QStringLiteral("tags")), QStringLiteral("a;b"));
    EXPECT_EQ(found->countries.size(), 2);
    EXPECT_EQ(found->verdict, Verdict::suspicious);
    EXPECT_EQ(found->trail.size(), 1);
    EXPECT_EQ(found->raw, QByteArray("raw"));
    EXPECT_TRUE(store.find(QStringLiteral("virustotal"), indicator(QStringLiteral("8.8.8.8")), now + 2 * day)->stale);
    EXPECT_TRUE(
        store.find(QStringLiteral("virustotal"), indicator(QStringLiteral("8.8.8.8")), now - 2 * 3600 * 1000)->stale)
        << "the clock went back";
    EXPECT_FALSE(store.find(QStringLiteral("whois"), indicator(QStringLiteral("8.8.8.8")), now))
        << "errors are not kept";
}

TEST(LookupStore, RecoversFromDamage) {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("lookups.sqlite"));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    LookupStore store(path);
    EXPECT_FALSE(store.inMemory());
    EXPECT_TRUE(store.notice().contains(u".corrupt-"));
    EXPECT_EQ(QDir(folder.path()).entryList({QStringLiteral("*.corrupt-*")}).size(), 1);
    store.keep(sample(), virusTotal());
    EXPECT_TRUE(store.find(QStringLiteral("virustotal"), indicator(QStringLiteral("8.8.8.8")), now));
}

TEST(LookupStore, RecoversFromAFileCutInTwo) {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("lookups.sqlite"));
    {
        LookupStore store(path);
        store.keep(sample(), virusTotal());
    }
    QFile file(path);
    ASSERT_TRUE(file.resize(file.size() / 2));
    LookupStore store(path);
    store.keep(sample(), virusTotal());
    EXPECT_TRUE(store.find(QStringLiteral("virustotal"), indicator(QStringLiteral("8.8.8.8")), now))
        << store.notice().toStdString();
}

TEST(LookupStore, WritesLaterWhatAnotherProgramHoldsUp) {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("lookups.sqlite"));
    {
        LookupStore store(path);
        const QString connection = QStringLiteral("another-program");
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
            other.setDatabaseName(path);
            ASSERT_TRUE(other.open());
            QSqlQuery query(other);
            ASSERT_TRUE(query.exec(QStringLiteral("BEGIN IMMEDIATE")));
            store.keep(sample(), virusTotal());
            store.hold({QStringLiteral("whois.example"), now + 60'000, QStringLiteral("too many")}, now);
            // What cannot be recorded must not be sent, so it is said at once.
            EXPECT_EQ(store.audit({now, QStringLiteral("whois"), QStringLiteral("whois.example"), {}, {}}), 0);
            JobRecord one{0, QStringLiteral("whois"), QStringLiteral("8.8.8.8"), JobState::queued, 0, 0, 1, {}};
            JobRecord two = one;
            store.addJob(one);
            store.addJob(two);
            EXPECT_NE(one.id, two.id);
            EXPECT_FALSE(store.holdOf(QStringLiteral("whois.example"), now));
            ASSERT_TRUE(query.exec(QStringLiteral("COMMIT")));
            EXPECT_GT(store.audit({now, QStringLiteral("whois"), QStringLiteral("whois.example"), {}, {}}), 0);
            EXPECT_TRUE(store.holdOf(QStringLiteral("whois.example"), now));
            ASSERT_TRUE(query.exec(QStringLiteral("BEGIN IMMEDIATE")));
            store.release(QStringLiteral("whois.example"));
            ASSERT_TRUE(query.exec(QStringLiteral("ROLLBACK")));
        }
        QSqlDatabase::removeDatabase(connection);
        EXPECT_EQ(store.notice(), QString());
    }
    const LookupStore store(path);
    EXPECT_TRUE(store.find(QStringLiteral("virustotal"), indicator(QStringLiteral("8.8.8.8")), now));
    EXPECT_FALSE(store.holdOf(QStringLiteral("whois.example"), now));
}

TEST(LookupStore, LivesInMemoryWhereItCannotWrite) {
    LookupStore nowhere(QStringLiteral("/proc/weir/lookups.sqlite"));
    EXPECT_TRUE(nowhere.inMemory());
    EXPECT_FALSE(nowhere.notice().isEmpty());
    nowhere.keep(sample(), virusTotal());
    EXPECT_TRUE(nowhere.find(QStringLiteral("virustotal"), indicator(QStringLiteral("8.8.8.8")), now));
    QTemporaryDir folder;
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner);
    if (::geteuid() != 0) {  // root may write anywhere
        LookupStore readOnly(folder.filePath(QStringLiteral("x.sqlite")));
        EXPECT_TRUE(readOnly.inMemory());
    }
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

TEST(LookupStore, SlidingWindowDayAndMonthAreSharedByAllWhoHaveTheFile) {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("lookups.sqlite"));
    LookupStore one(path);
    LookupStore two(path);
    const QString vt = QStringLiteral("virustotal");
    const ProviderLimits limits{4, 61'000, 6, 8, 1};
    for (int i = 0; i < 4; ++i) EXPECT_FALSE((i % 2 ? one : two).take(vt, limits, now + i * 1000));
    EXPECT_EQ(one.take(vt, limits, now + 5000), now + 61'000);
    EXPECT_EQ(two.take(vt, limits, now + 60'999), now + 61'000);
    EXPECT_FALSE(two.take(vt, limits, now + 61'000));
    EXPECT_FALSE(one.take(vt, limits, now + 62'000));
    // Six today: the next one waits for midnight UTC, whatever the local time says.
    EXPECT_EQ(one.take(vt, limits, now + 200'000), nextDay(now));
    EXPECT_EQ(nextDay(now), 1'700'006'400'000);
    EXPECT_FALSE(one.take(vt, limits, nextDay(now)));
    EXPECT_FALSE(one.take(vt, limits, nextDay(now) + 1));
    EXPECT_EQ(one.take(vt, limits, nextDay(now) + 100'000), nextMonth(now));
    EXPECT_EQ(nextMonth(now), 1'701'388'800'000);  // 2023-12-01
    EXPECT_FALSE(one.take(vt, limits, nextMonth(now)));
    EXPECT_FALSE(one.take(QStringLiteral("other"), limits, now));
}

TEST(LookupStore, JobsHoldsAuditAndSize) {
    LookupStore store;
    EXPECT_TRUE(store.inMemory());
    EXPECT_EQ(store.notice(), QString());
    JobRecord job{0, QStringLiteral("whois"), QStringLiteral("8.8.8.8"), JobState::queued, 0, 0, 1, {}};
    store.addJob(job);
    EXPECT_GT(job.id, 0);
    job.state = JobState::held;
    job.tries = 2;
    job.reason = QStringLiteral("why");
    store.updateJob(job);
    ASSERT_EQ(store.jobs().size(), 1);
    EXPECT_EQ(store.jobs()[0].tries, 2);
    EXPECT_EQ(store.jobs()[0].state, JobState::held);
    store.removeJob(job.id);
    EXPECT_TRUE(store.jobs().isEmpty());
    store.hold({QStringLiteral("whois.ripe.net"), now + 5, QStringLiteral("r")}, now);
    EXPECT_EQ(store.holdOf(QStringLiteral("whois.ripe.net"), now)->until, now + 5);
    EXPECT_FALSE(store.holdOf(QStringLiteral("whois.ripe.net"), now + 5));
    store.audit({now, QStringLiteral("whois"), QStringLiteral("h"), QStringLiteral("8.8.8.8"), QStringLiteral("200")});
    EXPECT_EQ(store.auditLog().size(), 1);
    store.clearAudit();
    EXPECT_TRUE(store.auditLog().isEmpty());
    for (int i = 0; i < 3; ++i) {
        LookupResult r(indicator(QStringLiteral("8.8.4.%1").arg(i)));
        r.provider = QStringLiteral("virustotal");
        r.raw = QByteArray(100, 'x');
        r.retrievedAt = now + i;
        store.keep(r, virusTotal());
    }
    store.limitRaw(250);
    EXPECT_EQ(store.find(QStringLiteral("virustotal"), indicator(QStringLiteral("8.8.4.0")), now)->raw, QByteArray());
    EXPECT_EQ(store.find(QStringLiteral("virustotal"), indicator(QStringLiteral("8.8.4.2")), now)->raw.size(), 100);
    store.clearResults();
    EXPECT_FALSE(store.find(QStringLiteral("virustotal"), indicator(QStringLiteral("8.8.4.2")), now));
}

}  // namespace
}  // namespace weir::enrich
