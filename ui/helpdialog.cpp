// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/helpdialog.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QIcon>
#include <QMessageBox>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace weir::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(weir::ui::Help)
};

}  // namespace

void showHelp(QWidget* parent) {
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Words::tr("Filters and Keys"));
    auto* text = new QTextBrowser(dialog);
    text->setAccessibleName(Words::tr("Filters and keys"));
    text->setHtml(Words::tr(
        "<h3>Filters</h3>"
        "<p>One filter works on all tables that have its columns. A column's name stands in the tooltip of its "
        "header.</p>"
        "<table cellpadding='3'>"
        "<tr><td><code>dport = 443</code></td><td>also <code>!= &lt; &lt;= &gt; &gt;=</code></td></tr>"
        "<tr><td><code>bytes &gt; 10k</code></td><td>k M G, KiB MiB GiB; durations ms s m h</td></tr>"
        "<tr><td><code>dst in 10.0.0.0/8</code></td><td>a network, or a list: <code>dport in (80, 443)</code></td></tr>"
        "<tr><td><code>name contains update</code></td><td>text, upper and lower case alike</td></tr>"
        "<tr><td><code>name matches *.com</code></td><td>the whole text, with <code>*</code> and "
        "<code>?</code></td></tr>"
        "<tr><td><code>names = \"\"</code></td><td>an empty cell; a bare column name: not empty</td></tr>"
        "<tr><td><code>not (a or b) and c</code></td><td>also <code>! || &amp;&amp;</code></td></tr>"
        "</table>"
        "<h3>Sorting</h3><p>Click a header; click again to turn it round, a third time for the table's own order. "
        "Shift+click adds a further column.</p>"
        "<h3>Keys</h3><table cellpadding='3'>"
        "<tr><td>Ctrl+F, or type</td><td>filter</td></tr><tr><td>Ctrl+Shift+F</td><td>clear the "
        "filter</td></tr><tr><td>Ctrl+L</td><td>look up the selected addresses or names</td></tr>"
        "<tr><td>Ctrl+Shift+L</td><td>show what lookups know of a row</td></tr>"
        "<tr><td>Alt+Left, Alt+Right</td><td>earlier and later filters</td></tr>"
        "<tr><td>Alt+1 … Alt+8</td><td>go to a table</td></tr>"
        "<tr><td>Menu, Shift+F10</td><td>what can be done with a cell: filter, copy, sort</td></tr>"
        "<tr><td>Ctrl+Return, double click</td><td>show the packets of the selected rows</td></tr>"
        "<tr><td>Ctrl+T</td><td>follow the conversation of a row</td></tr>"
        "<tr><td>Ctrl+Shift+S</td><td>save the packets of the selected rows</td></tr>"
        "<tr><td>Ctrl+C</td><td>copy rows, a field of a packet, or octets</td></tr><tr><td>Ctrl+E</td><td>export the "
        "table as it is shown</td></tr>"
        "<tr><td>Esc</td><td>stop reading; what was read stays</td></tr></table>"));
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

}  // namespace weir::ui
