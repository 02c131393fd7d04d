// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/exporter.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>

#include "core/handover/markedtable.h"
#include "ui/models/errorwords.h"
#include "ui/models/plural.h"
#include "ui/views/changespage.h"

namespace weir::controllers {

using models::Notice;

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

Exporter::Exporter(QWidget* window) : QObject(window), m_ask(panes::fileDialogOver(window)) {
    connect(&m_job, &session::ExportJob::finished, this, [this](const QString& path, qulonglong rows) {
        const QString text =
            tr("%1 rows written to %2", nullptr, models::plural(rows)).arg(QLocale().toString(rows), path);
        emit notice({m_partial ? Notice::Kind::warning : Notice::Kind::information,
                     m_partial ? tr("%1. They are partial: the capture was not read to its end.").arg(text) : text,
                     tr("Show in &Folder"), [path] { panes::showFolderOf(path); }});
    });
    connect(&m_job, &session::ExportJob::failed, this, [this](const QString& path, const Error& error) {
        emit notice({Notice::Kind::error, tr("%1 was not written: %2").arg(path, models::sentence(error))});
    });
}

void Exporter::exportPage(views::TablePage& page, const QString& capturePath) {
    if (!page.known())
        return;
    const bool partial = page.finality() == models::Finality::partial;
    const QString ending = partial ? QStringLiteral(".partial.csv") : QStringLiteral(".csv");
    m_ask({tr("Export Table"), panes::suggestedPath(capturePath, page.spec().settingsKey + ending),
           tr("CSV (*.csv);;JSON (*.json);;JSON lines (*.ndjson)")},
          [this, page = QPointer(&page)](const QString& path, const QString& nameFilter) {
              if (page && page->known() && !path.isEmpty())
                  writeWhenFinal(*page, path, nameFilter);
          });
}

void Exporter::writeWhenFinal(views::TablePage& page, const QString& path, const QString& nameFilter) {
    disconnect(m_waiting);
    if (page.finality() != models::Finality::coming)
        return write(page, path, nameFilter);
    emit notice({Notice::Kind::passing, tr("%1 is written as soon as the table is final.").arg(path)});
    m_waiting = connect(&page, &views::TablePage::updated, this, [this, &page, path, nameFilter] {
        if (!page.source().snapshot())
            disconnect(m_waiting);  // the capture was closed
        else if (page.finality() != models::Finality::coming)
            writeWhenFinal(page, path, nameFilter);
    });
}

void Exporter::write(views::TablePage& page, const QString& path, const QString& nameFilter) {
    if (!page.known())
        return;
    m_partial = page.finality() == models::Finality::partial;
    const models::TableModel& model = page.view().tableModel();
    session::ExportOrder order;
    order.table = page.source().marks() ? handover::markedTable(model.table(), page.source().marks()) : model.table();
    order.rows = model.rows();
    order.columns = page.view().exportedColumns();
    order.path = QFile::encodeName(path).toStdString();
    order.format = formatFor(path, nameFilter);
    if (const traffic::Snapshot& snapshot = page.source().snapshot())
        order.protectedFiles = traffic::captureInfo(*snapshot).files;
    if (m_provenance)
        order.provenance = provenanceOf(page);
    m_job.start(std::move(order));
}

}  // namespace weir::controllers
