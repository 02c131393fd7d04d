// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/baselinecontroller.h"

#include <QAction>
#include <QFile>
#include <QFileInfo>
#include <QMenu>

#include "core/traffic/snapshot.h"
#include "ui/models/errorwords.h"
#include "ui/panes/pages.h"
#include "ui/views/changespage.h"

namespace weir::controllers {

using models::Notice;

BaselineController::BaselineController(QMainWindow& window, panes::Pages& pages, QMenu& goTo,
                                       const CaseActions& actions)
    : m_pages(pages),
      m_actions(actions),
      m_ask(panes::fileDialogOver(&window)),
      m_goTo(goTo.addAction(pages.changes().spec().title)) {
    if (pages.count() < 9)
        m_goTo->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + pages.count())));
    m_goTo->setVisible(false);
    connect(m_goTo, &QAction::triggered, this, [this] { m_pages.setCurrentWidget(&m_pages.changes()); });
    connect(actions.compare, &QAction::triggered, this, &BaselineController::choose);
    connect(actions.endComparison, &QAction::triggered, this, &BaselineController::end);
    connect(&pages.changes(), &views::ChangesPage::otherRequested, this, &BaselineController::choose);
    connect(&pages.changes(), &views::ChangesPage::endRequested, this, &BaselineController::end);
    connect(&m_load, &session::LoadJob::progressed, this, [this](const traffic::Progress& progress) {
        const int hundredths =
            progress.bytesTotal == 0 ? -1 : static_cast<int>(progress.bytesDone * 100 / progress.bytesTotal);
        m_pages.changes().setReading(QFileInfo(m_path).fileName(), hundredths);
    });
    connect(&m_load, &session::LoadJob::finished, this, &BaselineController::show);
    connect(&m_load, &session::LoadJob::failed, this, [this](const Error& error) {
        end();
        emit notice({Notice::Kind::error, tr("The baseline could not be read. %1").arg(models::wholeSentence(error))});
    });
    m_actions.endComparison->setEnabled(false);
}

void BaselineController::setCapture(const traffic::Snapshot& snapshot, const QStringList& paths) {
    m_snapshot = snapshot;
    if (paths != m_paths)
        end();
    m_paths = paths;
}

void BaselineController::choose() {
    if (!m_snapshot)
        return;
    m_ask({tr("Compare with Baseline"), QFileInfo(m_path.isEmpty() ? m_paths.value(0) : m_path).absolutePath(),
           panes::captureFilters(), false},
          [this](const QString& path, const QString&) { compareWith(path); });
}

void BaselineController::compareWith(const QString& path) {
    if (!m_snapshot || path.isEmpty())
        return;
    forget();
    m_path = path;
    m_pages.showChanges(true);
    m_pages.changes().setReading(QFileInfo(path).fileName(), -1);
    m_goTo->setVisible(true);
    m_actions.endComparison->setEnabled(true);
    m_load.start({QFile::encodeName(path).toStdString()}, m_snapshot->options);
}

void BaselineController::show(const traffic::Snapshot& baseline) {
    const QFileInfo file(m_path);
    const bool itself =
        m_paths.size() == 1 && file.canonicalFilePath() == QFileInfo(m_paths.first()).canonicalFilePath();
    m_pages.changes().setBaseline(baseline, file.fileName(), itself);
}

void BaselineController::forget() {
    m_load.abandon();
    traffic::Snapshot old = m_pages.changes().baseline();
    m_pages.changes().setBaseline(nullptr, {}, false);
    if (old)
        m_disposer.start([old = std::move(old)](const std::stop_token&) { return session::Worker::Delivery(); });
}

void BaselineController::end() {
    if (m_path.isEmpty())
        return;
    m_path.clear();
    forget();
    m_pages.showChanges(false);
    m_goTo->setVisible(false);
    m_actions.endComparison->setEnabled(false);
}

}  // namespace weir::controllers
