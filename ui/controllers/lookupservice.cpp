// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/lookupservice.h"

#include <QDir>
#include <QStandardPaths>

#include "ui/models/settings.h"

namespace weir::controllers {

LookupOptions LookupOptions::standard(bool keepNothing) {
    LookupOptions out;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (!keepNothing && models::LookupPreferences::load().keep && !folder.isEmpty() && QDir().mkpath(folder)) {
        out.store = folder + QStringLiteral("/lookups.sqlite");
        out.bootstrap = folder + QStringLiteral("/rdap");
    }
    out.locked = qEnvironmentVariableIsSet("WEIR_OFFLINE") && qEnvironmentVariable("WEIR_OFFLINE") != u"0";
    out.files.mmdb = models::LookupPreferences::load().databases;
    return out;
}

LookupService::LookupService(LookupOptions options, enrich::queue::LookupParts parts, QObject* parent)
    : QObject(parent), m_locked(options.locked), m_files(std::move(options.files)) {
    const models::LookupPreferences preferences = models::LookupPreferences::load();
    enrich::queue::LookupSettings settings;
    settings.store = options.store;
    settings.endpoints = std::move(options.endpoints);
    settings.bootstrapFolder = options.bootstrap;
    settings.own.addresses = models::Preferences::load().home;
    settings.own.domains = preferences.ownDomains;
    settings.offline = m_locked || preferences.offline;
    m_lookups = std::make_unique<enrich::queue::Lookups>(std::move(settings), std::move(parts));
    m_jobs = std::make_unique<models::JobModel>(*m_lookups);
    if (auto links = enrich::subject::parseLinkTemplates(preferences.links))
        m_links = links.take();
    readFiles();
}

LookupService::~LookupService() {
    if (models::LookupPreferences::load().keep)
        return;
    m_lookups->cancel();  // what waits would be kept, too
    m_lookups->store().clearResults();
    m_lookups->store().clearAudit();
}

void LookupService::readFiles() {
    m_reader.start([this, files = m_files](const std::stop_token&) -> session::Worker::Delivery {
        auto data = enrich::queue::OfflineData::load(files);
        return [this, data] {
            m_offlineData = data;
            m_lookups->useOfflineData(data);
            emit offlineDataLoaded();
        };
    });
}

void LookupService::setHome(const Networks& home) {
    enrich::subject::OwnNetworks own = m_lookups->own();
    own.addresses = home;
    m_lookups->setOwn(std::move(own));
}

void LookupService::setOwnDomains(const QStringList& domains) {
    models::LookupPreferences preferences = models::LookupPreferences::load();
    preferences.ownDomains = domains;
    preferences.save();
    enrich::subject::OwnNetworks own = m_lookups->own();
    own.domains = domains;
    m_lookups->setOwn(std::move(own));
}

void LookupService::setDatabases(const QStringList& files) {
    if (files == m_files.mmdb)
        return;
    models::LookupPreferences preferences = models::LookupPreferences::load();
    preferences.databases = files;
    preferences.save();
    m_files.mmdb = files;
    readFiles();
}

void LookupService::setKeep(bool keep) {
    models::LookupPreferences preferences = models::LookupPreferences::load();
    preferences.keep = keep;
    preferences.save();
}

void LookupService::forgetAnswers() {
    m_lookups->store().clearResults();
    emit answersForgotten();
}

void LookupService::setOffline(bool offline) {
    if (m_locked && !offline)
        return;
    models::LookupPreferences preferences = models::LookupPreferences::load();
    preferences.offline = offline;
    preferences.save();
    m_lookups->setOffline(offline);
}

void LookupService::setLinks(const QList<enrich::subject::LinkTemplate>& links) {
    m_links = links;
    models::LookupPreferences preferences = models::LookupPreferences::load();
    preferences.links = enrich::subject::toJson(links);
    preferences.save();
    emit linksChanged();
}

}  // namespace weir::controllers
