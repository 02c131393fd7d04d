// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/helpdialog.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QIcon>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QSet>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace weir::window {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(weir::window::Help)
};

/// A name in a menu without the mark of its access key, and without the dots that promise a question.
QString plain(const QString& text) {
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'&' && i + 1 < text.size())
            ++i;
        out += text[i];
    }
    return out.endsWith(u'…') ? out.chopped(1) : out;
}

QString line(const QString& keys, const QString& meaning) {
    return QStringLiteral("<tr><td>%1</td><td>%2</td></tr>").arg(keys.toHtmlEscaped(), meaning.toHtmlEscaped());
}

/// Over the lines that belong together.
QString heading(const QString& text) {
    return QStringLiteral("<tr><th colspan='2' align='left'>%1</th></tr>").arg(text.toHtmlEscaped());
}

/// A line for each command that has keys. A command that two menus show stands where it comes first.
QString lines(const QList<QAction*>& actions, QSet<const QAction*>& told, const QString& before = {}) {
    QString out;
    for (const QAction* action : actions) {
        if (!action->isVisible() || told.contains(action))
            continue;
        told.insert(action);
        if (action->menu())
            out += lines(action->menu()->actions(), told, plain(action->text()) + QStringLiteral(": "));
        else if (!action->shortcuts().isEmpty())
            out += line(QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)
                            .replace(QStringLiteral("; "), QStringLiteral(", ")),
                        before + plain(action->text()));
    }
    return out;
}

QString keysOf(const QMenuBar& menus) {
    QString out;
    QSet<const QAction*> told;
    for (const QAction* menu : menus.actions()) {
        const QString inside = menu->isVisible() && menu->menu() ? lines(menu->menu()->actions(), told) : QString();
        if (!inside.isEmpty())
            out += heading(plain(menu->text())) + inside;
    }
    return out;
}

QString filters() {
    return Words::tr(
        "<h3>Filters</h3>"
        "<p>One filter works on all tables that have its columns. A column's name stands in the tooltip of its "
        "header.</p>"
        "<table cellpadding='3'>"
        "<tr><td><code>update</code></td><td>words, or a network: wherever they stand in any table</td></tr>"
        "<tr><td><code>port = 443</code></td><td>also <code>!= &lt; &lt;= &gt; &gt;=</code></td></tr>"
        "<tr><td><code>bytes &gt; 10k</code></td><td>k M G, KiB MiB GiB; durations ms s m h</td></tr>"
        "<tr><td><code>dst in 10.0.0.0/8</code></td><td>a network, or a list: <code>port in (80, 443)</code></td></tr>"
        "<tr><td><code>name contains update</code></td><td>text, upper and lower case alike</td></tr>"
        "<tr><td><code>name matches *.com</code></td><td>the whole text, with <code>*</code> and "
        "<code>?</code></td></tr>"
        "<tr><td><code>names = \"\"</code></td><td>an empty cell</td></tr>"
        "<tr><td><code>ip.addr == 10.0.0.1</code></td><td>and other fields of Wireshark</td></tr>"
        "<tr><td><code>not (a or b) and c</code></td><td>also <code>! || &amp;&amp;</code></td></tr>"
        "</table>"
        "<h3>Sorting</h3><p>Click a header; click again to turn it round, a third time for the table's own order. "
        "Shift+click adds a further column.</p>");
}

/// What the keyboard and the mouse do beside the menus' commands.
QString otherKeys() {
    return heading(Words::tr("In a table")) + line(Words::tr("Letters and digits"), Words::tr("Begin a filter")) +
           line(Words::tr("Menu, Shift+F10"), Words::tr("What can be done with a cell: filter, copy, sort")) +
           line(Words::tr("Double click"), Words::tr("Show the packets of the selected rows")) +
           heading(Words::tr("In a followed conversation")) +
           line(Words::tr("Ctrl+F, F3, Shift+F3"), Words::tr("Find, find next, find previous")) +
           line(Words::tr("Ctrl+S"), Words::tr("Save what is shown")) +
           line(Words::tr("Esc, Ctrl+W"), Words::tr("Close"));
}

}  // namespace

void showHelp(QMainWindow& window) {
    auto* dialog = new QDialog(&window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Words::tr("Filters and Keys"));
    auto* text = new QTextBrowser(dialog);
    text->setObjectName(QStringLiteral("help"));
    text->setAccessibleName(Words::tr("Filters and keys"));
    text->setHtml(filters() + QStringLiteral("<h3>%1</h3><table cellpadding='3'>").arg(Words::tr("Keys")) +
                  keysOf(*window.menuBar()) + otherKeys() + QStringLiteral("</table>"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    layout->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    const int character = dialog->fontMetrics().averageCharWidth();
    dialog->resize(character * 90, character * 85);
    dialog->open();
}

void showAbout(QWidget* parent) {
    auto* box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(Words::tr("About Weir"));
    box->setIconPixmap(QCoreApplication::instance() ? parent->windowIcon().pixmap(64, 64) : QPixmap());
    box->setText(Words::tr("<h3>Weir %1</h3><p>Packet-capture triage on the desktop.</p>"
                           "<p>Free software under the GNU General Public License, version 3 or later. "
                           "It comes with no warranty.</p>"
                           "<p>Nothing leaves this computer unless you ask for a lookup.</p>")
                     .arg(QStringLiteral(WEIR_VERSION)));
    box->open();
}

}  // namespace weir::window
