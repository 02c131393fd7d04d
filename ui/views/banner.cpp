// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace weir::views {

Banner::Banner(QWidget* parent)
    : QFrame(parent),
      m_icon(new QLabel(this)),
      m_text(new QLabel(this)),
      m_action(new QPushButton(this)),
      m_second(new QPushButton(this)),
      m_close(new QToolButton(this)) {
    setObjectName(QStringLiteral("banner"));
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Dismiss this message"));
    m_close->setAccessibleName(tr("Dismiss this message"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 6, 6);
    layout->setSpacing(10);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_second);
    layout->addWidget(m_close);
    setAutoFillBackground(true);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    connect(m_second, &QPushButton::clicked, this, &Banner::secondTriggered);
    hide();
}

void Banner::show(const models::Notice& notice, const QString& action, const QString& second) {
    const Kind kind = notice.kind;
    m_kind = kind;
    m_text->setText(notice.text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_second->setText(second);
    m_second->setVisible(!second.isEmpty());
    const auto icon = kind == Kind::error     ? QStyle::SP_MessageBoxCritical
                      : kind == Kind::warning ? QStyle::SP_MessageBoxWarning
                                              : QStyle::SP_MessageBoxInformation;
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_icon->setPixmap(style()->standardIcon(icon).pixmap(size, size));
    setAccessibleName(kind == Kind::error ? tr("Error") : kind == Kind::warning ? tr("Warning") : tr("Message"));
    setAccessibleDescription(notice.text);
    colour();
    show();
}

QString Banner::text() const { return m_text->text(); }

void Banner::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::StyleChange)
        colour();
}

void Banner::colour() {
    // A tint of the message's colour over the window's own, so that text keeps its contrast in light and dark.
    const QColor base =
        parentWidget() ? parentWidget()->palette().color(QPalette::Window) : palette().color(QPalette::Window);
    const QColor tint = m_kind == Kind::error     ? QColor(0xd5, 0x3e, 0x2a)
                        : m_kind == Kind::warning ? QColor(0xe6, 0x9f, 0x00)
                                                  : QColor(0x2a, 0x8a, 0xc4);
    const auto mixed = [&](int own, int other) { return own + (other - own) * 22 / 100; };
    QPalette colours = palette();
    colours.setColor(QPalette::Window, QColor(mixed(base.red(), tint.red()), mixed(base.green(), tint.green()),
                                              mixed(base.blue(), tint.blue())));
    setPalette(colours);
}

}  // namespace weir::views
