// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/auditdialog.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include "core/enrich/subject/utctime.h"
#include "core/export/formats.h"
#include "ui/models/plural.h"
#include "ui/panes/filequestion.h"

namespace weir::panes {

namespace {

constexpr qsizetype mostShown = 10'000;

QString timeOf(const enrich::queue::AuditEntry& entry) {
    return QDateTime::fromMSecsSinceEpoch(entry.at, enrich::subject::utc).toString(Qt::ISODate);
}

}  // namespace

AuditDialog::AuditDialog(enrich::queue::Lookups& lookups, QWidget* parent)
    : QDialog(parent),
      m_lookups(lookups),
      m_model(new QStandardItemModel(this)),
      m_note(new QLabel(this)),
      m_export(new QPushButton(tr("&Export…"), this)),
      m_clear(new QPushButton(tr("C&lear…"), this)) {
    setObjectName(QStringLiteral("auditDialog"));
    setWindowTitle(tr("What Was Sent"));
    auto* table = new QTableView(this);
    table->setObjectName(QStringLiteral("auditTable"));
    table->setAccessibleName(windowTitle());
    table->setModel(m_model);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setObjectName(QStringLiteral("auditNote"));
    m_clear->setObjectName(QStringLiteral("auditClear"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_export, QDialogButtonBox::ActionRole);
    buttons->addButton(m_clear, QDialogButtonBox::ActionRole);
    for (QAbstractButton* button : buttons->buttons()) static_cast<QPushButton*>(button)->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_note);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_export, &QPushButton::clicked, this, &AuditDialog::askWhere);
    connect(m_clear, &QPushButton::clicked, this, &AuditDialog::confirmClear);
    fill();
    const int character = fontMetrics().averageCharWidth();
    constexpr int widths[] = {30, 30, 28, 28};
    for (int column = 0; column < 4; ++column) table->setColumnWidth(column, character * widths[column]);
    resize(character * 130, character * 70);
}

void AuditDialog::fill() {
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Time (UTC)"), tr("Service"), tr("Server"), tr("About"), tr("Outcome")});
    QHash<QString, QString> names{{QStringLiteral("bootstrap"), tr("Servers of registries")}};
    for (const enrich::providers::ProviderDescriptor& provider : m_lookups.providers())
        names.insert(provider.id, provider.name);
    const QList<enrich::queue::AuditEntry> log = m_lookups.store().auditLog();
    for (auto entry = log.crbegin(); entry != log.crend() && m_model->rowCount() < mostShown; ++entry) {
        QList<QStandardItem*> row;
        for (const QString& text :
             {timeOf(*entry), names.value(entry->provider, entry->provider), entry->host, entry->indicator,
              entry->status.toInt() > 0 ? tr("HTTP %1").arg(entry->status) : entry->status})
            row << new QStandardItem(text);
        m_model->appendRow(row);
    }
    const QString count =
        log.isEmpty() ? tr("Nothing was sent.")
        : log.size() > mostShown
            ? tr("The last %1 of %2 requests; the export has all.", nullptr, models::plural(log.size()))
                  .arg(locale().toString(mostShown), locale().toString(log.size()))
            : tr("%1 requests, newest first.", nullptr, models::plural(log.size())).arg(locale().toString(log.size()));
    m_note->setText(tr("%1 Neither answers nor keys are in this record, and it stays on this computer.").arg(count));
    m_export->setEnabled(!log.isEmpty());
    m_clear->setEnabled(!log.isEmpty());
}

QString AuditDialog::write(const QString& path) const {
    std::string out = "time,service,server,about,outcome\r\n";
    for (const enrich::queue::AuditEntry& entry : m_lookups.store().auditLog()) {
        const char* comma = "";
        for (const QString& text : {timeOf(entry), entry.provider, entry.host, entry.indicator, entry.status}) {
            out += comma;
            const std::string bytes = text.toStdString();
            exporting::appendCsv(out, table::Cell{.empty = bytes.empty(), .text = bytes});
            comma = ",";
        }
        out += "\r\n";
    }
    QSaveFile file(path);
    const auto size = static_cast<qint64>(out.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(out.data(), size) != size || !file.commit())
        return file.errorString();
    return {};
}

void AuditDialog::askWhere() {
    fileDialogOver(this)({tr("Export What Was Sent"), QStringLiteral("sent.csv"), tr("CSV (*.csv)")},
                         [this](const QString& path, const QString&) {
                             const QString problem = write(path);
                             m_note->setText(problem.isEmpty() ? tr("Written to %1.").arg(path)
                                                               : tr("%1 was not written: %2").arg(path, problem));
                         });
}

void AuditDialog::confirmClear() {
    auto* question = new QMessageBox(this);
    question->setObjectName(QStringLiteral("clearQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::Question);
    question->setTextFormat(Qt::PlainText);
    question->setWindowTitle(tr("Clear the Record"));
    question->setText(tr("Clear the record of what was sent? This cannot be undone."));
    QPushButton* clear = question->addButton(tr("&Clear"), QMessageBox::DestructiveRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(clear, &QPushButton::clicked, this, [this] {
        m_lookups.store().clearAudit();
        fill();
    });
    question->open();
}

}  // namespace weir::panes
