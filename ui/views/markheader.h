// SPDX-License-Identifier: GPL-3.0-or-later
// The narrow strip before a table's columns: a star, a verdict and the sign of a note for each row.
#pragma once

#include <QHeaderView>
#include <QPointer>

#include "ui/models/markbook.h"
#include "ui/models/tablemodel.h"

namespace weir::views {

/// A click on a row's star asks for it to be set or taken away.
class MarkHeader : public QHeaderView {
    Q_OBJECT

public:
    MarkHeader(models::MarkBook& marks, const models::TableModel& model, QWidget* parent);

    /// What a row's tooltip says, plain text; empty where nothing is marked.
    QString words(int row) const;
    QSize sizeHint() const override;

signals:
    void starClicked(int row);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int row) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent*) override {}
    void mouseDoubleClickEvent(QMouseEvent* event) override { mousePressEvent(event); }
    bool viewportEvent(QEvent* event) override;

private:
    const handover::Mark* markOf(int row) const;
    void setHovered(int row);
    int side() const { return fontMetrics().height(); }

    QPointer<models::MarkBook> m_marks;
    const models::TableModel& m_model;
    int m_hovered = -1;
};

}  // namespace weir::views
