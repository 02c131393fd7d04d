// SPDX-License-Identifier: GPL-3.0-or-later
// Keys for services that want one: entered here, kept in the desktop's key store, never shown again.
#pragma once

#include <QDialog>

#include "core/enrich/lookups.h"

class QGridLayout;
class QLabel;

namespace weir::panes {

class KeysDialog : public QDialog {
    Q_OBJECT

public:
    /// The cursor begins in the field of this provider, if it wants a key.
    explicit KeysDialog(enrich::Lookups& lookups, const QString& provider = {}, QWidget* parent = nullptr);

private:
    void addProvider(QGridLayout& grid, int row, const enrich::ProviderDescriptor& provider, bool first);

    enrich::Lookups& m_lookups;
    QLabel* m_message;
};

}  // namespace weir::panes
