// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/filequestion.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QUrl>

namespace weir::panes {

namespace {

/// "csv" of "CSV (*.csv)"; nothing of a filter with several.
QString suffixOf(const QString& nameFilter) {
    const QString suffix = nameFilter.section(QStringLiteral("*."), 1, 1).section(u')', 0, 0);
    return suffix.contains(u' ') ? QString() : suffix;
}

}  // namespace

QString captureFilters() {
    return QCoreApplication::translate("weir::panes::FileQuestion",
                                       "Captures (*.pcap *.pcapng *.cap *.dmp *.ntar *.gz *.zst *.lz4);;All files (*)");
}

QString suggestedPath(const QString& capture, const QString& part) {
    const QFileInfo file(capture);
    return QStringLiteral("%1/%2-%3").arg(file.absolutePath(), file.completeBaseName(), part);
}

void showFolderOf(const QString& path) {
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
}

QString suffixFor(const QString& path, const QString& nameFilter, const QString& offered) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    for (const QString& filter : offered.split(QStringLiteral(";;"))) {
        if (!suffix.isEmpty() && suffixOf(filter) == suffix)
            return suffix;
    }
    return suffixOf(nameFilter);
}

AskForFile fileDialogOver(QWidget* window) {
    return [window](const FileQuestion& question, const FileAnswer& answer) {
        const QFileInfo suggested(question.suggested);
        auto* dialog = new QFileDialog(window, question.title, question.save ? suggested.path() : question.suggested,
                                       question.filters);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        if (question.save) {
            dialog->setAcceptMode(QFileDialog::AcceptSave);
            dialog->selectFile(suggested.fileName());
            dialog->setDefaultSuffix(suggested.suffix());
            QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
                const QFileInfo chosen(dialog->selectedFiles().value(0));
                dialog->setDefaultSuffix(suffixOf(filter));
                dialog->selectFile(chosen.completeBaseName() + u'.' + suffixOf(filter));
            });
        } else {
            dialog->setFileMode(QFileDialog::ExistingFile);
        }
        QObject::connect(dialog, &QFileDialog::fileSelected, window,
                         [dialog, answer](const QString& path) { answer(path, dialog->selectedNameFilter()); });
        dialog->open();
    };
}

}  // namespace weir::panes
