// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of each kind of reason is said once: the weights' file, the list of kinds and the manual agree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/base/text.h"
#include "core/findings/kinds.h"
#include "core/findings/weights.h"

using namespace weir;
using namespace weir::findings;

namespace {

std::string manual() {
    std::ifstream file(std::string(WEIR_TEST_DATA) + "/../../docs/findings.md", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Kinds, AreThoseOfTheWeights) {
    const auto& rules = FindingWeights::defaults().rules();
    ASSERT_EQ(rules.size(), kindInfos().size());
    for (std::size_t i = 0; i < rules.size(); ++i) {
        EXPECT_EQ(rules[i].kind, kindInfos()[i].kind);
        EXPECT_TRUE(sameButCase(rules[i].description, kindInfos()[i].meaning)) << rules[i].kind;
        EXPECT_FALSE(std::string_view(kindInfos()[i].title).empty()) << rules[i].kind;
        EXPECT_FALSE(std::string_view(kindInfos()[i].alike).empty()) << rules[i].kind;
    }
    EXPECT_EQ(kindInfo("scan"), &*std::find_if(kindInfos().begin(), kindInfos().end(),
                                               [](const KindInfo& kind) { return kind.kind == "scan"; }));
    EXPECT_EQ(kindInfo("no such kind"), nullptr);
}

TEST(Kinds, StandInTheManual) {
    const std::string text = manual();
    ASSERT_FALSE(text.empty());
    std::size_t rows = 0;
    for (std::size_t at = text.find("\n| `"); at != std::string::npos; at = text.find("\n| `", at + 1)) ++rows;
    EXPECT_EQ(rows, kindInfos().size()) << "rows of the manual's table";
    for (const KindInfo& kind : kindInfos()) {
        const FindingRule& rule = *FindingWeights::defaults().find(kind.kind);
        std::string alike;
        for (const char c : std::string_view(kind.alike)) alike += c == '|' ? "\\|" : std::string(1, c);
        const std::string row = "| `" + rule.kind + "` | " + std::string(toString(rule.evidence)) + " | " + rule.group +
                                " | " + realText(rule.weight) + " | " + std::to_string(kind.bad) + " | " +
                                std::to_string(kind.others) + " | " + kind.meaning + " | " + alike + " |\n";
        EXPECT_THAT(text, testing::HasSubstr(row));
    }
}

}  // namespace
