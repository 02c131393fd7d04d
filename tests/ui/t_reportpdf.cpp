// SPDX-License-Identifier: GPL-3.0-or-later
// Pages of a report on paper, as pdftotext reads them.
#include <gtest/gtest.h>

#include <QFile>
#include <QStringList>
#include <QTemporaryDir>

#include "support/tshark.h"
#include "ui/controllers/reportpdf.h"

namespace weir::window {
using namespace weir::controllers;

namespace {

/// The words of each page, line by line.
QList<QStringList> pagesOf(const QString& html) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("report.pdf"));
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(reportPdf(html.toStdString())));
    file.close();
    const QString text =
        QString::fromStdString(test::outputOf("pdftotext -layout " + test::shellQuoted(path.toStdString()) + " -"));
    QList<QStringList> pages;
    for (const QString& page : text.split(u'\f', Qt::SkipEmptyParts)) {
        pages.append(page.split(u'\n', Qt::SkipEmptyParts));
        pages.last().removeLast();  // its number
        for (QString& line : pages.last()) line = line.simplified();
    }
    return pages;
}

QString table(const QString& heading, int rows, const QString& cells) {
    QString html =
        QStringLiteral("<h2>%1</h2>\n<table>\n<thead><tr><th>head</th><th>other</th></tr></thead>\n<tbody>\n")
            .arg(heading);
    for (int row = 0; row < rows; ++row) html += QStringLiteral("<tr>%1</tr>\n").arg(cells);
    return html + QStringLiteral("</tbody>\n</table>\n");
}

const QString head = QStringLiteral("head other");

}  // namespace

TEST(ReportPdf, TheHeadOfATableStandsOnEveryPageOfIt) {
    const auto pages = pagesOf(table(QStringLiteral("Long"), 120, QStringLiteral("<td>left</td><td>right</td>")));
    ASSERT_GE(pages.size(), 3);
    for (qsizetype i = 0; i < pages.size(); ++i) {
        const qsizetype first = i == 0 ? 1 : 0;
        ASSERT_GT(pages[i].size(), first + 1);
        EXPECT_EQ(pages[i][first], head) << i;
        EXPECT_EQ(pages[i][first + 1], QStringLiteral("left right")) << i;
    }
}

TEST(ReportPdf, NoPageEndsWithAHeadingOrAHead) {
    QString html;
    for (int rows = 1; rows <= 60; ++rows)
        html += table(QStringLiteral("Heading"), rows % 7 + 1, QStringLiteral("<td>left</td><td>right</td>"));
    const auto pages = pagesOf(html);
    ASSERT_GE(pages.size(), 8);
    qsizetype headings = 0;
    qsizetype rows = 0;
    for (const QStringList& page : pages) {
        headings += page.count(QStringLiteral("Heading"));
        rows += page.count(QStringLiteral("left right"));
    }
    EXPECT_EQ(headings, 60) << "each once";
    EXPECT_EQ(rows, 238);
    for (qsizetype i = 0; i < pages.size(); ++i) {
        EXPECT_NE(pages[i].last(), QStringLiteral("Heading")) << i;
        EXPECT_NE(pages[i].last(), head) << i;
    }
}

TEST(ReportPdf, NoLettersAreMeltedIntoOne) {
    const auto pages = pagesOf(QStringLiteral("<h1>The first flow</h1><p>office, affluent, <b>figures</b></p>"));
    ASSERT_EQ(pages.size(), 1);
    EXPECT_EQ(pages[0].join(u'|'), QStringLiteral("The first flow|office, affluent, figures"));
}

TEST(ReportPdf, OnlyTheWidestColumnBreaks) {
    const QString address = QStringLiteral("2001:db8:1234:5678:9abc:def0:1234:5678");
    const QString time = QStringLiteral("2022-11-08T02:00:41Z");
    const auto pages =
        pagesOf(table(QStringLiteral("Wide"), 1,
                      QStringLiteral("<td>%1</td><td>%2</td><td>%3</td>").arg(address, QString(300, u'w'), time)));
    ASSERT_EQ(pages.size(), 1);
    const QString text = pages[0].join(u'\n');
    EXPECT_TRUE(text.contains(address)) << text.toStdString();
    EXPECT_TRUE(text.contains(time)) << text.toStdString();
    EXPECT_FALSE(text.contains(QString(300, u'w'))) << "it cannot fit on one line";
    EXPECT_EQ(text.count(u'w'), 300) << "nothing of it is lost";
}

}  // namespace weir::window
