// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a window without a capture: the sample is offered where it is installed, and only there.
#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "ui/views/startpage.h"

namespace weir::views {

namespace {

QPushButton* sampleButton(StartPage& page) {
    for (auto* button : page.findChildren<QPushButton*>()) {
        if (button->text() == u"Open the &sample")
            return button;
    }
    return nullptr;
}

}  // namespace

TEST(StartPage, OffersTheSampleWhereItIs) {
    const QByteArray before = qgetenv("XDG_DATA_DIRS");
    QTemporaryDir data;
    qputenv("XDG_DATA_DIRS", data.path().toLocal8Bit());
    StartPage without;
    ASSERT_NE(sampleButton(without), nullptr);
    EXPECT_TRUE(sampleButton(without)->isHidden());

    const QString path = data.filePath(QStringLiteral("weir/sample/lesson.pcapng"));
    ASSERT_TRUE(QDir(data.path()).mkpath(QStringLiteral("weir/sample")));
    ASSERT_TRUE(QFile::copy(QStringLiteral(WEIR_SAMPLE), path));
    StartPage with;
    QSignalSpy chosen(&with, &StartPage::pathChosen);
    EXPECT_FALSE(sampleButton(with)->isHidden());
    sampleButton(with)->click();
    ASSERT_EQ(chosen.size(), 1);
    EXPECT_EQ(chosen.first().first().toString(), path);
    qputenv("XDG_DATA_DIRS", before);
}

}  // namespace weir::views
