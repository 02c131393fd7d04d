// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/fieldtree.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>

#include "ui/models/format.h"

namespace weir::views {

using models::FieldModel;

namespace {

QString key(const QStringList& path) { return path.join(u'/'); }

}  // namespace

FieldTree::FieldTree(QWidget* parent) : QTreeView(parent), m_model(new FieldModel(this)) {
    setModel(m_model);
    setObjectName(QStringLiteral("fieldTree"));
    setAccessibleName(tr("Layers and fields of the packet"));
    setFrameShape(NoFrame);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    setAllColumnsShowFocus(true);
    setTabKeyNavigation(false);
    header()->setStretchLastSection(true);
    header()->resizeSection(FieldModel::name, fontMetrics().averageCharWidth() * 30);
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex& index) { rememberOpen(index, true); });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) { rememberOpen(index, false); });
}

void FieldTree::setPacket(std::shared_ptr<const session::PacketDetail> packet) {
    const int scroll = verticalScrollBar()->value();
    m_filling = true;
    m_model->setPacket(std::move(packet));
    openAsBefore({});
    m_filling = false;
    const QModelIndex again = m_model->find(m_current);
    verticalScrollBar()->setValue(scroll);
    if (again.isValid() && !m_current.isEmpty())
        setCurrentIndex(again);
    else
        emit fieldChosen(nullptr);
}

void FieldTree::openAsBefore(const QModelIndex& parent) {
    for (int row = 0; row < m_model->rowCount(parent); ++row) {
        const QModelIndex index = m_model->index(row, 0, parent);
        if (m_model->rowCount(index) == 0)
            continue;
        // Layers are open, but for the frame, whose facts the table above shows; what is nested deeper is closed.
        const bool usual = !parent.isValid() && m_model->field(index)->name != "frame";
        if (m_open.value(key(m_model->pathOf(index)), usual))
            setExpanded(index, true);
        if (m_open.isEmpty() && parent.isValid())
            continue;
        openAsBefore(index);
    }
}

void FieldTree::rememberOpen(const QModelIndex& index, bool open) {
    if (!m_filling)
        m_open.insert(key(m_model->pathOf(index)), open);
}

void FieldTree::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTreeView::currentChanged(current, previous);
    if (m_filling || !current.isValid())
        return;
    m_current = m_model->pathOf(current);
    emit fieldChosen(m_model->field(current));
}

QString FieldTree::lineText(const QModelIndex& index) const {
    const detail::Field* field = m_model->field(index);
    if (!field)
        return {};
    const std::string line = field->value.empty() ? field->name : field->name + ": " + field->value;
    return models::shownText(line);
}

void FieldTree::copyValue() {
    if (const detail::Field* field = m_model->field(currentIndex()))
        QApplication::clipboard()->setText(models::shownText(field->value));
}

void FieldTree::copyLine() {
    if (currentIndex().isValid())
        QApplication::clipboard()->setText(lineText(currentIndex()));
}

void FieldTree::copyAll() {
    if (m_model->packet())
        QApplication::clipboard()->setText(QString::fromStdString(detail::treeText(m_model->packet()->layers)));
}

void FieldTree::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    const detail::Field* field = m_model->field(index);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("fieldMenu"));
    connect(menu->addAction(tr("Copy &value")), &QAction::triggered, this, &FieldTree::copyValue);
    connect(menu->addAction(tr("Copy &name and value")), &QAction::triggered, this, &FieldTree::copyLine);
    QAction* hex = menu->addAction(tr("Copy bytes as &hexadecimal"));
    QAction* text = menu->addAction(tr("Copy bytes as &text"));
    connect(hex, &QAction::triggered, this, &FieldTree::copyHexRequested);
    connect(text, &QAction::triggered, this, &FieldTree::copyTextRequested);
    for (QAction* action : {hex, text}) action->setEnabled(field->length > 0);
    menu->addSeparator();
    connect(menu->addAction(tr("Copy &all layers")), &QAction::triggered, this, &FieldTree::copyAll);
    menu->addSeparator();
    connect(menu->addAction(tr("&Open all")), &QAction::triggered, this, &QTreeView::expandAll);
    connect(menu->addAction(tr("&Close all")), &QAction::triggered, this, &QTreeView::collapseAll);
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

bool FieldTree::event(QEvent* event) {
    // The window's own Ctrl+C copies rows of the table; here it copies the field.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QTreeView::event(event);
}

void FieldTree::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copyLine();
        return;
    }
    const bool writes = !event->text().isEmpty() && event->text().at(0).isPrint() && event->text() != u" " &&
                        !QStringLiteral("*+-").contains(event->text()) &&
                        !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (writes)
        event->ignore();  // the window starts a filter with it
    else
        QTreeView::keyPressEvent(event);
}

}  // namespace weir::views
