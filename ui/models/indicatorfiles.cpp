// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/indicatorfiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QStringList>

#include "ui/models/errorwords.h"

namespace weir::models {

IndicatorFiles::IndicatorFiles(QString folder, QObject* parent) : QObject(parent), m_folder(std::move(folder)) {}

QString IndicatorFiles::userFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/lists");
}

void IndicatorFiles::load() { work({}); }

void IndicatorFiles::add(const QString& path) {
    const QString to = m_folder + QLatin1Char('/') + QFileInfo(path).fileName();
    work([path, to, folder = m_folder]() -> QString {
        if (QFileInfo(path).canonicalFilePath() == QFileInfo(to).canonicalFilePath() && QFileInfo::exists(to))
            return {};
        QDir().mkpath(folder);
        if (QFile::exists(to))
            QFile::remove(to);
        QFile from(path);
        return from.copy(to) ? QString() : tr("%1 could not be copied: %2").arg(path, from.errorString());
    });
}

void IndicatorFiles::remove(const QString& name) {
    const QString path = m_folder + QLatin1Char('/') + QFileInfo(name).fileName();
    work([path]() -> QString { return QFile::remove(path) ? QString() : tr("%1 could not be removed").arg(path); });
}

void IndicatorFiles::work(std::function<QString()> before) {
    m_worker.start([this, folder = m_folder,
                    before = std::move(before)](const std::stop_token& stop) -> session::Worker::Delivery {
        constexpr qsizetype most = 100;
        QStringList faults;
        if (before) {
            if (const QString fault = before(); !fault.isEmpty())
                faults << fault;
        }
        auto lists = std::make_shared<findings::IndicatorLists>();
        const QStringList names = QDir(folder).entryList(QDir::Files, QDir::Name).mid(0, most);
        for (const QString& name : names) {
            if (stop.stop_requested())
                return {};
            auto list = findings::IndicatorList::load(QFile::encodeName(folder + QLatin1Char('/') + name).toStdString(),
                                                      name.toStdString());
            if (list)
                lists->push_back(list.take());
            else
                faults << wholeSentence(list.error());
        }
        return [this, lists = std::move(lists), faults] {
            const bool were = m_lists != nullptr;
            m_lists = lists->empty() ? nullptr : lists;
            if (were || m_lists)
                emit changed();
            if (!faults.isEmpty())
                emit problem(faults.join(QLatin1Char('\n')));
        };
    });
}

}  // namespace weir::models
