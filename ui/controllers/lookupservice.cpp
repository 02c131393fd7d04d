// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/lookupservice.h"

#include <QStandardPaths>

#include "core/session/addressnotes.h"
#include "ui/models/settings.h"

namespace weir::controllers {

LookupOptions LookupOptions::standard(const models::Settings& settings, bool keepNothing) {
    LookupOptions out;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (!keepNothing && settings.keepAnswers() && !folder.isEmpty()) {
        out.store = folder + QStringLiteral("/lookups.sqlite");
        out.bootstrap = folder + QStringLiteral("/rdap");
    }
    out.keeps = !keepNothing;
    out.services =
        QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/weir/services");
    out.locked = qEnvironmentVariableIsSet("WEIR_OFFLINE") && qEnvironmentVariable("WEIR_OFFLINE") != u"0";
    out.files.mmdb = settings.databases();
    return out;
}

LookupService::LookupService(models::Settings& settings, LookupOptions options, enrich::queue::LookupParts parts,
                             QObject* parent)
    : QObject(parent),
      m_settings(settings),
      m_locked(options.locked),
      m_keeps(options.keeps),
      m_files(std::move(options.files)) {
    enrich::queue::LookupSettings start;
    start.store = options.store;
    start.storeUse = enrich::queue::LookupStore::Use::whenNeeded;
    start.endpoints = std::move(options.endpoints);
    start.bootstrapFolder = options.bootstrap;
    start.services = options.services;
    start.own.addresses = settings.home();
    start.own.domains = settings.ownDomains();
    start.offline = m_locked || settings.offline();
    m_lookups = std::make_unique<enrich::queue::Lookups>(std::move(start), std::move(parts));
    applyLimits();
    m_jobs = std::make_unique<models::JobModel>(*m_lookups);
    const QByteArray links = settings.links();
    if (links.isEmpty())
        m_links = enrich::subject::defaultLinks();  // until the user has others, or none
    else if (auto own = enrich::subject::parseLinkTemplates(links))
        m_links = own.take();
    connect(&settings, &models::Settings::homeChanged, this, [this] {
        enrich::subject::OwnNetworks own = m_lookups->own();
        own.addresses = m_settings.home();
        m_lookups->setOwn(std::move(own));
        emit ownNetworksChanged();
    });
    readFiles();
}

LookupService::~LookupService() {
    if (m_settings.keepAnswers())
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
            m_owners = session::ownersOf(data);
            emit offlineDataLoaded();
        };
    });
}

void LookupService::setOwnDomains(const QStringList& domains) {
    m_settings.setOwnDomains(domains);
    enrich::subject::OwnNetworks own = m_lookups->own();
    own.domains = domains;
    m_lookups->setOwn(std::move(own));
    emit ownNetworksChanged();
}

void LookupService::setDatabases(const QStringList& files) {
    if (files == m_files.mmdb)
        return;
    m_settings.setDatabases(files);
    m_files.mmdb = files;
    readFiles();
}

void LookupService::setLimits(const QHash<QString, QString>& limits) {
    m_settings.setLimits(limits);
    applyLimits();
}

void LookupService::applyLimits() {
    const QHash<QString, QString> limits = m_settings.limits();
    for (const enrich::providers::ProviderDescriptor& provider : m_lookups->providers()) {
        const auto own = enrich::providers::parseLimits(limits.value(provider.id), provider.limits);
        m_lookups->setLimits(provider.id, own ? own.value() : provider.limits);
    }
}

void LookupService::setKeep(bool keep) { m_settings.setKeepAnswers(keep); }

void LookupService::forgetAnswers() {
    m_lookups->store().clearResults();
    emit answersForgotten();
}

void LookupService::setOffline(bool offline) {
    if (m_locked && !offline)
        return;
    m_settings.setOffline(offline);
    m_lookups->setOffline(offline);
}

void LookupService::setLinks(const QList<enrich::subject::LinkTemplate>& links) {
    m_links = links;
    m_settings.setLinks(enrich::subject::toJson(links));
    emit linksChanged();
}

}  // namespace weir::controllers
