// SPDX-License-Identifier: GPL-3.0-or-later
// The filter box over the tables: what is typed, what is in force, what is wrong with it.
#pragma once

#include <QTimer>
#include <QWidget>

#include "core/table/table.h"
#include "ui/models/tablesource.h"

class QAction;
class QCompleter;
class QFrame;
class QLabel;
class QHBoxLayout;
class QLineEdit;
class QPushButton;
class QStringListModel;
class QToolButton;

namespace weir::models {
class FilterState;
}

namespace weir::views {

class FilterBar : public QWidget {
    Q_OBJECT

public:
    explicit FilterBar(models::FilterState& state, QWidget* parent = nullptr);

    /// Commands as buttons before and behind the box.
    void addCommands(const QList<QAction*>& before, const QList<QAction*>& after);
    /// How the filter fits the page in front, and how many of its rows it lets through.
    void setFit(const models::FilterFit& fit, qsizetype shown, qsizetype total);
    /// Columns to complete from: those of the page in front.
    void setSchema(table::Schema schema) { m_schema = std::move(schema); }
    /// Puts the cursor into the box; `text` is typed there.
    void startTyping(const QString& text = {});
    QLineEdit& box() { return *m_box; }
    QString message() const;
    QString chip() const;

signals:
    /// The user is done with the box: back to the table.
    void leaveRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void complete();
    void insertCompletion(const QString& word);
    void showFit();
    void markWrong();

    models::FilterState& m_state;
    QHBoxLayout* m_row;
    QLineEdit* m_box;
    QFrame* m_chip;
    QLabel* m_chipText;
    QToolButton* m_chipClear;
    QLabel* m_message;
    QPushButton* m_suggestion;
    QCompleter* m_completer;
    QStringListModel* m_words;
    QTimer m_apply;     ///< applies what is typed after a short pause
    QTimer m_settle;    ///< remembers it after a long one
    QTimer m_patience;  ///< while it runs a filter may be half typed: nobody complains
    table::Schema m_schema;
    models::FilterFit m_fit;
};

}  // namespace weir::views
