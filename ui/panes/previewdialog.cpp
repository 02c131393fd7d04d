// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/previewdialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGroupBox>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/lookupwords.h"
#include "ui/panes/plainlabel.h"

namespace weir::panes {

PreviewDialog::PreviewDialog(enrich::queue::Lookups& lookups, QStringList values, const QStringList& providers,
                             bool locked, QWidget* parent)
    : QDialog(parent),
      m_lookups(lookups),
      m_values(std::move(values)),
      m_locked(locked),
      m_again(new QCheckBox(tr("Ask &again where there is an answer already"), this)),
      m_wholeNames(new QCheckBox(tr("Ask services of reputation about &whole host names"), this)),
      m_summary(wrappedLabel({}, this)),
      m_held(wrappedLabel({}, this)),
      m_shares(wrappedLabel({}, this)),
      m_offline(wrappedLabel({}, this)),
      m_model(new models::PreviewModel(this)),
      m_table(new QTableView(this)),
      m_send(new QPushButton(this)) {
    setObjectName(QStringLiteral("lookupPreview"));
    setWindowTitle(tr("Look Up"));
    m_summary->setObjectName(QStringLiteral("previewSummary"));
    m_held->setObjectName(QStringLiteral("previewHeld"));
    m_shares->setObjectName(QStringLiteral("previewShares"));
    m_shares->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont large = m_summary->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    large.setBold(true);
    m_summary->setFont(large);
    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("previewTable"));
    m_table->setAccessibleName(tr("What would be sent"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int character = fontMetrics().averageCharWidth();
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(models::PreviewModel::subject, character * 26);
    m_table->setColumnWidth(models::PreviewModel::service, character * 28);
    m_table->setColumnWidth(models::PreviewModel::fate, character * 34);
    m_wholeNames->setObjectName(QStringLiteral("wholeNames"));
    m_wholeNames->setToolTip(tr("The labels before a domain may carry data of the victim's."));
    m_send->setObjectName(QStringLiteral("sendButton"));
    m_send->setDefault(true);

    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(m_send, QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Cancel);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(m_summary);
    layout->addWidget(m_held);
    layProviders(*layout, providers);
    layout->addWidget(m_again);
    layout->addWidget(m_wholeNames);
    layout->addWidget(m_table, 1);
    // Five services have much to say; the list matters more.
    auto* shares = new QScrollArea(this);
    shares->setWidget(m_shares);
    shares->setWidgetResizable(true);
    shares->setFrameShape(QFrame::NoFrame);
    shares->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    shares->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    shares->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    shares->setMaximumHeight(fontMetrics().lineSpacing() * 9);
    m_table->setMinimumHeight(m_table->verticalHeader()->defaultSectionSize() * 6);
    layout->addWidget(shares);
    layout->addWidget(m_offline);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_again, &QCheckBox::toggled, this, &PreviewDialog::refresh);
    connect(m_wholeNames, &QCheckBox::toggled, this, &PreviewDialog::refresh);
    connect(m_model, &models::PreviewModel::chosenChanged, this, &PreviewDialog::nameButton);
    connect(&m_lookups, &enrich::queue::Lookups::stateChanged, this, &PreviewDialog::refresh);
    connect(&m_lookups.keys(), &enrich::queue::Keys::changed, this, &PreviewDialog::refresh);
    refresh();
    resize(character * 125, character * 95);
}

void PreviewDialog::layProviders(QVBoxLayout& layout, const QStringList& ticked) {
    auto* box = new QGroupBox(tr("Ask"), this);
    auto* grid = new QGridLayout(box);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(2);
    // Two columns of services, each with the state of its key.
    constexpr int across = 3;
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(across + 1, 1);
    QList<enrich::providers::ProviderDescriptor> services = m_lookups.providers();
    services.removeIf([this](const auto& service) { return !m_lookups.takes(service.id, m_values); });
    box->setVisible(!services.isEmpty());
    const int down = static_cast<int>(services.size() + 1) / 2;
    for (int i = 0; i < services.size(); ++i) {
        const enrich::providers::ProviderDescriptor& provider = services[i];
        const int row = i % down;
        const int column = i / down * across;
        m_names.insert(provider.id, provider.name);
        auto* tick = new QCheckBox(QString(provider.name).replace(u'&', QStringLiteral("&&")), box);
        tick->setObjectName(QStringLiteral("ask_") + provider.id);
        tick->setToolTip(provider.privacyNote.toHtmlEscaped());
        tick->setChecked(ticked.contains(provider.id));
        connect(tick, &QCheckBox::toggled, this, &PreviewDialog::refresh);
        grid->addWidget(tick, row, column);
        m_ticks.insert(provider.id, tick);
        auto* key = wrappedLabel(tr("needs no key"), box);
        key->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(key, row, column + 1);
        if (!provider.needsKey)
            continue;
        m_lookups.keys().load(provider.id);
        auto* enter = new QPushButton(tr("Enter key…"), box);
        enter->setAutoDefault(false);
        enter->setAccessibleName(tr("Enter a key for %1").arg(provider.name));
        connect(enter, &QPushButton::clicked, this, [this, id = provider.id] { emit keyRequested(id); });
        grid->addWidget(enter, row, column + 2);
        m_keys.insert(provider.id, key);
        if (provider.keyOptional)
            m_optional.insert(provider.id);
        m_enterKeys.insert(provider.id, enter);
    }
    layout.addWidget(box);
}

QStringList PreviewDialog::providers() const {
    QStringList out;
    for (const enrich::providers::ProviderDescriptor& provider : m_lookups.providers()) {
        if (const QCheckBox* tick = m_ticks.value(provider.id); tick && tick->isChecked())
            out << provider.id;
    }
    return out;
}

QString PreviewDialog::summary() const { return m_summary->text(); }

void PreviewDialog::refresh() {
    for (auto at = m_keys.begin(); at != m_keys.end(); ++at) {
        const bool none = m_lookups.keys().key(at.key()).isEmpty();
        at.value()->setText(none ? m_optional.contains(at.key()) ? tr("needs no key") : tr("no key yet")
                                 : tr("key %1").arg(m_lookups.keys().description(at.key())));
        m_enterKeys.value(at.key())->setVisible(none);
    }
    enrich::queue::Preview preview =
        m_lookups.preview(m_values, providers(), m_again->isChecked(), m_wholeNames->isChecked());
    m_wholeNames->setVisible(std::any_of(m_values.begin(), m_values.end(),
                                         [](const QString& value) { return !IpAddress::parse(value.toStdString()); }));
    m_summary->setText(models::summaryWords(preview));
    m_held->setText(models::heldBackWords(preview));
    m_held->setVisible(!m_held->text().isEmpty());
    QStringList shares;
    for (const enrich::queue::PreviewShare& share : preview.shares)
        shares << tr("%1: %2").arg(share.name, models::shareWords(share));
    m_shares->setText(shares.join(u'\n'));
    m_shares->setVisible(!shares.isEmpty());
    m_offline->setText(m_locked ? tr("Weir was started so that it stays offline: nothing can be sent.")
                                : tr("Weir is offline. Sending switches that off; you can go offline again in the "
                                     "menu Lookups."));
    m_offline->setVisible(m_lookups.offline());
    m_model->setPreview(std::move(preview), m_names);
    nameButton();
}

void PreviewDialog::nameButton() {
    const int count = m_model->chosenRequests();
    const bool offline = m_lookups.offline();
    m_send->setEnabled(count > 0 && !(offline && m_locked));
    if (count == 0)
        m_send->setText(tr("Nothing to Send"));
    else if (offline)
        m_send->setText(tr("Go &Online and Send %1 Requests", nullptr, count).arg(locale().toString(count)));
    else
        m_send->setText(tr("&Send %1 Requests", nullptr, count).arg(locale().toString(count)));
}

}  // namespace weir::panes
