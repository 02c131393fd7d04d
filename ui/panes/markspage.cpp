// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/markspage.h"

#include "core/handover/markedtable.h"
#include "ui/models/subjectfilter.h"

namespace weir::panes {

MarksPage::MarksPage(models::FilterState& filter, QWidget* parent)
    : TablePage({.title = tr("Marks"),
                 .settingsKey = QStringLiteral("marks"),
                 .request = models::requestFor("marks"),
                 .nothing = tr("Nothing is marked"),
                 .nothingWhy = tr("Stars, verdicts and notes are listed here."),
                 .wideColumn = QStringLiteral("note")},
                filter, parent) {
    list(std::make_shared<const handover::CaseFile>());
    connect(&view(), &QAbstractItemView::doubleClicked, this, &MarksPage::open);
    connect(&view(), &views::TableView::rowOpened, this, &MarksPage::open);
}

void MarksPage::list(const std::shared_ptr<const handover::CaseFile>& marks) {
    source().setMaker(handover::marksSchema(),
                      [marks](const traffic::Snapshot&, const capturetables::TableRequest&) -> Result<table::TablePtr> {
                          return handover::marksTable(*marks);
                      });
}

void MarksPage::open() {
    const models::TableModel& model = view().tableModel();
    const QModelIndex at = view().currentIndex();
    const auto kind = model.table() ? table::findColumn(model.table()->schema(), "kind") : std::nullopt;
    if (!at.isValid() || !kind)
        return;
    const QString what = model.rawText(at.row(), static_cast<int>(*kind));
    const QString key = model.rawText(at.row(), static_cast<int>(*kind) + 1);
    if (what == u"frame") {
        emit rowsRequested(QStringLiteral("packets"), QStringLiteral("number = ") + key);
    } else if (what == u"flow") {
        const QStringList ends = key.split(u' ');
        const auto one = IpAddress::parse(ends.value(0).toStdString());
        const auto other = IpAddress::parse(ends.value(1).toStdString());
        if (one && other)
            emit rowsRequested(QStringLiteral("conversations"), models::pairFilter(*one, *other));
    } else {
        emit rowsRequested(what == u"address" ? QStringLiteral("conversations") : QStringLiteral("dns"),
                           models::subjectFilter(key));
    }
}

}  // namespace weir::panes
