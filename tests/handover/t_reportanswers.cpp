// SPDX-License-Identifier: GPL-3.0-or-later
// The report's first page: the answer before the figures, what the analyst says, and in the reader's language.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/handover/html.h"
#include "core/handover/report.h"
#include "core/handover/storysvg.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;
using namespace weir::handover;
using testing::HasSubstr;
using testing::Not;

namespace {

constexpr std::int64_t second = 1'000'000'000;

traffic::Snapshot capture() {
    return analyzed(
        merged({lookup("10.0.0.1", "www.example.org", "93.184.216.34", 0),
                TcpConversation("10.0.0.1", 50001, "45.33.32.9", 8080, 10 * second)
                    .handshake()
                    .clientSends(httpRequest("45.33.32.9:8080", "/a.exe"))
                    .serverSends(octets("HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\nMZ" + std::string(298, '\x01')))
                    .finish()
                    .frames()}));
}

std::size_t placeOf(const std::string& report, std::string_view text) {
    const std::size_t at = report.find(text);
    EXPECT_NE(at, std::string::npos) << text;
    return at;
}

TEST(ReportAnswers, TheAnswerStandsBeforeTheFigures) {
    const std::string report = reportHtml(capture());
    const std::size_t verdict = placeOf(report, "<div class=\"verdict"), who = placeOf(report, "<h2>Who was hit");
    const std::size_t stands = placeOf(report, "<h2>What stands out"),
                      story = placeOf(report, "<h2>What happened when");
    EXPECT_LT(verdict, who);
    EXPECT_LT(who, stands);
    EXPECT_LT(stands, story);
    EXPECT_LT(story, placeOf(report, "<h2>The capture"));
    EXPECT_LT(placeOf(report, "<h2>The capture"), placeOf(report, "<h2>Who sent most"));
    EXPECT_THAT(report.substr(verdict, who - verdict), HasSubstr("45.33.32.9"));
    EXPECT_THAT(report.substr(who, stands - who), HasSubstr("10.0.0.1"));
}

TEST(ReportAnswers, WhatTheAnalystJudgedLeadsOrStandsLast) {
    ReportRequest request;
    request.notes.set({SubjectKind::address, "45.33.32.9"}, {false, Verdict::malicious, "seen <before>", {}});
    const std::string bad = reportHtml(capture(), request);
    EXPECT_THAT(bad, HasSubstr("Judged malicious (1): 45.33.32.9"));
    EXPECT_THAT(bad, HasSubstr("<b>judged malicious</b>: seen &lt;before&gt;"));
    request.notes.set({SubjectKind::address, "45.33.32.9"}, {false, Verdict::benign, {}, {}});
    const std::string good = reportHtml(capture(), request);
    EXPECT_THAT(good, Not(HasSubstr("Serious (1): 45.33.32.9")));
    EXPECT_THAT(good, HasSubstr("class=\"subject benign\""));
    EXPECT_THAT(good, HasSubstr("Judged benign by the analyst: 1."));
}

TEST(ReportAnswers, EmptyColumnsTakeNoRoomAndAddressesDoNotBreak) {
    const std::string report = reportHtml(capture());
    EXPECT_THAT(report, Not(HasSubstr("<th>Country</th>")));
    EXPECT_THAT(report, HasSubstr("<td>45.33.32.9</td>")) << "which its style keeps on one line";
    EXPECT_THAT(report, HasSubstr("th, td { padding: 2px 14px 2px 0; vertical-align: top; white-space: nowrap;"));
}

TEST(ReportAnswers, ItSpeaksTheReadersLanguageAndSaysWhenItWasMade) {
    ReportRequest request;
    request.language = "xx";
    request.made = "yesterday <b>";
    request.translate = [](const char* context, const char* text) {
        return std::string(context) == "weir::handover::Report" ? '[' + std::string(text) + ']' : std::string(text);
    };
    const std::string report = reportHtml(capture(), request);
    EXPECT_THAT(report, HasSubstr("<html lang=\"xx\">"));
    EXPECT_THAT(report, HasSubstr("<h2>[Who was hit]</h2>"));
    EXPECT_THAT(report, HasSubstr("yesterday &lt;b&gt;"));
    EXPECT_THAT(report, Not(HasSubstr("<h2>W"))) << "no heading is left in English";
}

TEST(ReportWords, PlacesAreFilledAndOtherSignsLeft) {
    const Translate none;
    EXPECT_EQ(ReportWords(none)("%2 of %1, 5 % and %3", {"a", "%1"}), "%1 of a, 5 % and %3");
}

TEST(StorySvg, ALaneForEachSubjectAndAMarkForEachEvent) {
    std::vector<findings::StoryEvent> events;
    for (int i = 0; i < 20; ++i) {
        findings::StoryEvent event;
        event.time = i * second;
        event.kind = static_cast<findings::StoryKind>(i % 10);
        event.subject = "<host" + std::to_string(i) + ">";
        events.push_back(event);
    }
    const std::string all = html::story(events, {"<host19>"}, 0, 20 * second, "others");
    EXPECT_THAT(all, HasSubstr("&lt;host0&gt;"));
    EXPECT_THAT(all, Not(HasSubstr("<host")));
    EXPECT_THAT(all, HasSubstr(">others</text>"));
    EXPECT_LT(placeOf(all, "&lt;host19&gt;"), placeOf(all, "&lt;host0&gt;")) << "what is serious stands on top";
    EXPECT_THAT(all, Not(HasSubstr("&lt;host18&gt;"))) << "there are twelve lanes at most";
    EXPECT_EQ(html::story({}, {}, 0, 1, "others"), "");
    const std::string one = html::story(std::span(events).first(1), {}, 0, 0, "others");
    EXPECT_THAT(one, Not(HasSubstr("nan")));
    EXPECT_THAT(html::storyMark(findings::StoryKind::moved), HasSubstr("<line"));
}

}  // namespace
