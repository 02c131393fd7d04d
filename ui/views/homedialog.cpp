// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/homedialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>
#include <optional>

namespace weir::views {

namespace {

QString onLines(const Networks& home) {
    QStringList lines;
    for (const Prefix& prefix : home.prefixes()) lines << QString::fromStdString(prefix.toString());
    return lines.join(u'\n');
}

/// The networks of a text with one in each line, or with commas; `wrong` is the first part that is none.
std::optional<Networks> parsed(const QString& text, QString& wrong) {
    std::vector<Prefix> prefixes;
    static const QRegularExpression gaps(QStringLiteral("[\\s,;]+"));
    for (const QString& part : text.split(gaps, Qt::SkipEmptyParts)) {
        const std::optional<Prefix> prefix = Prefix::parse(part.toStdString());
        if (!prefix) {
            wrong = part;
            return std::nullopt;
        }
        prefixes.push_back(*prefix);
    }
    return Networks(std::move(prefixes));
}

}  // namespace

HomeDialog::HomeDialog(const Networks& home, QWidget* parent)
    : QDialog(parent),
      m_text(new QPlainTextEdit(onLines(home), this)),
      m_message(new QLabel(this)),
      m_buttons(new QDialogButtonBox(
          QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults, this)) {
    setWindowTitle(tr("Home networks"));
    auto* label = new QLabel(
        tr("&Your networks, one per line.\nThey decide what is outbound, and which hosts are outside."), this);
    label->setBuddy(m_text);
    m_text->setAccessibleName(tr("Home networks"));
    m_text->setTabChangesFocus(true);
    m_message->setTextFormat(Qt::PlainText);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(m_text);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    connect(m_text, &QPlainTextEdit::textChanged, this, &HomeDialog::check);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        QString wrong;
        if (const auto networks = parsed(m_text->toPlainText(), wrong)) {
            emit chosen(*networks);
            accept();
        }
    });
    connect(m_buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            [this] { m_text->setPlainText(onLines(Networks::defaultHome())); });
    check();
}

void HomeDialog::check() {
    QString wrong;
    const bool good = parsed(m_text->toPlainText(), wrong).has_value();
    m_message->setText(good ? QString()
                            : tr("“%1” is not a network; write it like 192.168.0.0/16.").arg(wrong.left(60)));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(good);
}

}  // namespace weir::views
