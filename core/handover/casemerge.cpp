// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/casemerge.h"

#include <algorithm>
#include <set>

namespace weir::handover {
namespace {

template <typename Field>
Field chosen(const Field& base, const Field& mine, const Field& theirs) {
    return mine == base ? theirs : mine;
}

std::string mergedNote(const std::string& base, const std::string& mine, const std::string& theirs) {
    if (mine == base || theirs == base || mine == theirs)
        return mine == base ? theirs : mine;
    if (mine.empty() || theirs.find(mine) != std::string::npos)
        return theirs;
    if (theirs.empty() || mine.find(theirs) != std::string::npos)
        return mine;
    return theirs + '\n' + mine;
}

const Mark& markOf(const CaseFile& file, const CaseSubject& subject) {
    static const Mark none;
    const Mark* mark = file.find(subject);
    return mark ? *mark : none;
}

/// Those of `theirs`, and what is added in `mine`.
template <typename Item>
std::vector<Item> together(const std::vector<Item>& theirs, const std::vector<Item>& mine) {
    std::vector<Item> out = theirs;
    for (const Item& item : mine) {
        if (std::find(out.begin(), out.end(), item) == out.end())
            out.push_back(item);
    }
    return out;
}

JsonValue::Members togetherByName(const JsonValue::Members& theirs, const JsonValue::Members& mine) {
    JsonValue::Members out = theirs;
    for (const auto& member : mine) {
        if (std::none_of(out.begin(), out.end(), [&](const auto& known) { return known.first == member.first; }))
            out.push_back(member);
    }
    return out;
}

std::set<CaseSubject> subjectsOf(std::initializer_list<const CaseFile*> files) {
    std::set<CaseSubject> out;
    for (const CaseFile* file : files) {
        for (const auto& [subject, mark] : file->marks) out.insert(subject);
    }
    return out;
}

}  // namespace

CaseFile merged(const CaseFile& base, const CaseFile& mine, const CaseFile& theirs) {
    CaseFile out;
    out.hashes = mine.hashes;
    out.files = mine.files;
    out.otherMarks = together(theirs.otherMarks, mine.otherMarks);
    out.others = togetherByName(theirs.others, mine.others);
    for (const CaseSubject& subject : subjectsOf({&mine, &theirs})) {
        const Mark &was = markOf(base, subject), &own = markOf(mine, subject), &other = markOf(theirs, subject);
        Mark mark;
        mark.starred = chosen(was.starred, own.starred, other.starred);
        mark.verdict = chosen(was.verdict, own.verdict, other.verdict);
        mark.note = mergedNote(was.note, own.note, other.note);
        mark.others = togetherByName(other.others, own.others);
        out.set(subject, std::move(mark));
    }
    return out;
}

std::size_t differences(const CaseFile& one, const CaseFile& other) {
    const std::set<CaseSubject> subjects = subjectsOf({&one, &other});
    return static_cast<std::size_t>(std::count_if(subjects.begin(), subjects.end(), [&](const CaseSubject& subject) {
        return !(markOf(one, subject) == markOf(other, subject));
    }));
}

}  // namespace weir::handover
