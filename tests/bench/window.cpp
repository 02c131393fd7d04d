// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the real window: how soon it is there, how long it stands still, and its tables against the usual proxy.
//
//   weir-bench-window CAPTURE     prints lines of name, value and unit, with tabs between
//
// WEIR_BENCH_STARTED may hold the CLOCK_MONOTONIC nanoseconds at which the process was started.
#include <time.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QTemporaryDir>
#include <QTimer>
#include <cstdio>
#include <functional>

#include "ui/models/settings.h"
#include "ui/panes/pages.h"
#include "ui/views/filterbar.h"
#include "ui/window/mainwindow.h"

namespace {

using weir::table::Kind;

std::int64_t monotonic() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

void print(const QString& name, double value, const char* unit) {
    std::printf("%s\t%.1f\t%s\n", name.toUtf8().constData(), value, unit);
    std::fflush(stdout);
}

/// The longest time for which the event loop served nobody.
class GapProbe {
public:
    GapProbe() {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, [this] { tick(); });
        m_timer.start(1);
    }
    void begin() {
        m_last = monotonic();
        m_longest = 0;
    }
    double longest() {
        tick();
        return static_cast<double>(m_longest) / 1e6;
    }

private:
    void tick() {
        const std::int64_t now = monotonic();
        m_longest = std::max(m_longest, now - m_last);
        m_last = now;
    }
    QTimer m_timer;
    std::int64_t m_last = monotonic(), m_longest = 0;
};

class PaintWatch : public QObject {
public:
    bool painted = false;
    bool eventFilter(QObject*, QEvent* event) override {
        painted = painted || event->type() == QEvent::Paint;
        return false;
    }
};

void runUntil(const std::function<bool()>& done) {
    while (!done()) QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
}

double milliseconds(const std::function<void()>& work) {
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Sorting and filtering as the window does it: ordered here, made on a worker, shown.
struct Session {
    weir::window::MainWindow& window;
    weir::views::TablePage& page;
    GapProbe& probe;
    double numbers = 0, texts = 0, firsts = 0, filters = 0, gap = 0;

    double settle(const std::function<void()>& order) {
        probe.begin();
        const double taken = milliseconds([&] {
            order();
            runUntil([this] { return window.pages().settled(); });
        });
        gap = std::max(gap, probe.longest());
        return taken;
    }

    double sort(const weir::table::Column& column, bool descending) {
        return settle([&] {
            page.source().setSort({{column.name, descending}});
            page.source().refresh();
        });
    }

    void sortByEveryColumn() {
        for (const weir::table::Column& column : page.source().schema()) {
            const bool text = column.kind == Kind::text || column.kind == Kind::address;
            firsts = std::max(firsts, sort(column, false));  // stores what later sorts use
            const double again = sort(column, true);
            (text ? texts : numbers) = std::max(text ? texts : numbers, again);
        }
    }

    /// From the key that completes a filter to the rows on the page in front.
    void typeFilters() {
        QLineEdit& box = window.filterBar().box();
        for (const char* text : {"src contains 10.0.3", "bytes > 5000", "service = tls", "dport in (443, 53)"}) {
            const QString filter = QString::fromLatin1(text);
            window.filter().set({});
            box.setText(filter.chopped(1));
            runUntil([this] { return window.pages().settled(); });
            bool shown = false;
            const auto watch = QObject::connect(&page, &weir::views::TablePage::updated, [&shown] { shown = true; });
            probe.begin();
            filters = std::max(filters, milliseconds([&] {
                                   QKeyEvent key(QEvent::KeyPress, Qt::Key_unknown, {}, filter.right(1));
                                   QApplication::sendEvent(&box, &key);
                                   runUntil([&shown] { return shown; });
                               }));
            QObject::disconnect(watch);
            runUntil([this] { return window.pages().settled(); });
            gap = std::max(gap, probe.longest());
        }
        settle([this] { window.filter().clear(); });
    }
};

/// The same over QSortFilterProxyModel, which does it in the window's thread.
void measureProxy(weir::models::TableModel& model, int number, int text, Session& ours) {
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    proxy.setSortRole(weir::models::TableModel::RawRole);
    proxy.setFilterRole(weir::models::TableModel::RawRole);
    const double byNumber = milliseconds([&] { proxy.sort(number, Qt::DescendingOrder); });
    const double byText = milliseconds([&] { proxy.sort(text, Qt::DescendingOrder); });
    proxy.sort(-1);
    proxy.setFilterKeyColumn(-1);
    const double filter = milliseconds([&] { proxy.setFilterFixedString(QStringLiteral("10.0.3")); });
    print(QStringLiteral("QSortFilterProxyModel, sort by a number"), byNumber, "ms");
    print(QStringLiteral("QSortFilterProxyModel, sort by an address"), byText, "ms");
    print(QStringLiteral("QSortFilterProxyModel, filter"), filter, "ms");
    print(QStringLiteral("times faster, sort by a number"), byNumber / ours.numbers, "x");
    print(QStringLiteral("times faster, sort by an address"), byText / ours.texts, "x");
    print(QStringLiteral("times faster, filter"), filter / ours.filters, "x");
}

}  // namespace

int main(int argc, char** argv) {
    const std::int64_t started = qEnvironmentVariable("WEIR_BENCH_STARTED", QString::number(monotonic())).toLongLong();
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QApplication::setOrganizationName(QStringLiteral("weir"));
    QApplication::setApplicationName(QStringLiteral("weir-bench-window"));
    QApplication application(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "usage: weir-bench-window CAPTURE\n");
        return 2;
    }
    weir::models::Settings settings;
    weir::window::MainWindow window(settings);
    PaintWatch watch;
    window.installEventFilter(&watch);
    window.resize(1200, 800);
    window.show();
    runUntil([&] { return watch.painted; });
    print(QStringLiteral("window on screen after"), static_cast<double>(monotonic() - started) / 1e6, "ms");

    GapProbe probe;
    probe.begin();
    weir::views::TablePage* const page = window.pages().page(QStringLiteral("conversations"));
    window.pages().setCurrentWidget(page);
    double firstRows = 0;
    const double loaded = milliseconds([&] {
        QElapsedTimer timer;
        timer.start();
        window.openCapture({QString::fromLocal8Bit(argv[1])});
        runUntil([&] {
            if (firstRows == 0 && page->shownRows() > 0)
                firstRows = static_cast<double>(timer.nsecsElapsed()) / 1e6;
            return !window.reading() && window.pages().settled();
        });
    });
    print(QStringLiteral("first rows after"), firstRows, "ms");
    print(QStringLiteral("whole capture shown after"), loaded, "ms");
    print(QStringLiteral("longest gap while loading"), probe.longest(), "ms");

    window.pages().setCurrentWidget(page);
    runUntil([&] { return window.pages().settled(); });
    Session session{window, *page, probe};
    print(QStringLiteral("rows"), static_cast<double>(page->shownRows()), "");
    session.sortByEveryColumn();
    session.typeFilters();
    print(QStringLiteral("slowest sort by a number"), session.numbers, "ms");
    print(QStringLiteral("slowest sort by a text or an address"), session.texts, "ms");
    print(QStringLiteral("slowest first sort of a column"), session.firsts, "ms");
    print(QStringLiteral("slowest filter, from the key to the rows"), session.filters, "ms");
    print(QStringLiteral("longest gap while sorting and filtering"), session.gap, "ms");

    page->source().setSort({});
    page->source().refresh();
    runUntil([&] { return window.pages().settled(); });
    const auto column = [&](const char* name) {
        return static_cast<int>(weir::table::findColumn(page->source().schema(), name).value_or(0));
    };
    measureProxy(page->view().tableModel(), column("bytes"), column("client"), session);
    return 0;
}
