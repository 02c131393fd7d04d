// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of a packet's layers and fields.
#pragma once

#include <QHash>
#include <QTreeView>

#include "ui/models/fieldmodel.h"

namespace weir::views {

/// What is open, and which field is the current one, stays so from packet to packet.
class FieldTree : public QTreeView {
    Q_OBJECT

public:
    explicit FieldTree(QWidget* parent = nullptr);

    models::FieldModel& fieldModel() { return *m_model; }
    void setPacket(std::shared_ptr<const session::PacketDetail> packet);

    /// "ttl: 128"
    QString lineText(const QModelIndex& index) const;

public slots:
    void copyValue();
    void copyLine();
    /// All layers, open or not.
    void copyAll();

signals:
    /// Null: none. Told for every packet, and for every move.
    void fieldChosen(const weir::detail::Field* field);
    void copyHexRequested();
    void copyTextRequested();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyboardSearch(const QString&) override {}  // typing starts a filter instead
    void contextMenuEvent(QContextMenuEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void openAsBefore(const QModelIndex& parent);
    void rememberOpen(const QModelIndex& index, bool open);

    models::FieldModel* m_model;
    QHash<QString, bool> m_open;  ///< by path, where the user has opened or closed
    QStringList m_current;        ///< path of the field that the user went to
    bool m_filling = false;
};

}  // namespace weir::views
