// SPDX-License-Identifier: GPL-3.0-or-later
// Lookups for all windows of the program: one queue, one store of answers, one switch for going online.
#pragma once

#include <QObject>
#include <memory>

#include "core/enrich/queue/lookups.h"
#include "core/enrich/queue/offlinedata.h"
#include "core/enrich/subject/linktemplates.h"
#include "core/session/worker.h"
#include "core/traffic/owners.h"
#include "ui/models/jobmodel.h"

namespace weir::models {
class Settings;
}
namespace weir::controllers {

struct LookupOptions {
    QString store;      ///< file of kept answers; empty: in memory
    QString services;   ///< folder of the user's own services; empty: none
    QString bootstrap;  ///< folder of IANA's tables once fetched; empty: in memory
    enrich::subject::TestEndpoints endpoints;
    bool locked = false;  ///< offline, and stays so
    bool keeps = true;    ///< keys are to be remembered unless the user says otherwise
    enrich::queue::OfflineFiles files;

    /// The file in the user's data folder, unless nothing is to be kept; locked where the environment says
    /// WEIR_OFFLINE.
    static LookupOptions standard(const models::Settings& settings, bool keepNothing = false);
};

/// Outlives the windows that use it. The settings outlive it; what is set here is remembered there. Starts offline
/// unless the user has gone online before; sends nothing by itself.
class LookupService : public QObject {
    Q_OBJECT

public:
    LookupService(models::Settings& settings, LookupOptions options, enrich::queue::LookupParts parts = {},
                  QObject* parent = nullptr);
    ~LookupService() override;

    enrich::queue::Lookups& lookups() { return *m_lookups; }
    models::JobModel& jobs() { return *m_jobs; }
    bool locked() const { return m_locked; }
    bool keeps() const { return m_keeps; }  ///< whether the user means to keep anything
    /// Remembered. Going online does nothing where that is locked.
    void setOffline(bool offline);
    /// Null until the files on this machine have been read.
    const std::shared_ptr<const enrich::queue::OfflineData>& offlineData() const { return m_offlineData; }

    const std::shared_ptr<const traffic::Owners>& owners() const { return m_owners; }  ///< by these files; may be null

    const QList<enrich::subject::LinkTemplate>& links() const { return m_links; }
    void setLinks(const QList<enrich::subject::LinkTemplate>& links);

    /// The user's own domains, about which nobody is asked; neither about the home networks of the settings.
    void setOwnDomains(const QStringList& domains);
    /// Remembered; the files are read anew off the thread.
    void setDatabases(const QStringList& files);
    /// Whether answers, and the record of what was sent, outlive the program; remembered. Without, they are forgotten
    /// when it ends, and from the next start on never written.
    void setKeep(bool keep);
    /// In place of the services' own limits, by provider; they count at once.
    void setLimits(const QHash<QString, QString>& limits);
    void forgetAnswers();

signals:
    void offlineDataLoaded();
    void linksChanged();
    void answersForgotten();
    void ownNetworksChanged();

private:
    void applyLimits();
    void readFiles();

    models::Settings& m_settings;
    bool m_locked;
    bool m_keeps;
    std::unique_ptr<enrich::queue::Lookups> m_lookups;
    std::unique_ptr<models::JobModel> m_jobs;
    std::shared_ptr<const enrich::queue::OfflineData> m_offlineData;
    std::shared_ptr<const traffic::Owners> m_owners;
    QList<enrich::subject::LinkTemplate> m_links;
    enrich::queue::OfflineFiles m_files;
    session::Worker m_reader{"weir-offline"};
};

}  // namespace weir::controllers
