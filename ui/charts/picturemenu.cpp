// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/picturemenu.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

namespace weir::charts {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(weir::charts::PictureMenu)
};

}  // namespace

void offerPicture(QWidget& chart) {
    chart.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(&chart, &QWidget::customContextMenuRequested, &chart, [&chart](const QPoint& at) {
        auto* menu = new QMenu(&chart);
        menu->setObjectName(QStringLiteral("pictureMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(menu->addAction(Words::tr("&Copy picture")), &QAction::triggered, &chart,
                         [&chart] { QApplication::clipboard()->setPixmap(chart.grab()); });
        menu->popup(chart.mapToGlobal(at));
    });
}

}  // namespace weir::charts
