// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/keysdialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/models/errorwords.h"
#include "ui/panes/plainlabel.h"

namespace weir::panes {

KeysDialog::KeysDialog(enrich::queue::Lookups& lookups, bool keeps, const QString& provider, QWidget* parent)
    : QDialog(parent), m_lookups(lookups), m_keeps(keeps), m_message(wrappedLabel({}, this)) {
    setObjectName(QStringLiteral("keysDialog"));
    setWindowTitle(tr("Keys"));
    m_message->setObjectName(QStringLiteral("keysMessage"));
    m_message->hide();
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    int row = 0;
    QStringList owners;  // whose services share a key
    for (const enrich::providers::ProviderDescriptor& one : lookups.providers()) {
        if (!one.needsKey || (!one.keyOwner.isEmpty() && owners.contains(one.keyOwner)))
            continue;
        owners << one.keyOwner;
        enrich::providers::ProviderDescriptor shown = one;
        bool asked = one.id == provider;
        if (!one.keyOwner.isEmpty()) {
            QStringList names;
            for (const enrich::providers::ProviderDescriptor& other : lookups.providers()) {
                if (other.keyOwner != one.keyOwner)
                    continue;
                names << other.name;
                asked |= other.id == provider;
            }
            shown.name = names.join(QStringLiteral(", "));
            shown.environmentVariable = one.ownerVariable;
        }
        addProvider(*grid, row, shown, provider.isEmpty() ? row == 0 : asked);
        row += 4;
    }
    QLabel* note =
        wrappedLabel(tr("A key goes to its own service and nowhere else: not into files, exports or messages. "
                        "It can also be given in the environment variable named under each field."),
                     this);
    note->setForegroundRole(QPalette::PlaceholderText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    for (QAbstractButton* button : buttons->buttons()) static_cast<QPushButton*>(button)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addLayout(grid);
    layout->addStretch(1);
    layout->addWidget(note);
    layout->addWidget(m_message);
    layout->addWidget(buttons);
    connect(&lookups.keys(), &enrich::queue::Keys::notKept, this, [this](const QString&, const QString& reason) {
        m_message->setText(tr("The key is used until Weir ends, but it could not be kept: %1").arg(reason));
        m_message->show();
    });
    const int character = fontMetrics().averageCharWidth();
    resize(character * 85, sizeHint().height());
}

void KeysDialog::addProvider(QGridLayout& grid, int row, const enrich::providers::ProviderDescriptor& provider,
                             bool first) {
    enrich::queue::Keys& keys = m_lookups.keys();
    keys.load(provider.id);
    QLabel* name = wrappedLabel(provider.name, this);
    QFont bold = name->font();
    bold.setBold(true);
    name->setFont(bold);
    QLabel* state = wrappedLabel({}, this);
    state->setObjectName(QStringLiteral("keyState_") + provider.id);
    state->setAlignment(Qt::AlignRight);
    auto* field = new QLineEdit(this);
    field->setObjectName(QStringLiteral("key_") + provider.id);
    field->setEchoMode(QLineEdit::Password);
    field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    field->setMaxLength(512);
    field->setAccessibleName(tr("Key for %1").arg(provider.name));
    field->setPlaceholderText(tr("Paste a key, or set %1").arg(provider.environmentVariable));
    auto* use = new QPushButton(tr("Use"), this);
    use->setObjectName(QStringLiteral("useKey_") + provider.id);
    use->setAccessibleName(tr("Use this key for %1").arg(provider.name));
    use->setEnabled(false);
    auto* forget = new QPushButton(tr("Forget"), this);
    forget->setObjectName(QStringLiteral("forgetKey_") + provider.id);
    forget->setAccessibleName(tr("Forget the key for %1").arg(provider.name));
    forget->setAutoDefault(false);
    use->setAutoDefault(false);
    auto* remember = new QCheckBox(tr("Remember it in the desktop's key store"), this);
    remember->setObjectName(QStringLiteral("rememberKey_") + provider.id);
    remember->setChecked(m_keeps);
    grid.addWidget(name, row, 0);
    grid.addWidget(state, row, 1, 1, 2);
    grid.addWidget(field, row + 1, 0);
    grid.addWidget(use, row + 1, 1);
    grid.addWidget(forget, row + 1, 2);
    grid.addWidget(remember, row + 2, 0, 1, 3);
    grid.setRowMinimumHeight(row + 3, fontMetrics().height() / 2);

    const auto refresh = [&keys, state, forget, id = provider.id] {
        state->setText(keys.description(id));
        forget->setEnabled(!keys.key(id).isEmpty() && keys.source(id) != enrich::queue::KeySource::environment);
    };
    const auto set = [this, &keys, field, remember, id = provider.id] {
        m_message->hide();
        const auto done = keys.set(id, field->text().toUtf8(), remember->isChecked());
        if (done) {
            field->clear();  // a key is never shown again
            return;
        }
        m_message->setText(models::sentence(done.error()));
        m_message->show();
    };
    connect(field, &QLineEdit::textChanged, use,
            [use](const QString& text) { use->setEnabled(!text.trimmed().isEmpty()); });
    connect(use, &QPushButton::clicked, this, set);
    connect(field, &QLineEdit::returnPressed, use, &QPushButton::click);
    connect(forget, &QPushButton::clicked, this, [&keys, id = provider.id] { keys.forget(id); });
    connect(&keys, &enrich::queue::Keys::changed, this, [refresh, id = provider.id](const QString& changed) {
        if (changed == id)
            refresh();
    });
    refresh();
    if (first)
        field->setFocus();
}

}  // namespace weir::panes
