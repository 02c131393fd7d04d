// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/lookupsettingsdialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "core/enrich/subject/domainnames.h"
#include "ui/panes/limitstable.h"
#include "ui/panes/plainlabel.h"

namespace weir::panes {

namespace {

QLabel* weakLabel(const QString& text, QWidget* parent) {
    QLabel* label = wrappedLabel(text, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// The domains of a text, one in each line or with commas; `wrong` is the first part that is none.
QStringList parsedDomains(const QString& text, QString& wrong) {
    static const QRegularExpression gaps(QStringLiteral("[\\s,;]+"));
    QStringList out;
    for (QString part : text.split(gaps, Qt::SkipEmptyParts)) {
        const QString given = part;
        if (part.startsWith(u"*."))
            part.remove(0, 2);
        while (part.startsWith(u'.')) part.remove(0, 1);
        if (part.endsWith(u'.'))
            part.chop(1);
        const QByteArray name = QUrl::toAce(part.toLower());
        if (!enrich::subject::isHostName(name)) {
            wrong = given;
            return {};
        }
        if (const QString domain = QString::fromLatin1(name); !out.contains(domain))
            out << domain;
    }
    return out;
}

}  // namespace

LookupSettingsDialog::LookupSettingsDialog(enrich::queue::Lookups& lookups, const Values& values,
                                           std::shared_ptr<const enrich::queue::OfflineData> files, bool locked,
                                           QWidget* parent)
    : QDialog(parent),
      m_lookups(lookups),
      m_offlineData(std::move(files)),
      m_locked(locked),
      m_domains(new QPlainTextEdit(this)),
      m_problem(wrappedLabel({}, this)),
      m_limits(new LimitsTable(lookups.providers(), values.limits, this)),
      m_limitsProblem(wrappedLabel({}, this)),
      m_files(new QListWidget(this)),
      m_remove(new QPushButton(tr("&Remove"), this)),
      m_tables(wrappedLabel({}, this)),
      m_fetch(new QPushButton(this)),
      m_keep(new QCheckBox(tr("&Keep answers, and the record of what was sent, on this computer"), this)) {
    setObjectName(QStringLiteral("lookupSettings"));
    setWindowTitle(tr("Lookup Settings"));
    auto* tabs = new QTabWidget(this);
    auto* general = new QWidget(tabs);
    auto* boxes = new QVBoxLayout(general);
    boxes->setSpacing(10);
    layDomains(*boxes, values.ownDomains);
    layFiles(*boxes, values.databases);
    layTables(*boxes);
    layKept(*boxes, values.keep);
    tabs->addTab(general, tr("&General"));
    tabs->addTab(limitsPage(), tr("&Limits"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(tabs);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
    const int character = fontMetrics().averageCharWidth();
    resize(character * 95, sizeHint().height());
}

QWidget* LookupSettingsDialog::limitsPage() {
    auto* page = new QWidget(this);
    auto* inside = new QVBoxLayout(page);
    inside->addWidget(
        wrappedLabel(tr("Weir sends no service more requests than this. Where your key allows more, write "
                        "it like 60/minute 10000/day 300000/month, or none."),
                     page));
    inside->addWidget(m_limits, 1);
    m_limitsProblem->setObjectName(QStringLiteral("limitsProblem"));
    inside->addWidget(m_limitsProblem);
    connect(m_limits, &QTableWidget::itemChanged, this, &LookupSettingsDialog::check);
    return page;
}

void LookupSettingsDialog::layDomains(QVBoxLayout& layout, const QStringList& domains) {
    auto* box = new QGroupBox(tr("Own domains"), this);
    auto* inside = new QVBoxLayout(box);
    QLabel* label = wrappedLabel(tr("These &domains and all names under them are never looked up, nor are your home "
                                    "networks (View menu). One per line:"),
                                 box);
    label->setBuddy(m_domains);
    m_domains->setObjectName(QStringLiteral("ownDomains"));
    m_domains->setAccessibleName(box->title());
    m_domains->setTabChangesFocus(true);
    m_domains->setPlaceholderText(QStringLiteral("example.com"));
    m_domains->setPlainText(domains.join(u'\n'));
    m_domains->setFixedHeight(fontMetrics().lineSpacing() * 4 + 12);
    m_problem->setObjectName(QStringLiteral("ownDomainsProblem"));
    inside->addWidget(label);
    inside->addWidget(m_domains);
    inside->addWidget(m_problem);
    layout.addWidget(box);
    connect(m_domains, &QPlainTextEdit::textChanged, this, &LookupSettingsDialog::check);
}

void LookupSettingsDialog::layFiles(QVBoxLayout& layout, const QStringList& databases) {
    auto* box = new QGroupBox(tr("Countries and networks from files on this computer"), this);
    auto* inside = new QVBoxLayout(box);
    inside->addWidget(wrappedLabel(tr("Files in MaxMind's format (.mmdb), such as GeoLite2, DB-IP or IPinfo. The first "
                                      "that contains an address is used. Weir does not download any."),
                                   box));
    m_files->setObjectName(QStringLiteral("databases"));
    m_files->setAccessibleName(box->title());
    m_files->setTextElideMode(Qt::ElideMiddle);
    m_files->setFixedHeight(fontMetrics().lineSpacing() * 4 + 12);
    for (const QString& path : databases) addFile(path);
    inside->addWidget(m_files);
    auto* add = new QPushButton(tr("&Add…"), box);
    add->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(add);
    row->addWidget(m_remove);
    row->addStretch(1);
    inside->addLayout(row);
    inside->addWidget(weakLabel(m_offlineData ? m_offlineData->description() : tr("The files are being read."), box));
    layout.addWidget(box);
    connect(add, &QPushButton::clicked, this, &LookupSettingsDialog::chooseFiles);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        delete m_files->currentItem();
        check();
    });
    connect(m_files, &QListWidget::currentRowChanged, this, &LookupSettingsDialog::check);
}

void LookupSettingsDialog::layTables(QVBoxLayout& layout) {
    auto* box = new QGroupBox(tr("Servers of registries (RDAP)"), this);
    auto* inside = new QVBoxLayout(box);
    m_tables->setObjectName(QStringLiteral("rdapTables"));
    m_fetch->setObjectName(QStringLiteral("fetchTables"));
    m_fetch->setAutoDefault(false);
    inside->addWidget(m_tables);
    auto* row = new QHBoxLayout;
    row->addWidget(m_fetch);
    row->addStretch(1);
    inside->addLayout(row);
    layout.addWidget(box);
    connect(m_fetch, &QPushButton::clicked, this, [this] {
        m_fetching = true;
        showTables({});
        emit fetchRequested();
    });
    connect(&m_lookups, &enrich::queue::Lookups::bootstrapUpdated, this, [this](const QString& problem) {
        m_fetching = false;
        showTables(problem);
    });
    connect(&m_lookups, &enrich::queue::Lookups::stateChanged, this, [this] {
        if (!m_fetching)
            showTables({});
    });
    showTables({});
}

void LookupSettingsDialog::showTables(const QString& problem) {
    const QString date = m_lookups.bootstrapDate().left(10);
    QString text = date.isEmpty()
                       ? tr("The built-in table is in use: the regional registries, and .com, .net and .org.")
                       : tr("IANA's tables of %1 are in use.").arg(date);
    text += u' ' + tr("IANA publishes them. It sees that they were downloaded, and learns nothing about a capture.");
    if (!problem.isEmpty())
        text += u'\n' + tr("Not fetched: %1").arg(problem);
    m_tables->setText(text);
    m_fetch->setEnabled(!m_fetching && !m_locked);
    m_fetch->setText(m_fetching            ? tr("Fetching from data.iana.org…")
                     : m_locked            ? tr("Weir stays offline")
                     : m_lookups.offline() ? tr("Go &Online and Fetch 3 Files from data.iana.org")
                                           : tr("&Fetch 3 Files from data.iana.org"));
}

void LookupSettingsDialog::layKept(QVBoxLayout& layout, bool keep) {
    auto* box = new QGroupBox(tr("What is kept"), this);
    auto* inside = new QVBoxLayout(box);
    m_keep->setObjectName(QStringLiteral("keepAnswers"));
    m_keep->setChecked(keep);
    inside->addWidget(m_keep);
    const QString where =
        m_lookups.store().inMemory()
            ? tr("At present everything is kept in memory and forgotten when Weir ends.")
            : tr("Otherwise they are forgotten when Weir ends, and not written from the next start on.");
    inside->addWidget(weakLabel(where, box));
    if (const QString notice = m_lookups.store().notice(); !notice.isEmpty())
        inside->addWidget(wrappedLabel(notice, box));
    auto* forget = new QPushButton(tr("Forget All A&nswers…"), box);
    forget->setObjectName(QStringLiteral("forgetAnswers"));
    forget->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(forget);
    row->addStretch(1);
    inside->addLayout(row);
    layout.addWidget(box);
    connect(forget, &QPushButton::clicked, this, &LookupSettingsDialog::confirmForget);
}

void LookupSettingsDialog::confirmForget() {
    auto* question = new QMessageBox(this);
    question->setObjectName(QStringLiteral("forgetQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::Question);
    question->setTextFormat(Qt::PlainText);
    question->setWindowTitle(tr("Forget Answers"));
    question->setText(tr("Forget all stored answers? They can only be restored by looking them up again."));
    QPushButton* forget = question->addButton(tr("&Forget"), QMessageBox::DestructiveRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(forget, &QPushButton::clicked, this, &LookupSettingsDialog::forgetRequested);
    question->open();
}

void LookupSettingsDialog::addFile(const QString& path) {
    for (int row = 0; row < m_files->count(); ++row) {
        if (m_files->item(row)->data(Qt::UserRole) == path)
            return;
    }
    QString text = path;
    if (m_offlineData) {
        for (const enrich::queue::OfflineData::Source& source : m_offlineData->sources()) {
            if (source.path == path && !source.problem.isEmpty())
                text = tr("%1: %2").arg(path, source.problem);
        }
    }
    if (!QFileInfo::exists(path))
        text = tr("%1: there is no such file").arg(path);
    auto* item = new QListWidgetItem(text, m_files);
    item->setData(Qt::UserRole, path);
    item->setToolTip(text.toHtmlEscaped());
}

void LookupSettingsDialog::chooseFiles() {
    auto* dialog = new QFileDialog(this, tr("Files in MaxMind's Format"), {}, tr("Databases (*.mmdb);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& paths) {
        for (const QString& path : paths) addFile(path);
        check();
    });
    dialog->open();
}

LookupSettingsDialog::Values LookupSettingsDialog::values() const {
    Values out;
    QString wrong;
    out.ownDomains = parsedDomains(m_domains->toPlainText(), wrong);
    for (int row = 0; row < m_files->count(); ++row) out.databases << m_files->item(row)->data(Qt::UserRole).toString();
    out.keep = m_keep->isChecked();
    out.limits = m_limits->limits();
    return out;
}

void LookupSettingsDialog::check() {
    QString wrong;
    parsedDomains(m_domains->toPlainText(), wrong);
    m_problem->setText(wrong.isEmpty() ? QString()
                                       : tr("“%1” is not a domain; write it like example.com.").arg(wrong.left(60)));
    m_problem->setVisible(!wrong.isEmpty());
    m_remove->setEnabled(m_files->currentRow() >= 0);
    const QString limits = m_limits->problem();
    m_limitsProblem->setText(limits);
    m_limitsProblem->setVisible(!limits.isEmpty());
    if (m_ok)
        m_ok->setEnabled(wrong.isEmpty() && limits.isEmpty());
}

}  // namespace weir::panes
