// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controllers/casecontroller.h"

#include <QAction>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/handover/casemerge.h"
#include "ui/models/errorwords.h"
#include "ui/models/plural.h"
#include "ui/panes/notedialog.h"
#include "ui/panes/pages.h"

namespace weir::controllers {

using handover::CaseSubject;
using handover::Mark;
using handover::Verdict;
using models::Notice;
using views::TablePage;

namespace {

constexpr int patience = 500;  // ms without a change before the case is written
constexpr int settling = 200;  // ms without a change before the case is read anew
constexpr std::size_t mostAtOnce = 1000;

std::pair<QDateTime, qint64> stampOf(const std::string& path) {
    const QFileInfo file(QFile::decodeName(path.c_str()));
    return {file.lastModified(), file.size()};
}

bool isStarred(const Mark& mark, int) { return mark.starred; }
bool hasVerdict(const Mark& mark, int verdict) { return static_cast<int>(mark.verdict) == verdict; }

}  // namespace

CaseController::CaseController(QMainWindow& window, panes::Pages& pages, const CaseActions& actions)
    : m_window(window), m_pages(pages) {
    m_later.setSingleShot(true);
    m_later.setInterval(patience);
    connect(&m_later, &QTimer::timeout, this, &CaseController::flush);
    connect(&m_marks, &models::MarkBook::edited, this, &CaseController::changed);
    connect(&m_job, &session::CaseJob::loaded, this,
            [this](const std::shared_ptr<const session::CaseAnswer>& answer) { take(*answer); });
    connect(&m_job, &session::CaseJob::saved, this,
            [this](const std::shared_ptr<const session::CaseSaved>& saved) { noteSaved(*saved); });
    connect(&m_job, &session::CaseJob::reread, this,
            [this](const std::shared_ptr<const session::CaseAnswer>& answer) { noteElsewhere(*answer); });
    m_look.setSingleShot(true);
    m_look.setInterval(settling);
    for (const auto changed : {&QFileSystemWatcher::fileChanged, &QFileSystemWatcher::directoryChanged})
        connect(&m_watcher, changed, &m_look, qOverload<>(&QTimer::start));
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (m_state == State::bound && stampOf(m_path) != m_stamp)
            m_job.readAgain(m_path, m_base.hashes);
        watch();
    });
    connect(&m_job, &session::CaseJob::failed, this, &CaseController::fail);
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(actions.star, [this] { star(); });
    on(actions.note, [this] { note(); });
    on(actions.benign, [this] { judge(Verdict::benign); });
    on(actions.suspicious, [this] { judge(Verdict::suspicious); });
    on(actions.malicious, [this] { judge(Verdict::malicious); });
    on(actions.undo, [this] {
        if (m_state == State::bound || m_state == State::loose)
            m_marks.undo();
    });
    connect(&m_marks, &models::MarkBook::shown, actions.undo,
            [this, actions] { actions.undo->setEnabled(m_marks.canUndo()); });
    actions.undo->setEnabled(false);
    const auto show = [this] { m_pages.setMarks(std::make_shared<const handover::CaseFile>(m_marks.file())); };
    connect(&m_marks, &models::MarkBook::shown, this, show);
    show();
    on(actions.noVerdict, [this] { judge(Verdict::none); });
    for (TablePage* page : pages.allPages()) {
        if (!page->info().hasPackets())
            continue;
        wirePage(*page);
        connect(&page->view(), &views::TableView::menuOpening, this,
                [actions, page](QMenu* menu, const QModelIndex& index) {
                    const models::TableModel& model = page->view().tableModel();
                    if (!handover::caseSubject(model.table()->subject(model.tableRow(index.row()))))
                        return;
                    menu->addSeparator();
                    menu->addAction(actions.star);
                    menu->addAction(actions.note);
                    menu->addMenu(actions.verdict);
                });
    }
}

CaseController::~CaseController() { flush(); }

void CaseController::wirePage(TablePage& page) {
    connect(&page.view().showMarks(m_marks), &views::MarkHeader::starClicked, this, [this, &page](int row) {
        const models::TableModel& model = page.view().tableModel();
        const auto subject =
            model.table() ? handover::caseSubject(model.table()->subject(model.tableRow(row))) : std::nullopt;
        if (subject && m_state != State::closed && m_state != State::waiting)
            m_marks.change({*subject}, [](Mark& mark) { mark.starred = !mark.starred; });
    });
}

void CaseController::setCapture(const traffic::Snapshot& snapshot, bool reading) {
    if (!snapshot) {
        m_job.forget();
        flush();
        m_state = State::closed;
        m_path.clear();
        m_base = {};
        watch();
        m_told = m_lost = false;
        m_marks.setFile({});
        return;
    }
    if (m_state == State::bound)
        flush();  // the capture is read again
    m_state = State::waiting;
    if (!reading)
        m_job.load(snapshot);
}

void CaseController::take(const session::CaseAnswer& answer) {
    if (m_state != State::waiting)
        return;
    m_path = answer.path;
    m_reserve = answer.reserve;
    m_base = answer.base;
    m_stamp = stampOf(m_path);
    watch();
    if (answer.stranger)
        return offer(answer);
    m_marks.setFile(answer.file);
    m_state = State::bound;
    if (answer.path.empty())
        keepForThisRun(tr("the capture was not opened from a file"));
    else if (m_private)
        keepForThisRun(tr("Weir was started with --private"));
    if (!answer.problem)
        return;
    keepForThisRun(tr("the existing notes file could not be read and was not changed"));
    emit notice({Notice::Kind::warning,
                 tr("Stars and notes could not be read. %1").arg(models::wholeSentence(*answer.problem))});
}

void CaseController::offer(const session::CaseAnswer& answer) {
    handover::CaseFile bare;
    bare.hashes = answer.file.hashes;
    bare.files = answer.file.files;
    m_marks.setFile(std::move(bare));
    keepForThisRun(tr("the notes file beside this capture is not yours"));
    const QFileInfo file(QFile::decodeName(answer.path.c_str()));
    Notice notice;
    notice.kind = Notice::Kind::warning;
    const auto count = static_cast<qlonglong>(answer.file.marks.size());
    notice.text =
        tr("Stars, verdicts and notes on %1 subjects lie beside this capture (%2, last written %3). They were "
           "not made here, and are not shown unless you want it.",
           nullptr, models::plural(count))
            .arg(QLocale().toString(count),
                 QString::fromStdString(printable(QFile::encodeName(file.fileName()).toStdString())),
                 QLocale().toString(file.lastModified(), QLocale::ShortFormat));
    notice.button = tr("&Take Them Over");
    notice.pressed = [this, answer] {
        if (m_path != answer.path || m_state != State::loose)
            return;  // another capture has been opened meanwhile
        m_marks.setFile(answer.file);
        m_state = State::bound;
        if (m_private)
            return keepForThisRun(tr("Weir was started with --private"));
        m_unsaved = true;
        flush();  // as this user's
    };
    emit this->notice(notice);
}

void CaseController::keepForThisRun(const QString& why) {
    m_state = State::loose;
    m_why = why;
}

void CaseController::changed() {
    if (m_state == State::bound) {
        m_unsaved = true;
        m_later.start();
    } else if (m_state == State::loose && !std::exchange(m_told, true)) {
        emit notice({m_private ? Notice::Kind::information : Notice::Kind::warning,
                     tr("Stars, verdicts and notes will be lost when this capture is closed: %1.").arg(m_why)});
    }
}

void CaseController::flush() {
    m_later.stop();
    if (!std::exchange(m_unsaved, false))
        return;
    m_job.save(m_path, m_base, m_marks.file());
}

void CaseController::noteSaved(const session::CaseSaved& saved) {
    if (saved.path != m_path)
        return;  // of a capture that is closed
    m_told = m_lost = false;
    m_stamp = stampOf(m_path);
    m_base = saved.written;
    watch();
    const std::size_t others = handover::differences(saved.sent, saved.written);
    if (others == 0)
        return;
    m_marks.take(handover::merged(saved.sent, m_marks.file(), saved.written));
    tellOfOthers(others, saved.strangers);
}

void CaseController::noteElsewhere(const session::CaseAnswer& answer) {
    if (answer.path != m_path || m_state != State::bound)
        return;
    m_stamp = stampOf(m_path);
    handover::CaseFile now = handover::merged(m_base, m_marks.file(), answer.file);
    m_base = answer.file;
    const std::size_t others = handover::differences(m_marks.file(), now);
    if (others == 0)
        return;
    m_marks.take(std::move(now));
    tellOfOthers(others, answer.stranger);
}

void CaseController::tellOfOthers(std::size_t subjects, bool strangers) {
    const auto count = static_cast<qlonglong>(subjects);
    const QString text =
        tr("Marks on %1 subjects were changed in another window or by somebody else; they are shown now.", nullptr,
           models::plural(count))
            .arg(QLocale().toString(count));
    emit notice({strangers ? Notice::Kind::warning : Notice::Kind::passing, text});
}

void CaseController::watch() {
    QStringList wanted;
    if (const QFileInfo file(QFile::decodeName(m_path.c_str())); !m_path.empty()) {
        wanted << file.absolutePath();
        if (file.exists())
            wanted << file.absoluteFilePath();  // whole files are put in the place of others: each is watched anew
    }
    const QStringList now = m_watcher.files() + m_watcher.directories();
    for (const QString& path : now) {
        if (!wanted.contains(path))
            m_watcher.removePath(path);
    }
    for (const QString& path : std::as_const(wanted)) {
        if (!now.contains(path))
            m_watcher.addPath(path);
    }
}

void CaseController::keepAmongOwnData() {
    if (m_reserve.empty() || m_state != State::bound)
        return;
    m_path = m_reserve;
    m_base = {};
    m_base.hashes = m_marks.file().hashes;
    m_lost = false;
    m_unsaved = true;
    flush();
}

void CaseController::leave(std::function<void()> go) {
    if (!wouldLose())
        return go();
    auto* question = new QMessageBox(QMessageBox::Warning, tr("Marks Not Saved"),
                                     tr("Stars, verdicts and notes could not be saved beside this capture."),
                                     QMessageBox::NoButton, &m_window);
    question->setObjectName(QStringLiteral("lostMarks"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(
        tr("Kept among your own data, they are found again whenever this very capture is opened, "
           "wherever it lies."));
    QPushButton* keep = question->addButton(tr("&Keep Among My Data"), QMessageBox::AcceptRole);
    QPushButton* discard = question->addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(keep);
    connect(question, &QMessageBox::buttonClicked, this, [this, keep, discard, go](const QAbstractButton* button) {
        if (button == keep)
            keepAmongOwnData();
        if (button != keep && button != discard)
            return;
        m_lost = false;
        go();
    });
    question->open();
}

void CaseController::fail(const Error& error) {
    m_lost = true;
    if (std::exchange(m_told, true))
        return;
    Notice notice;
    notice.kind = Notice::Kind::warning;
    notice.text = tr("Stars, verdicts and notes could not be saved and will be lost when this capture is closed. %1")
                      .arg(models::wholeSentence(error));
    if (!m_reserve.empty() && m_path != m_reserve) {
        notice.button = tr("&Keep Among My Data");
        notice.pressed = [this] { keepAmongOwnData(); };
    }
    emit this->notice(notice);
}

std::vector<CaseSubject> CaseController::selected() {
    TablePage* page = m_pages.current();
    if (!page || !page->known() || m_state == State::closed)
        return {};
    if (m_state == State::waiting) {
        emit notice({Notice::Kind::information, tr("Rows can be marked once the capture has been read.")});
        return {};
    }
    const models::TableModel& model = page->view().tableModel();
    std::vector<int> rows = page->view().selectedRows();
    if (rows.empty() && page->view().currentIndex().isValid())
        rows.push_back(page->view().currentIndex().row());
    std::vector<CaseSubject> subjects;
    std::set<CaseSubject> seen;
    for (const int row : rows) {
        const auto subject = handover::caseSubject(model.table()->subject(model.tableRow(row)));
        if (subject && seen.insert(*subject).second)
            subjects.push_back(*subject);
        if (subjects.size() > mostAtOnce) {
            emit notice({Notice::Kind::information, tr("Select no more than %1 rows to mark them.").arg(mostAtOnce)});
            return {};
        }
    }
    if (subjects.empty())
        emit notice(
            {Notice::Kind::passing,
             tr("Select rows with addresses, names, conversations (grouped by all five keys) or frames first.")});
    return subjects;
}

bool CaseController::all(const std::vector<CaseSubject>& subjects, bool (*has)(const Mark&, int), int what) const {
    return std::all_of(subjects.begin(), subjects.end(), [&](const CaseSubject& subject) {
        const Mark* mark = m_marks.find(subject);
        return mark && has(*mark, what);
    });
}

void CaseController::star() {
    const std::vector<CaseSubject> subjects = selected();
    if (subjects.empty())
        return;
    const bool wanted = !all(subjects, isStarred, 0);
    m_marks.change(subjects, [wanted](Mark& mark) { mark.starred = wanted; });
}

void CaseController::judge(Verdict verdict) {
    const std::vector<CaseSubject> subjects = selected();
    if (subjects.empty())
        return;
    const Verdict wanted = all(subjects, hasVerdict, static_cast<int>(verdict)) ? Verdict::none : verdict;
    m_marks.change(subjects, [wanted](Mark& mark) { mark.verdict = wanted; });
}

QString CaseController::inWords(const CaseSubject& subject) {
    const QString key = QString::fromStdString(subject.key);
    return subject.kind == handover::SubjectKind::frame ? tr("frame %1").arg(key) : key;
}

void CaseController::note() {
    const std::vector<CaseSubject> subjects = selected();
    if (subjects.empty())
        return;
    const Mark* first = m_marks.find(subjects.front());
    const std::string old = first ? first->note : std::string();
    const bool same = std::all_of(subjects.begin(), subjects.end(), [&](const CaseSubject& subject) {
        const Mark* mark = m_marks.find(subject);
        return (mark ? mark->note : std::string()) == old;
    });
    const QString about = subjects.size() == 1 ? tr("Note on %1").arg(inWords(subjects.front()))
                                               : tr("The same note on each of %1 subjects").arg(subjects.size());
    auto* dialog = new panes::NoteDialog(about, same ? QString::fromStdString(old) : QString(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, subjects, path = m_path] {
        if (m_state == State::closed || m_state == State::waiting || path != m_path)
            return;  // another capture has been opened meanwhile
        m_marks.change(subjects, [note = dialog->note().toStdString()](Mark& mark) { mark.note = note; });
    });
    dialog->open();
}

}  // namespace weir::controllers
