// SPDX-License-Identifier: GPL-3.0-or-later
// The corner of the status bar that says how far reading has come, and stops it.
#pragma once

#include <QWidget>

#include "core/engine/analyze.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace weir::window {

class ReadingStatus : public QWidget {
    Q_OBJECT

public:
    explicit ReadingStatus(QWidget* parent = nullptr);

    /// Shown while reading goes on. `partial`: what is shown is not the whole capture.
    void setState(bool reading, bool partial);
    void setProgress(const traffic::Progress& progress);
    void reset();

public slots:
    void stop();

signals:
    void stopRequested();

private:
    QLabel* m_partial;
    QProgressBar* m_bar;
    QPushButton* m_stop;
};

/// How many hundredths are read; -1 where nobody knows.
int percentage(const traffic::Progress& progress);
/// What must be said of a reading that is over: the damage, or that it was stopped. Empty if all is well.
QString readingProblem(const traffic::SnapshotData& state, const QLocale& locale);
/// Which addresses were taken for home, or that nobody can tell; empty where private networks say it all.
QString homeNotice(const traffic::SnapshotData& state, const QLocale& locale);

}  // namespace weir::window
