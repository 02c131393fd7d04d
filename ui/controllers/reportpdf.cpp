// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/reportpdf.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>
#include <QThread>
#include <QXmlStreamReader>
#include <memory>
#include <vector>

namespace weir::controllers {

namespace {

constexpr int sharpness = 4;  // dots of a picture for each of the chart's units
constexpr int mostUnits = 2000;
constexpr int widest = 660;  // units across a page
constexpr auto scheme = "weir-chart:";

/// Only the report's own pictures.
class Document : public QTextDocument {
public:
    std::vector<QImage> charts;

protected:
    QVariant loadResource(int type, const QUrl& name) override {
        const QString text = name.toString();
        bool isNumber = false;
        const auto number = text.mid(qsizetype(std::char_traits<char>::length(scheme))).toUInt(&isNumber);
        if (type != ImageResource || !text.startsWith(QLatin1String(scheme)) || !isNumber || number >= charts.size())
            return {};
        return charts[number];
    }
};

/// One shape of a chart: what the report's own SVG is made of.
void drawShape(QPainter& painter, QXmlStreamReader& xml) {
    const QXmlStreamAttributes values = xml.attributes();
    const auto text = [&](const char* name) { return values.value(QLatin1String(name)).toString(); };
    const auto number = [&](const char* name) { return text(name).toDouble(); };
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(text("fill")));
    if (xml.name() == u"rect") {
        painter.fillRect(QRectF(number("x"), number("y"), number("width"), number("height")), QColor(text("fill")));
    } else if (xml.name() == u"circle") {
        painter.drawEllipse(QPointF(number("cx"), number("cy")), number("r"), number("r"));
    } else if (xml.name() == u"line") {
        painter.setPen(QPen(QColor(text("stroke")), number("stroke-width")));
        painter.drawLine(QPointF(number("x1"), number("y1")), QPointF(number("x2"), number("y2")));
    } else if (xml.name() == u"polygon") {
        QPolygonF polygon;
        for (const QString& point : text("points").split(u' ', Qt::SkipEmptyParts))
            polygon << QPointF(point.section(u',', 0, 0).toDouble(), point.section(u',', 1, 1).toDouble());
        painter.drawPolygon(polygon);
    } else if (xml.name() == u"text") {
        QFont font(QStringLiteral("sans-serif"));
        font.setPixelSize(qBound(6, static_cast<int>(number("font-size")), 40));
        painter.setFont(font);
        painter.setPen(QColor(text("fill")));
        const QPointF at(number("x"), number("y"));
        const QString anchor = text("text-anchor"), words = xml.readElementText();
        const double width = QFontMetricsF(font).horizontalAdvance(words);
        const double before = anchor == u"end" ? width : anchor == u"middle" ? width / 2 : 0;
        painter.drawText(at - QPointF(before, 0), words);
    }
}

QImage drawn(const QString& svg, QSize& size) {
    QXmlStreamReader xml(svg);
    QImage image;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"svg") {
            const auto side = [&](const char* name) {
                return qBound(1, qRound(xml.attributes().value(QLatin1String(name)).toDouble()), mostUnits);
            };
            size = QSize(side("width"), side("height"));
            image = QImage(size * sharpness, QImage::Format_RGB32);
            image.fill(Qt::white);
        } else if (!image.isNull()) {
            QPainter painter(&image);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.scale(sharpness, sharpness);
            drawShape(painter, xml);
        }
    }
    return image;
}

/// Puts a picture in the place of each chart.
QString withPictures(const QString& html, std::vector<QImage>& charts) {
    const QString last = QStringLiteral("</svg>");
    QString out;
    qsizetype done = 0;
    for (qsizetype at = html.indexOf(u"<svg "); at >= 0; at = html.indexOf(u"<svg ", done)) {
        const qsizetype end = html.indexOf(last, at);
        if (end < 0)
            break;
        QSize size;
        QImage chart = drawn(html.mid(at, end + last.size() - at), size);
        out += html.mid(done, at - done);
        done = end + last.size();
        if (chart.isNull())
            continue;
        // A wide chart would share the line of the heading before it, and must not be wider than the paper.
        const bool wide = size.width() > 200;
        if (size.width() > widest)
            size = size * widest / size.width();
        out += (wide ? QStringLiteral("<p><img src=\"%1%2\" width=\"%3\" height=\"%4\"></p>")
                     : QStringLiteral("<img src=\"%1%2\" width=\"%3\" height=\"%4\">"))
                   .arg(QLatin1String(scheme))
                   .arg(charts.size())
                   .arg(size.width())
                   .arg(size.height());
        charts.push_back(std::move(chart));
    }
    return out + html.mid(done);
}

/// Lays the document out for the writer's pages. No page ends with a heading or with the head of a table.
void paginate(QTextDocument& document, const QPdfWriter& writer) {
    document.setDocumentMargin(0);
    const QSizeF sheet(writer.width(), writer.height());
    document.setPageSize(sheet);
    const auto pageOf = [&](const QTextBlock& block) {
        return static_cast<int>(document.documentLayout()->blockBoundingRect(block).top() / sheet.height());
    };
    for (QTextFrame* frame : document.rootFrame()->childFrames()) {
        const auto* table = qobject_cast<QTextTable*>(frame);
        if (!table || table->format().headerRowCount() == 0 || table->rows() < 2)
            continue;
        QTextBlock heading = document.findBlock(table->firstPosition() - 1);
        while (heading.text().isEmpty() && heading.previous().isValid()) heading = heading.previous();
        QTextCursor cursor(heading);
        if (cursor.currentTable() || pageOf(heading) == pageOf(table->cellAt(1, 0).firstCursorPosition().block()))
            continue;
        QTextBlockFormat format;
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        cursor.mergeBlockFormat(format);
        // Qt lays out anew only as far as it thinks needed, and then leaves out headings further down.
        document.markContentsDirty(0, document.characterCount());
    }
}

void draw(QTextDocument& document, QPdfWriter& writer) {
    QPainter painter(&writer);
    painter.setFont(document.defaultFont());
    const QRectF sheet(QPointF(), document.pageSize());
    for (int page = 0; page < document.pageCount(); ++page) {
        if (page > 0)
            writer.newPage();
        painter.save();
        painter.translate(0, -page * sheet.height());
        document.drawContents(&painter, sheet.translated(0, page * sheet.height()));
        painter.restore();
        painter.drawText(QRectF(0, sheet.height(), sheet.width(), painter.fontMetrics().height() * 2.5),
                         Qt::AlignRight | Qt::AlignBottom, QString::number(page + 1));
    }
}

QByteArray laidOut(const std::string& html) {
    QByteArray octets;
    QBuffer buffer(&octets);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(QStringLiteral("Weir: report on a capture"));
    writer.setCreator(QStringLiteral("Weir " WEIR_VERSION));
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(16, 16, 16, 16), QPageLayout::Millimeter);
    writer.setResolution(1200);

    Document document;
    QFont font(QStringLiteral("sans-serif"));
    font.setPointSizeF(8.5);
    // Any spacing at all keeps fi and fl from becoming one glyph, which would be copied as another letter.
    font.setLetterSpacing(QFont::PercentageSpacing, 100.02);
    document.setDefaultFont(font);
    QTextOption option = document.defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document.setDefaultTextOption(option);
    QString page = QString::fromStdString(html);
    // What of the page's style concerns the screen (a width, a margin around everything) has no place on paper.
    const qsizetype style = page.indexOf(u"<style>");
    const qsizetype styleEnd = page.indexOf(u"</style>");
    if (style >= 0 && styleEnd > style)
        page.remove(style, styleEnd + 8 - style);
    document.setDefaultStyleSheet(QStringLiteral(
        "h1 { font-size: 15pt; margin: 0; } h2 { font-size: 11pt; margin-top: 12px; margin-bottom: 4px; } "
        "h3 { font-size: 9pt; margin-top: 8px; margin-bottom: 0; } p { margin: 2px 0; } "
        "ul { margin: 0; -qt-list-indent: 1; } "
        "th { text-align: left; font-weight: bold; } td, th { padding: 1px 6px 1px 0px; } "
        "td.n { text-align: right; } p.none, p.about { color: #555555; } "
        "div.verdict { background-color: #f4f4f4; } div.serious { background-color: #fbf1ea; } "
        "div.look, div.partial, p.note { background-color: #fff6d6; } div.benign { color: #666666; }"));
    document.setHtml(withPictures(page, document.charts));
    document.documentLayout()->setPaintDevice(&writer);
    paginate(document, writer);
    draw(document, writer);
    buffer.close();
    return octets;
}

}  // namespace

std::string reportPdf(const std::string& html) { return laidOut(html).toStdString(); }

}  // namespace weir::controllers
