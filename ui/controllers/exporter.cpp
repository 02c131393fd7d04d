// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/exporter.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>

#include "ui/models/plural.h"
#include "ui/views/changespage.h"

namespace weir::controllers {

exporting::Format formatFor(const QString& path, const QString& nameFilter) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == u"ndjson" || (suffix.isEmpty() && nameFilter.contains(u"*.ndjson")))
        return exporting::Format::ndjson;
    if (suffix == u"json" || (suffix.isEmpty() && nameFilter.contains(u"*.json")))
        return exporting::Format::json;
    return exporting::Format::csv;
}

namespace {

/// As weir-cli takes them: "bytes:desc,address:asc".
std::string sortText(const std::vector<models::NamedSortKey>& keys) {
    std::string out;
    for (const models::NamedSortKey& key : keys)
        out += (out.empty() ? "" : ",") + key.column + (key.descending ? ":desc" : ":asc");
    return out;
}

std::optional<session::ProvenanceOrder> provenanceOf(views::TablePage& page) {
    session::ProvenanceOrder order;
    order.snapshot = page.source().snapshot();
    if (!order.snapshot)
        return {};
    if (const auto* changes = qobject_cast<const views::ChangesPage*>(&page))
        order.baseline = changes->baseline();
    order.request = page.source().request();
    order.filter = page.source().filterFit().text.toStdString();
    order.sort = sortText(page.source().sort());
    return order;
}

}  // namespace

Exporter::Exporter(QWidget* window) : QObject(window) {
    m_ask = [window](const QString& suggested, Answer answer) {
        auto* dialog = new QFileDialog(window, tr("Export Table"), QFileInfo(suggested).path(),
                                       tr("CSV (*.csv);;JSON (*.json);;JSON lines (*.ndjson)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(QFileDialog::AcceptSave);
        dialog->selectFile(QFileInfo(suggested).fileName());
        dialog->setDefaultSuffix(QStringLiteral("csv"));
        connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
            const QString suffix = filter.section(QStringLiteral("*."), 1).chopped(1);
            const QFileInfo chosen(dialog->selectedFiles().value(0));
            dialog->setDefaultSuffix(suffix);
            dialog->selectFile(chosen.completeBaseName() + u'.' + suffix);
        });
        connect(dialog, &QFileDialog::fileSelected, window,
                [dialog, answer](const QString& path) { answer(path, dialog->selectedNameFilter()); });
        dialog->open();
    };
    connect(&m_job, &session::ExportJob::finished, this, [this](const QString& path, qulonglong rows) {
        emit finished(tr("%1 rows written to %2", nullptr, models::plural(rows)).arg(QLocale().toString(rows), path));
    });
    connect(&m_job, &session::ExportJob::failed, this, [this](const QString& path, const QString& reason) {
        emit failed(tr("%1 was not written: %2").arg(path, reason));
    });
}

void Exporter::exportPage(views::TablePage& page, const QString& capturePath) {
    if (!page.known())
        return;
    const QFileInfo capture(capturePath);
    const QString suggested =
        QStringLiteral("%1/%2-%3.csv").arg(capture.absolutePath(), capture.completeBaseName(), page.spec().settingsKey);
    m_ask(suggested, [this, page = QPointer(&page)](const QString& path, const QString& nameFilter) {
        if (page && page->known() && !path.isEmpty())
            write(*page, path, nameFilter);
    });
}

void Exporter::write(views::TablePage& page, const QString& path, const QString& nameFilter) {
    const models::TableModel& model = page.view().tableModel();
    session::ExportOrder order;
    order.table = model.table();
    order.rows = model.rows();
    order.columns = page.view().shownColumns();
    order.path = QFile::encodeName(path).toStdString();
    order.format = formatFor(path, nameFilter);
    if (const traffic::Snapshot& snapshot = page.source().snapshot())
        order.protectedFiles = traffic::captureInfo(*snapshot).files;
    if (m_provenance)
        order.provenance = provenanceOf(page);
    m_job.start(std::move(order));
}

}  // namespace weir::controllers
