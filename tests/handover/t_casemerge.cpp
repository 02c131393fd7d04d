// SPDX-License-Identifier: GPL-3.0-or-later
// Marks of several people on one capture: each is kept, whoever writes last.
#include <gtest/gtest.h>

#include "core/handover/casemerge.h"

using namespace weir::handover;

namespace {

const CaseSubject one{SubjectKind::address, "192.0.2.1"}, two{SubjectKind::name, "example.com"};

CaseFile with(std::initializer_list<std::pair<CaseSubject, Mark>> marks) {
    CaseFile file;
    file.hashes = {"abc"};
    for (const auto& [subject, mark] : marks) file.set(subject, mark);
    return file;
}

TEST(CaseMerge, MarksOfBothAreKept) {
    const CaseFile mine = with({{one, {true, Verdict::none, {}, {}}}});
    const CaseFile theirs = with({{two, {false, Verdict::malicious, {}, {}}}});
    const CaseFile out = merged(with({}), mine, theirs);
    EXPECT_EQ(out.marks.size(), 2U);
    EXPECT_TRUE(out.find(one)->starred);
    EXPECT_EQ(out.find(two)->verdict, Verdict::malicious);
}

TEST(CaseMerge, FieldsOfOneSubjectAreMergedOneByOne) {
    const CaseFile base = with({{one, {true, Verdict::none, "old", {}}}});
    const CaseFile mine = with({{one, {false, Verdict::none, "old", {}}}});
    const CaseFile theirs = with({{one, {true, Verdict::benign, "new", {}}}});
    EXPECT_EQ(*merged(base, mine, theirs).find(one), (Mark{false, Verdict::benign, "new", {}}));
}

TEST(CaseMerge, WhatOneTookAwayStaysAway) {
    const CaseFile base = with({{one, {true, Verdict::none, {}, {}}}, {two, {true, Verdict::none, {}, {}}}});
    const CaseFile mine = with({{two, {true, Verdict::none, {}, {}}}});
    const CaseFile theirs = with({{one, {true, Verdict::none, {}, {}}}});
    EXPECT_TRUE(merged(base, mine, theirs).marks.empty());
}

TEST(CaseMerge, OfANoteThatBothChangedBothTextsAreKept) {
    const CaseFile base = with({});
    const CaseFile mine = with({{one, {false, Verdict::none, "seen before", {}}}});
    const CaseFile theirs = with({{one, {false, Verdict::none, "ask Ann", {}}}});
    EXPECT_EQ(merged(base, mine, theirs).find(one)->note, "ask Ann\nseen before");
    // Merged again, nothing is said twice.
    const CaseFile once = merged(base, mine, theirs);
    EXPECT_EQ(merged(base, mine, once).find(one)->note, "ask Ann\nseen before");
    EXPECT_EQ(merged(base, once, theirs).find(one)->note, "ask Ann\nseen before");
}

TEST(CaseMerge, OfAVerdictThatBothChangedMineCounts) {
    const CaseFile mine = with({{one, {false, Verdict::benign, {}, {}}}});
    const CaseFile theirs = with({{one, {false, Verdict::malicious, {}, {}}}});
    EXPECT_EQ(merged(with({}), mine, theirs).find(one)->verdict, Verdict::benign);
}

TEST(CaseMerge, WhatThisVersionDoesNotKnowIsKept) {
    CaseFile theirs = with({});
    theirs.others = {{"colour", weir::JsonValue::ofText("blue")}};
    theirs.otherMarks = {weir::JsonValue::ofText("odd")};
    const CaseFile out = merged(with({}), with({}), theirs);
    EXPECT_EQ(out.others.size(), 1U);
    EXPECT_EQ(out.otherMarks.size(), 1U);
    EXPECT_EQ(out.hashes, std::vector<std::string>{"abc"});
}

TEST(CaseMerge, DifferencesAreCountedBySubject) {
    const CaseFile mine = with({{one, {true, Verdict::none, {}, {}}}});
    EXPECT_EQ(differences(mine, mine), 0U);
    EXPECT_EQ(differences(mine, with({{two, {true, Verdict::none, {}, {}}}})), 2U);
}

}  // namespace
