// SPDX-License-Identifier: GPL-3.0-or-later
// The one filter that all tables share, and the way back to earlier ones. The place where pages meet.
#pragma once

#include <QObject>
#include <QStringList>

namespace weir::models {

/// The text is not checked here: each table binds it to its own columns.
class FilterState : public QObject {
    Q_OBJECT

public:
    explicit FilterState(QObject* parent = nullptr) : QObject(parent) {}

    const QString& text() const { return m_text; }
    bool isEmpty() const { return m_text.trimmed().isEmpty(); }
    bool canGoBack() const { return m_position > 0 || m_text != m_history[m_position]; }
    bool canGoForward() const { return m_position + 1 < m_history.size(); }

public slots:
    /// The text while it is being typed: applied, not yet remembered.
    void type(const QString& text);
    /// Remembers the text as it stands.
    void commit();
    /// A whole filter from a menu or a chart: applied and remembered.
    void set(const QString& text);
    void clear() { set({}); }
    void back();
    void forward();

signals:
    void changed(const QString& text);
    void historyChanged();

private:
    void show(const QString& text);

    static constexpr qsizetype mostRemembered = 200;
    QString m_text;
    QStringList m_history{QString()};
    qsizetype m_position = 0;
};

}  // namespace weir::models
