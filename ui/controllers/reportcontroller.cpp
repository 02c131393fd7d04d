// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/reportcontroller.h"

#include <QAction>
#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QLocale>
#include <numeric>
#include <utility>

#include "core/export/writer.h"
#include "core/handover/indicators.h"
#include "core/handover/report.h"
#include "ui/controllers/reportpdf.h"
#include "ui/models/errorwords.h"
#include "ui/panes/pages.h"

namespace weir::controllers {

using models::Notice;
using views::TablePage;

namespace {

Result<std::string> indicatorsText(const std::vector<handover::Indicator>& indicators, exporting::Format format) {
    const table::TablePtr table = handover::indicatorsTable(indicators);
    const table::Rows rows = table::allRows(*table);
    std::vector<std::size_t> columns(table->schema().size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    std::string out;
    exporting::write({*table, rows, columns}, format, [&out](std::string_view piece) {
        out += piece;
        return true;
    });
    return out;
}

}  // namespace

ReportController::ReportController(QMainWindow& window, panes::Pages& pages, const models::FilterState& filter,
                                   const models::MarkBook& marks, const CaseActions& actions)
    : m_pages(pages), m_filter(filter), m_marks(marks), m_ask(panes::fileDialogOver(&window)) {
    connect(actions.saveReport, &QAction::triggered, this, &ReportController::saveReport);
    connect(actions.saveIndicators, &QAction::triggered, this, [this] { saveIndicators(true); });
    connect(actions.saveTopIndicators, &QAction::triggered, this, [this] { saveIndicators(false); });
    connect(&m_job, &session::FileJob::finished, this, [this](const QString& path) {
        const bool partial = m_snapshot && traffic::isPartial(*m_snapshot);
        emit notice({partial ? Notice::Kind::warning : Notice::Kind::information,
                     partial ? tr("%1 was written. It is partial: the capture was not read to its end.").arg(path)
                             : tr("%1 was written.").arg(path),
                     tr("Show in &Folder"), [path] { panes::showFolderOf(path); }});
    });
    connect(&m_job, &session::FileJob::failed, this, [this](const QString& path, const Error& error) {
        emit notice({Notice::Kind::error, tr("%1 was not written: %2").arg(path, models::sentence(error))});
    });
}

void ReportController::setCapture(const traffic::Snapshot& snapshot, bool reading, const QStringList& paths) {
    m_snapshot = snapshot;
    m_paths = paths;
    m_reading = snapshot && reading;
    if (!snapshot)
        m_pending = nullptr;
    else if (!reading && m_pending)
        std::exchange(m_pending, nullptr)();
}

void ReportController::whenRead(const QString& path, std::function<void()> then) {
    if (!m_reading)
        return then();
    m_pending = std::move(then);
    emit notice({Notice::Kind::passing, tr("%1 is written as soon as the capture has been read.").arg(path)});
}

void ReportController::write(const QString& path, Make make) {
    if (m_job.busy()) {
        emit notice({Notice::Kind::information, tr("Another file is still being written.")});
        return;
    }
    std::vector<std::string> kept = traffic::captureInfo(*m_snapshot).files;
    kept.push_back(handover::casePath(kept));
    m_job.start({std::move(make), QFile::encodeName(path).toStdString(), std::move(kept)});
}

void ReportController::saveReport() {
    if (!m_snapshot)
        return;
    const QString offered = tr("Web page (*.html);;PDF (*.pdf)");
    m_ask({tr("Save Report"), panes::suggestedPath(m_paths.value(0), QStringLiteral("report.html")), offered},
          [this, offered](const QString& path, const QString& nameFilter) {
              if (!m_snapshot || path.isEmpty())
                  return;
              const bool pdf = panes::suffixFor(path, nameFilter, offered) == u"pdf";
              whenRead(path, [this, path, pdf] { writeReport(path, pdf); });
          });
}

void ReportController::writeReport(const QString& path, bool pdf) {
    handover::ReportRequest request;
    request.tables = m_pages.page(QStringLiteral("findings"))->source().request();
    request.filter = m_filter.text().trimmed().toStdString();
    request.notes = m_marks.file();
    if (const QString none = QCoreApplication::translate("weir::handover::Report", "None."); none != u"None.")
        request.language = QLocale().bcp47Name().toStdString();
    request.made =
        tr("Written %1").arg(QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat)).toStdString();
    request.translate = [](const char* context, const char* text) {
        return QCoreApplication::translate(context, text).toStdString();
    };
    write(path, [snapshot = m_snapshot, request, pdf]() -> Result<std::string> {
        const std::string html = handover::reportHtml(snapshot, request);
        return pdf ? reportPdf(html) : html;
    });
}

std::vector<std::string> ReportController::selectedSubjects() const {
    std::vector<std::string> out;
    TablePage* page = m_pages.current();
    if (!page || !page->known())
        return out;
    const models::TableModel& model = page->view().tableModel();
    for (const int row : page->view().selectedRows()) {
        const auto subject = handover::caseSubject(model.table()->subject(model.tableRow(row)));
        if (subject &&
            (subject->kind == handover::SubjectKind::address || subject->kind == handover::SubjectKind::name))
            out.push_back(subject->key);
    }
    return out;
}

void ReportController::saveIndicators(bool chosen) {
    if (!m_snapshot)
        return;
    handover::IndicatorRequest request;
    if (chosen) {
        request.top = 0;
        request.subjects = selectedSubjects();
        if (request.subjects.empty()) {
            emit notice({Notice::Kind::passing, tr("Select rows with addresses or names first, such as findings.")});
            return;
        }
    }
    request.notes = m_marks.file();
    if (TablePage* findings = m_pages.page(QStringLiteral("findings")))
        request.findings = findings->source().request();
    const QString offered = tr("Text (*.txt);;CSV (*.csv);;STIX 2.1 (*.json)");
    m_ask({tr("Save Indicators"), panes::suggestedPath(m_paths.value(0), QStringLiteral("indicators.txt")), offered},
          [this, request, offered](const QString& path, const QString& nameFilter) {
              if (!m_snapshot || path.isEmpty())
                  return;
              const QString suffix = panes::suffixFor(path, nameFilter, offered);
              whenRead(path, [this, path, request, suffix] {
                  write(path,
                        [snapshot = m_snapshot, request, stix = suffix == u"json",
                         csv = suffix == u"csv"]() -> Result<std::string> {
                            const auto list = handover::collectIndicators(snapshot, request);
                            if (list.indicators.empty())
                                return list.leftOut.all() == 0
                                           ? Error::of(ErrorKind::notFound,
                                                       "none of these is a finding about a public address or a name")
                                           : Error::of(ErrorKind::notFound, "nothing is left to block: %1",
                                                       {toString(list.leftOut)});
                            if (stix)
                                return handover::stixBundle(list.indicators, *snapshot);
                            return indicatorsText(list.indicators,
                                                  csv ? exporting::Format::csv : exporting::Format::text);
                        });
              });
          });
}

}  // namespace weir::controllers
