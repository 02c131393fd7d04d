// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/startpage.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace weir::views {

namespace {

/// The lesson's capture, where it is installed; else empty.
QString samplePath() {
    const QString name = QStringLiteral("weir/sample/lesson.pcapng");
    const QString beside = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("../share/") + name);
    return QFileInfo::exists(beside) ? QDir::cleanPath(beside)
                                     : QStandardPaths::locate(QStandardPaths::GenericDataLocation, name);
}

}  // namespace

StartPage::StartPage(QWidget* parent)
    : QWidget(parent), m_recentTitle(new QLabel(tr("Recent captures"), this)), m_recent(new QListWidget(this)) {
    auto* icon = new QLabel(this);
    icon->setPixmap(QApplication::windowIcon().pixmap(64, 64));
    icon->setAlignment(Qt::AlignHCenter);
    auto* title = new QLabel(tr("Open a packet capture"), this);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    title->setFont(large);
    title->setAlignment(Qt::AlignHCenter);
    auto* hint = new QLabel(tr("Drop a pcap or pcapng file here, compressed or not, or choose one.\n"
                               "Nothing leaves this computer unless you ask for a lookup."),
                            this);
    hint->setAlignment(Qt::AlignHCenter);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto* open = new QPushButton(tr("&Open…"), this);
    open->setDefault(true);
    auto* sample = new QPushButton(tr("Open the &sample"), this);
    const QString path = samplePath();
    sample->setVisible(!path.isEmpty());
    m_recent->setAccessibleName(tr("Recent captures"));
    m_recent->setAlternatingRowColors(true);
    m_recentTitle->setBuddy(m_recent);
    const int wide = fontMetrics().averageCharWidth() * 70;
    m_recent->setMaximumWidth(wide);
    m_recent->setMinimumWidth(wide * 2 / 3);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch(2);
    layout->addWidget(icon);
    layout->addWidget(title);
    layout->addWidget(hint);
    layout->addWidget(open, 0, Qt::AlignHCenter);
    layout->addWidget(sample, 0, Qt::AlignHCenter);
    layout->addSpacing(16);
    layout->addWidget(m_recentTitle, 0, Qt::AlignHCenter);
    layout->addWidget(m_recent, 2, Qt::AlignHCenter);
    layout->addStretch(1);
    connect(open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(sample, &QPushButton::clicked, this, [this, path] { emit pathChosen(path); });
    connect(m_recent, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) { emit pathChosen(item->data(Qt::UserRole).toString()); });
    setRecent({});
}

void StartPage::setRecent(const QStringList& paths) {
    m_recent->clear();
    for (const QString& path : paths) {
        const QFileInfo file(path);
        auto* item = new QListWidgetItem(file.fileName() + QStringLiteral("  —  ") + file.path(), m_recent);
        item->setData(Qt::UserRole, path);
    }
    m_recent->setVisible(!paths.isEmpty());
    m_recentTitle->setVisible(!paths.isEmpty());
}

}  // namespace weir::views
