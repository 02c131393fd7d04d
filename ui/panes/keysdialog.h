// SPDX-License-Identifier: GPL-3.0-or-later
// Keys for services that want one: entered here, kept in the desktop's key store, never shown again.
#pragma once

#include <QDialog>

#include "core/enrich/queue/lookups.h"

class QGridLayout;
class QLabel;

namespace weir::panes {

class KeysDialog : public QDialog {
    Q_OBJECT

public:
    /// The cursor begins in the field of this provider, if it wants a key.
    /// `keeps`: whether keys are to be remembered unless the user says otherwise.
    KeysDialog(enrich::queue::Lookups& lookups, bool keeps, const QString& provider = {}, QWidget* parent = nullptr);

private:
    void addProvider(QGridLayout& grid, int row, const enrich::providers::ProviderDescriptor& provider, bool first);

    enrich::queue::Lookups& m_lookups;
    bool m_keeps;
    QLabel* m_message;
};

}  // namespace weir::panes
