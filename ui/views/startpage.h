// SPDX-License-Identifier: GPL-3.0-or-later
// What a window without a capture shows: how to open one.
#pragma once

#include <QWidget>

class QListWidget;
class QLabel;

namespace weir::views {

class StartPage : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(QWidget* parent = nullptr);
    void setRecent(const QStringList& paths);

signals:
    void openRequested();
    void pathChosen(const QString& path);

private:
    QLabel* m_recentTitle;
    QListWidget* m_recent;
};

}  // namespace weir::views
