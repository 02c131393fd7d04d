// SPDX-License-Identifier: GPL-3.0-or-later
// A window of its own for what the two ends of a conversation said to each other.
#pragma once

#include <QStyledItemDelegate>
#include <QWidget>

#include "core/session/followjob.h"
#include "ui/models/followmodel.h"
#include "ui/panes/filequestion.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace weir::views {
class Banner;
}

namespace weir::panes {

/// Who said what is told by a mark at the start of each line, and by a colour as well.
class FollowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

class FollowWindow : public QWidget {
    Q_OBJECT

public:
    /// Starts at once. `suggested` is where a file would be saved, without suffix.
    FollowWindow(session::FollowOrder order, const QString& suggested, QWidget* parent);

    void setAskForFile(AskForFile ask) { m_ask = std::move(ask); }
    bool busy() const { return m_job.busy() || m_saver.busy(); }
    QListView& list() { return *m_list; }
    QComboBox& sides() { return *m_sides; }
    QComboBox& forms() { return *m_forms; }
    QLineEdit& findBox() { return *m_find; }
    views::Banner& banner() { return *m_banner; }
    QLabel& findMessage() { return *m_findMessage; }

public slots:
    void findNext() { find(false); }
    void findPrevious() { find(true); }
    void copy();
    void saveAs();

private:
    void lay();
    void addKeys();
    void take(const std::shared_ptr<const session::FollowedConversation>& conversation);
    void tellWhatIsMissing();
    void fill();
    void find(bool backwards);
    void save(const QString& path, bool octetsAlone);

    QString m_suggested;
    std::vector<std::string> m_protected;
    AskForFile m_ask;
    std::shared_ptr<const session::FollowedConversation> m_conversation;
    models::FollowModel* m_model;
    views::Banner* m_banner;
    QComboBox* m_sides;
    QComboBox* m_forms;
    QLineEdit* m_find;
    QLabel* m_findMessage;
    QListView* m_list;
    QPushButton* m_save;
    session::FollowJob m_job;
    session::Worker m_saver{"weir-save"};
};

}  // namespace weir::panes
