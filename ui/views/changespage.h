// SPDX-License-Identifier: GPL-3.0-or-later
// What the open capture has that a baseline has not, and the other way round.
#pragma once

#include "core/handover/compare.h"
#include "ui/views/tablepage.h"

class QLabel;
class QPushButton;

namespace weir::views {

class ChangesPage : public TablePage {
    Q_OBJECT

public:
    explicit ChangesPage(models::FilterState& filter, QWidget* parent = nullptr);

    /// While the baseline is read; hundredths, -1 where not known.
    void setReading(const QString& name, int hundredths);
    /// Null: none. `itself`: both captures are the same files.
    void setBaseline(const traffic::Snapshot& baseline, const QString& name, bool itself);
    const traffic::Snapshot& baseline() const { return m_baseline; }
    QString words() const;  ///< what stands over the table

signals:
    void otherRequested();
    void endRequested();

private:
    void tell();

    traffic::Snapshot m_baseline;
    QString m_name;
    bool m_itself = false;
    QLabel* m_words;
    QPushButton* m_other;
    QPushButton* m_end;
};

}  // namespace weir::views
