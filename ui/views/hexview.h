// SPDX-License-Identifier: GPL-3.0-or-later
// Octets in hexadecimal and as text, with some of them marked.
#pragma once

#include <QAbstractScrollArea>
#include <memory>

#include "core/base/bytes.h"

namespace weir::views {

/// Writes out only the lines that are to be seen, however long the packet is. The keyboard moves a cursor; with Shift,
/// or with the mouse held, the octets on the way are marked.
class HexView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit HexView(QWidget* parent = nullptr);

    /// `owner` keeps the octets alive.
    void setOctets(std::shared_ptr<const void> owner, Bytes octets);
    Bytes octets() const { return m_octets; }
    /// Marks these octets and scrolls to them, unless the cursor is among them already; a length of 0 marks none.
    void mark(std::size_t offset, std::size_t length);
    /// The marked octets, inside of the packet.
    std::pair<std::size_t, std::size_t> marked() const { return {m_markBegin, m_markLength}; }

    static constexpr int octetsInLine = 16;
    /// Where the octet stands in the hexadecimal part, in the viewport's coordinates.
    QRect octetRect(std::size_t offset) const;
    /// Lines written out so far, for tests: a repaint does not cost what a packet is long.
    std::size_t linesPainted() const { return m_linesPainted; }

    /// The marked octets, or all where none are: "45 00 00 3c", as text, and as a dump with offsets.
    QString hexText() const;
    QString plainText() const;
    QString dumpText() const;

public slots:
    void copyHex();
    void copyText();
    void copyDump();

signals:
    /// The user went to this octet.
    void octetChosen(quint32 offset);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Columns {
        int character, line, hex, text, width;
    };
    Columns columns() const;
    int hexX(const Columns& columns, int at) const;
    void updateRange();
    void showLine(std::size_t line);
    std::optional<std::size_t> octetAt(const QPoint& position) const;
    void moveTo(std::size_t offset, bool extend);
    Bytes chosen() const;
    void describe();

    std::shared_ptr<const void> m_owner;
    Bytes m_octets;
    std::size_t m_markBegin = 0, m_markLength = 0;
    std::size_t m_cursor = 0;
    std::size_t m_anchor = 0;
    std::size_t m_linesPainted = 0;
};

}  // namespace weir::views
