// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/followwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QShortcut>
#include <algorithm>

#include "core/export/writer.h"
#include "ui/charts/chartcolours.h"
#include "ui/models/errorwords.h"
#include "ui/models/plural.h"
#include "ui/views/banner.h"

namespace weir::panes {

using models::FollowForm;
using models::FollowModel;
using models::FollowSide;
using models::FollowText;
using models::Notice;

namespace {

/// Whether the first thing that is said is mostly no text, which hexadecimal shows better.
bool beginsWithOctets(const extract::Followed& said) {
    const auto first = std::find_if(said.pieces.begin(), said.pieces.end(),
                                    [](const extract::FollowedPiece& piece) { return !piece.octets.empty(); });
    if (first == said.pieces.end())
        return false;
    const auto odd = std::count_if(first->octets.begin(), first->octets.end(), [](std::uint8_t octet) {
        return (octet < 0x20 && octet != '\t' && octet != '\n' && octet != '\r') || octet >= 0x7f;
    });
    return static_cast<std::size_t>(odd) * 10 > first->octets.size() * 3;
}

/// More lines than this are for a file, not for the clipboard.
constexpr qsizetype mostCopied = 100'000;

/// The lines as they are shown, written piece by piece.
bool writeLines(const FollowText& text, const exporting::Sink& sink, const std::stop_token& stop) {
    std::string piece;
    for (std::size_t line = 0; line < text.lines(); ++line) {
        if (text.kind(line) == FollowText::Kind::heading && line > 0)
            piece += '\n';
        piece += text.text(line).toStdString() + '\n';
        constexpr std::size_t enough = std::size_t{1} << 16;
        if (piece.size() >= enough) {
            if (stop.stop_requested() || !sink(piece))
                return false;
            piece.clear();
        }
    }
    return sink(piece);
}

}  // namespace

void FollowDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    const auto kind = static_cast<FollowText::Kind>(index.data(FollowModel::KindRole).toInt());
    const charts::ChartColours colours = charts::ChartColours::of(option->palette);
    option->textElideMode = Qt::ElideNone;
    option->font.setBold(kind != FollowText::Kind::octets);
    if (kind == FollowText::Kind::notice)
        return;
    option->palette.setColor(QPalette::Text,
                             index.data(FollowModel::FromClientRole).toBool() ? colours.blue : colours.alarm);
}

FollowWindow::FollowWindow(session::FollowOrder order, const QString& suggested, QWidget* parent)
    : QWidget(parent, Qt::Window),
      m_suggested(suggested),
      m_protected(traffic::captureInfo(*order.snapshot).files),
      m_ask(fileDialogOver(this)),
      m_model(new FollowModel(this)),
      m_banner(new views::Banner(this)),
      m_sides(new QComboBox(this)),
      m_forms(new QComboBox(this)),
      m_find(new QLineEdit(this)),
      m_findMessage(new QLabel(this)),
      m_list(new QListView(this)),
      m_save(new QPushButton(tr("&Save As…"), this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("followWindow"));
    setWindowTitle(tr("Conversation"));
    lay();
    addKeys();
    connect(&m_job, &session::FollowJob::finished, this, &FollowWindow::take);
    connect(m_sides, &QComboBox::currentIndexChanged, this, &FollowWindow::fill);
    connect(m_forms, &QComboBox::currentIndexChanged, this, &FollowWindow::fill);
    connect(m_find, &QLineEdit::returnPressed, this, &FollowWindow::findNext);
    connect(m_find, &QLineEdit::textChanged, m_findMessage, &QLabel::clear);
    connect(m_save, &QPushButton::clicked, this, &FollowWindow::saveAs);
    connect(&m_saver, &session::Worker::failed, this, [this](const QString& reason) {
        m_banner->show({Notice::Kind::error, reason});
    });
    m_banner->show({Notice::Kind::information, tr("Reading the conversation…")});
    m_job.start(std::move(order));
}

void FollowWindow::lay() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 6, 8, 6);
    const auto labelled = [&](const QString& text, QWidget* widget) {
        auto* label = new QLabel(text, this);
        label->setBuddy(widget);
        row->addWidget(label);
        row->addWidget(widget);
    };
    m_sides->addItems({tr("Both"), tr("Client"), tr("Server")});
    m_forms->addItems({tr("Text"), tr("Hexadecimal")});
    labelled(tr("Sent &by"), m_sides);
    labelled(tr("Sho&w as"), m_forms);
    labelled(tr("Fi&nd"), m_find);
    row->setStretchFactor(m_find, 1);
    m_find->setClearButtonEnabled(true);
    m_findMessage->setTextFormat(Qt::PlainText);
    row->addWidget(m_findMessage);
    row->addWidget(m_save);
    layout->addLayout(row);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new FollowDelegate(m_list));
    m_list->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Data sent by the two ends"));
    // All rows are as wide as the widest can be, whatever the first one says.
    const int character = QFontMetrics(m_list->font()).horizontalAdvance(u'0');
    m_list->setGridSize(
        QSize(character * static_cast<int>(FollowText::widest + 6), QFontMetrics(m_list->font()).height() + 2));
    layout->addWidget(m_list, 1);
    resize(character * 120, QFontMetrics(m_list->font()).height() * 42);
    m_list->setFocus();
}

void FollowWindow::addKeys() {
    const auto key = [this](const QKeySequence& keys, auto slot) { new QShortcut(keys, this, this, slot); };
    key(QKeySequence(Qt::CTRL | Qt::Key_F), [this] {
        m_find->setFocus();
        m_find->selectAll();
    });
    key(QKeySequence(Qt::Key_F3), &FollowWindow::findNext);
    key(QKeySequence(Qt::SHIFT | Qt::Key_F3), &FollowWindow::findPrevious);
    key(QKeySequence(Qt::CTRL | Qt::Key_S), &FollowWindow::saveAs);
    key(QKeySequence(Qt::CTRL | Qt::Key_W), [this] { close(); });
    key(QKeySequence(Qt::Key_Escape), [this] { close(); });
    auto* copyKey = new QShortcut(QKeySequence(QKeySequence::Copy), m_list, this, &FollowWindow::copy);
    copyKey->setContext(Qt::WidgetShortcut);
}

void FollowWindow::take(const std::shared_ptr<const session::FollowedConversation>& conversation) {
    m_conversation = conversation;
    m_save->setEnabled(!conversation->error);
    if (conversation->error) {
        m_banner->show({Notice::Kind::error, models::wholeSentence(*conversation->error)});
        return;
    }
    const auto from = [this](int side) {
        const std::uint64_t octets = m_conversation->said.octets[side & 1];
        return tr("%1 bytes", nullptr, models::plural(octets)).arg(locale().toString(static_cast<qulonglong>(octets)));
    };
    const QString client = QString::fromStdString(conversation->client);
    const QString server = QString::fromStdString(conversation->server);
    {
        const QSignalBlocker block(m_forms);  // what is said is filled in below
        m_forms->setCurrentIndex(beginsWithOctets(conversation->said) ? 1 : 0);
    }
    setWindowTitle(tr("%1 and %2, %3").arg(client, server, QString::fromStdString(conversation->protocol)));
    m_sides->setItemText(1, tr("Client %1: %2").arg(client, from(conversation->clientSide)));
    m_sides->setItemText(2, tr("Server %1: %2").arg(server, from(1 - conversation->clientSide)));
    m_sides->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    tellWhatIsMissing();
    fill();
}

void FollowWindow::tellWhatIsMissing() {
    const extract::Followed& said = m_conversation->said;
    QStringList notices;
    const auto number = [this](std::uint64_t n) { return locale().toString(static_cast<qulonglong>(n)); };
    if (said.capped)
        notices << tr("The conversation is longer: only the first %1 bytes are shown.", nullptr,
                      models::plural(said.octets[0] + said.octets[1]))
                       .arg(number(said.octets[0] + said.octets[1]));
    if (const std::uint64_t missing = said.missing[0] + said.missing[1]; missing > 0)
        notices << tr("%1 bytes are missing from the capture.", nullptr, models::plural(missing)).arg(number(missing));
    if (said.unreadable > 0)
        notices << tr("%1 packets can no longer be read.", nullptr, models::plural(said.unreadable))
                       .arg(number(said.unreadable));
    if (said.fragments > 0)
        notices << tr("%1 IP fragments were not reassembled.", nullptr, models::plural(said.fragments))
                       .arg(number(said.fragments));
    if (m_conversation->others > 0)
        notices << tr("The row counts %1 conversations: this is the largest.", nullptr,
                      models::plural(m_conversation->others + 1))
                       .arg(number(m_conversation->others + 1));
    if (said.octets[0] + said.octets[1] == 0)
        notices << tr("Neither end sent any data above the transport layer.");
    if (notices.isEmpty())
        m_banner->hide();
    else
        m_banner->show({Notice::Kind::information, notices.join(u' ')});
}

void FollowWindow::fill() {
    if (!m_conversation || m_conversation->error)
        return;
    m_findMessage->clear();
    m_model->setText(std::make_shared<FollowText>(m_conversation, static_cast<FollowForm>(m_forms->currentIndex()),
                                                  static_cast<FollowSide>(m_sides->currentIndex())));
}

void FollowWindow::find(bool backwards) {
    if (!m_model->text() || m_find->text().isEmpty())
        return;
    const QModelIndex current = m_list->currentIndex();
    const auto from = current.isValid() ? std::optional(static_cast<std::size_t>(current.row())) : std::nullopt;
    const auto line = m_model->text()->find(m_find->text(), from, backwards);
    if (!line) {
        m_findMessage->setText(tr("Not found"));
        return;
    }
    const bool wrapped = from && (backwards ? *line >= *from : *line <= *from);
    m_findMessage->setText(wrapped ? tr("Search wrapped") : QString());
    const QModelIndex index = m_model->index(static_cast<int>(*line));
    m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_list->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void FollowWindow::copy() {
    QModelIndexList chosen = m_list->selectionModel()->selectedIndexes();
    std::sort(chosen.begin(), chosen.end());
    QString text;
    for (const QModelIndex& index : chosen.mid(0, mostCopied)) text += index.data().toString() + u'\n';
    QApplication::clipboard()->setText(text);
    if (chosen.size() > mostCopied)
        m_banner->show(
            {Notice::Kind::warning, tr("Only the first %1 lines were copied; save the conversation to get all of them.")
                                        .arg(locale().toString(mostCopied))});
}

void FollowWindow::saveAs() {
    if (!m_model->text())
        return;
    const QString offered = tr("Text as shown (*.txt);;Raw bytes (*.bin)");
    m_ask({tr("Save Conversation"), m_suggested + QStringLiteral(".txt"), offered},
          [this, offered](const QString& path, const QString& nameFilter) {
              save(path, suffixFor(path, nameFilter, offered) == u"bin");
          });
}

void FollowWindow::save(const QString& path, bool octetsAlone) {
    m_saver.start([this, path, octetsAlone, text = m_model->text(),
                   kept = m_protected](const std::stop_token& stop) -> session::Worker::Delivery {
        const Result<void> written =
            exporting::writeFileWhole(QFile::encodeName(path).toStdString(), kept, [&](const exporting::Sink& sink) {
                return octetsAlone ? sink(text->octets()) : writeLines(*text, sink, stop);
            });
        if (!written)
            return [this, path, error = written.error()] {
                m_banner->show({Notice::Kind::error, tr("%1 was not written: %2").arg(path, models::sentence(error))});
            };
        return [this, path] { m_banner->show({Notice::Kind::information, tr("Written to %1").arg(path)}); };
    });
}

}  // namespace weir::panes
