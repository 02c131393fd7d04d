// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filterstate.h"

namespace weir::models {

void FilterState::show(const QString& text) {
    if (m_text == text)
        return;
    m_text = text;
    emit changed(m_text);
}

void FilterState::type(const QString& text) {
    show(text);
    emit historyChanged();
}

void FilterState::commit() {
    if (m_text == m_history[m_position])
        return;
    m_history.resize(m_position + 1);
    m_history.append(m_text);
    if (m_history.size() > mostRemembered)
        m_history.removeFirst();
    m_position = m_history.size() - 1;
    emit historyChanged();
}

void FilterState::set(const QString& text) {
    commit();
    show(text);
    commit();
}

void FilterState::back() {
    commit();
    if (m_position == 0)
        return;
    show(m_history[--m_position]);
    emit historyChanged();
}

void FilterState::forward() {
    if (!canGoForward())
        return;
    show(m_history[++m_position]);
    emit historyChanged();
}

}  // namespace weir::models
