// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/changespage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "core/table/columntable.h"

namespace weir::views {

namespace {

table::TablePtr noChanges() { return table::ColumnTable::Builder("changes", handover::changesSchema(), 0).finish(); }

session::TableMaker makerAgainst(const traffic::Snapshot& baseline) {
    return [baseline](const traffic::Snapshot& now,
                      const capturetables::TableRequest& request) -> Result<table::TablePtr> {
        if (!baseline)
            return noChanges();
        handover::CompareRequest wanted;
        wanted.wireBytes = request.wireBytes;
        wanted.home = request.home;
        return handover::compare(now, baseline, wanted);
    };
}

}  // namespace

ChangesPage::ChangesPage(models::FilterState& filter, QWidget* parent)
    : TablePage({.title = tr("Changes"),
                 .settingsKey = QStringLiteral("changes"),
                 .request = models::requestFor("changes"),
                 .nothing = {},
                 .nothingWhy = {},
                 .wideColumn = QStringLiteral("subject")},
                filter, parent),
      m_words(new QLabel(this)),
      m_other(new QPushButton(tr("Other &Baseline…"), this)),
      m_end(new QPushButton(tr("E&nd Comparison"), this)) {
    m_words->setObjectName(QStringLiteral("comparison"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    for (QPushButton* button : {m_other, m_end}) button->setFlat(true);
    QHBoxLayout& row = switches();
    row.addWidget(m_words, 1);
    row.addWidget(m_other);
    row.addWidget(m_end);
    source().setMaker(handover::changesSchema(), makerAgainst(nullptr));
    connect(m_other, &QPushButton::clicked, this, &ChangesPage::otherRequested);
    connect(m_end, &QPushButton::clicked, this, &ChangesPage::endRequested);
    connect(this, &TablePage::updated, this, &ChangesPage::tell);
}

QString ChangesPage::words() const { return m_words->text(); }

void ChangesPage::setReading(const QString& name, int hundredths) {
    m_words->setText(hundredths < 0 ? tr("Reading %1…").arg(name) : tr("Reading %1… %2%").arg(name).arg(hundredths));
    m_end->setText(tr("Ca&ncel"));
    m_other->hide();
    emptyState().say(tr("Reading the baseline…"), {});
}

void ChangesPage::setBaseline(const traffic::Snapshot& baseline, const QString& name, bool itself) {
    m_baseline = baseline;
    m_name = name;
    m_itself = itself;
    m_end->setText(tr("E&nd Comparison"));
    m_other->show();
    source().setMaker(handover::changesSchema(), makerAgainst(baseline));
    tell();
}

void ChangesPage::tell() {
    if (!m_baseline)
        return;
    if (busy() || !known()) {
        m_words->setText(tr("Comparing with %1…").arg(m_name));
        return;
    }
    const table::Table& changes = *view().tableModel().table();
    qlonglong added = 0;
    qlonglong changed = 0;
    std::string scratch;
    for (std::size_t row = 0; row < changes.rows(); ++row) {
        const std::string_view kind = changes.cell(row, 0, scratch).text;
        added += kind == "new" ? 1 : 0;
        changed += kind == "changed" ? 1 : 0;
    }
    const QLocale& locale = view().tableModel().display().locale;
    QString words = tr("Compared with %1: %2 new, %3 changed, %4 gone.")
                        .arg(m_name, locale.toString(added), locale.toString(changed),
                             locale.toString(static_cast<qlonglong>(changes.rows()) - added - changed));
    if (traffic::isPartial(*m_baseline) || traffic::captureInfo(*m_baseline).problem)
        words += tr(" The baseline could not be read to its end.");
    m_words->setText(words);
    if (changes.rows() == 0) {
        const QString why =
            tr("Talkers, hosts, names, services and fingerprints are the same, and no amount differs "
               "by more than a factor of 10.");
        emptyState().say(m_itself ? tr("The baseline is the same capture") : tr("Nothing is new, changed or gone"),
                         why);
    }
}

}  // namespace weir::views
