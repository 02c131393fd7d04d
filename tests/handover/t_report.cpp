// SPDX-License-Identifier: GPL-3.0-or-later
// A report says what it is about, and nothing in it is alive.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/handover/html.h"
#include "core/handover/report.h"
#include "tests/support/analyzed.h"

using namespace weir;
using namespace weir::test;
using namespace weir::handover;
using testing::HasSubstr;
using testing::Not;

namespace {

constexpr std::int64_t second = 1'000'000'000;

TEST(Html, EverythingIsEscaped) {
    EXPECT_EQ(html::escaped("<a href=\"x\" b='y'>&amp;</a>"),
              "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
    EXPECT_EQ(html::escaped("a\x01\n\xff"), "a\\x01\\x0A\\xFF");
    EXPECT_EQ(html::cut("abcdef", 3), "abc…");
    EXPECT_EQ(html::cut("ab\xc3\xa9", 3), "ab…");
    EXPECT_EQ(html::cut("abc", 3), "abc");
    EXPECT_EQ(html::lines("a<\nb"), "a&lt;<br>b");
    EXPECT_THAT(html::bar(1, 4), HasSubstr("<rect width=\"30\""));
    EXPECT_THAT(html::bar(0, 0), HasSubstr("<rect width=\"0\""));
}

traffic::Snapshot capture() {
    return analyzed(merged({lookup("10.0.0.1", "www.example.org", "93.184.216.34", 0),
                            TcpConversation("10.0.0.1", 50000, "93.184.216.34", 443, second)
                                .handshake()
                                .clientSends(tlsClientHello("<script>alert(1)</script>"))
                                .serverSends(Octets(9000, 'x'))
                                .finish()
                                .frames(),
                            TcpConversation("10.0.0.1", 50001, "45.33.32.9", 8080, 10 * second)
                                .handshake()
                                .clientSends(httpRequest("<img src=x>.example", "/\"><script>"))
                                .finish()
                                .frames(),
                            TcpConversation("10.0.0.1", 50002, "45.33.32.10", 9999, 20 * second)
                                .handshake()
                                .clientSends(Octets(50, 0xff))
                                .finish()
                                .frames()}));
}

TEST(Report, HostsThatNothingNamedComeFirst) {
    const auto snapshot = capture();
    const std::string report = reportHtml(snapshot);
    const std::size_t hosts = report.find("<h2>Hosts");
    ASSERT_NE(hosts, std::string::npos);
    const std::size_t unnamed = report.find("45.33.32.10", hosts);
    const std::size_t named = report.find("93.184.216.34", hosts);
    EXPECT_LT(unnamed, named);
    EXPECT_THAT(report, HasSubstr("never named"));
    EXPECT_THAT(report, HasSubstr("www.example.org"));
    EXPECT_EQ(report, reportHtml(snapshot));
}

TEST(Report, NothingInItIsAlive) {
    ReportRequest request;
    request.filter = "names contains \"<script>\"";
    request.notes.set({SubjectKind::name, "<b>x"}, {true, Verdict::malicious, "first <i>\nsecond & 'third'", {}});
    auto notes = std::make_shared<traffic::AddressNotes>();
    traffic::AddressNote& note = (*notes)[*IpAddress::parse("45.33.32.9")];
    note.answers = {{"whois", "whois.arin.net", "<iframe src=//evil>", 1'500'000'000}};
    request.tables.notes = notes;
    const std::string report = reportHtml(capture(), request);
    for (const char* alive : {"<script", "<img", "<iframe", "<b>x", "<i>", "<a ", "<link", "url(", "@import", "href="})
        EXPECT_THAT(report, Not(HasSubstr(alive)));
    EXPECT_THAT(report, HasSubstr("default-src 'none'"));
    EXPECT_THAT(report, HasSubstr("first &lt;i&gt;<br>second &amp; &#39;third&#39;"));
    EXPECT_THAT(report, HasSubstr("&lt;iframe src=//evil&gt;</td><td>1970-01-01 00:00:01"));
    EXPECT_THAT(report, HasSubstr("names contains &quot;&lt;script&gt;&quot;"));
    EXPECT_THAT(report, HasSubstr("malicious"));
}

TEST(Report, AnEmptyCaptureHasOne) {
    const std::string report = reportHtml(analyzed({{ethernet(arp("10.0.0.1", "10.0.0.2")), 0, 0, 1}}));
    EXPECT_THAT(report, HasSubstr("Nothing stands out."));
    EXPECT_THAT(report, HasSubstr("<h2>What happened when</h2>\n<p class=\"none\">None.</p>"));
    EXPECT_THAT(report, HasSubstr("</html>\n"));
}

}  // namespace
