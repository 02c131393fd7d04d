// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lookupservice.h"

#include <QDir>
#include <QStandardPaths>

#include "ui/preferences.h"

namespace weir::ui {

LookupOptions LookupOptions::standard(bool keepNothing) {
    LookupOptions out;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (!keepNothing && LookupPreferences::load().keep && !folder.isEmpty() && QDir().mkpath(folder)) {
        out.store = folder + QStringLiteral("/lookups.sqlite");
        out.bootstrap = folder + QStringLiteral("/rdap");
    }
    out.locked = qEnvironmentVariableIsSet("WEIR_OFFLINE") && qEnvironmentVariable("WEIR_OFFLINE") != u"0";
    out.files.mmdb = LookupPreferences::load().databases;
    return out;
}

LookupService::LookupService(LookupOptions options, enrich::LookupParts parts, QObject* parent)
    : QObject(parent), m_locked(options.locked), m_files(std::move(options.files)) {
    const LookupPreferences preferences = LookupPreferences::load();
    enrich::LookupSettings settings;
    settings.store = options.store;
    settings.endpoints = std::move(options.endpoints);
    settings.bootstrapFolder = options.bootstrap;
    settings.own.addresses = Preferences::load().home;
    settings.own.domains = preferences.ownDomains;
    settings.offline = m_locked || preferences.offline;
    m_lookups = std::make_unique<enrich::Lookups>(std::move(settings), std::move(parts));
    m_jobs = std::make_unique<models::JobModel>(*m_lookups);
    if (auto links = enrich::parseLinkTemplates(preferences.links))
        m_links = links.take();
    readFiles();
}

LookupService::~LookupService() {
    if (LookupPreferences::load().keep)
        return;
    m_lookups->cancel();  // what waits would be kept, too
    m_lookups->store().clearResults();
    m_lookups->store().clearAudit();
}

void LookupService::readFiles() {
    m_reader.start([this, files = m_files](const std::stop_token&) -> session::Worker::Delivery {
        auto data = enrich::OfflineData::load(files);
        return [this, data] {
            m_offlineData = data;
            m_lookups->useOfflineData(data);
            emit offlineDataLoaded();
        };
    });
}

void LookupService::setHome(const Networks& home) {
    enrich::OwnNetworks own = m_lookups->own();
    own.addresses = home;
    m_lookups->setOwn(std::move(own));
}

void LookupService::setOwnDomains(const QStringList& domains) {
    LookupPreferences preferences = LookupPreferences::load();
    preferences.ownDomains = domains;
    preferences.save();
    enrich::OwnNetworks own = m_lookups->own();
    own.domains = domains;
    m_lookups->setOwn(std::move(own));
}

void LookupService::setDatabases(const QStringList& files) {
    if (files == m_files.mmdb)
        return;
    LookupPreferences preferences = LookupPreferences::load();
    preferences.databases = files;
    preferences.save();
    m_files.mmdb = files;
    readFiles();
}

void LookupService::setKeep(bool keep) {
    LookupPreferences preferences = LookupPreferences::load();
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
    LookupPreferences preferences = LookupPreferences::load();
    preferences.offline = offline;
    preferences.save();
    m_lookups->setOffline(offline);
}

void LookupService::setLinks(const QList<enrich::LinkTemplate>& links) {
    m_links = links;
    LookupPreferences preferences = LookupPreferences::load();
    preferences.links = enrich::toJson(links);
    preferences.save();
    emit linksChanged();
}

}  // namespace weir::ui
