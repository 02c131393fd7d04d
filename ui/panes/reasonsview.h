// SPDX-License-Identifier: GPL-3.0-or-later
// The reasons of one finding: what each adds to the score, a switch, and links to the rows that it was made from.
#pragma once

#include <QScrollArea>
#include <vector>

#include "core/findings/reasons.h"

class QGridLayout;
class QToolButton;

namespace weir::panes {

class ReasonsView : public QScrollArea {
    Q_OBJECT

public:
    explicit ReasonsView(QWidget* parent = nullptr);

    /// Replaces what is shown. Texts are not trusted.
    void show(const QString& subject, const std::vector<findings::CountedReason>& reasons);
    void clear();
    const QString& subject() const { return m_subject; }

signals:
    void dismissRequested(const QString& subject, const QString& kind, bool dismissed);
    /// These rows of this table are wanted.
    void rowsRequested(const QString& table, const QString& filter);

private:
    void add(QGridLayout& grid, const findings::CountedReason& counted);
    /// As they stood when last shown of the same subject, so that nothing moves under the pointer; else the weightiest
    /// first.
    std::vector<const findings::CountedReason*> inOrder(const QString& subject,
                                                        const std::vector<findings::CountedReason>& reasons);
    QToolButton* link(const QString& text, const QString& table, const QString& filter);

    QString m_subject;
    QString m_orderOf;    ///< the subject that `m_order` is of
    QStringList m_order;  ///< kinds
};

}  // namespace weir::panes
