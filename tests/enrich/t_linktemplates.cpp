// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "core/enrich/subject/linktemplates.h"
#include "tests/enrich/answers.h"

namespace weir::enrich {
using namespace weir::enrich::subject;
namespace {

QString problem(const char* url) { return problemOf({QStringLiteral("x"), QString::fromUtf8(url)}); }

TEST(LinkTemplates, OnlyHarmlessUrls) {
    EXPECT_EQ(problem("https://www.shodan.io/host/{address}"), QString());
    EXPECT_EQ(problem("http://intranet.corp/lookup?q={domain}&again={domain}"), QString());
    for (const char* bad :
         {"", "https://x.com/", "file:///{address}", "javascript:alert('{domain}')", "data:text/html,{domain}",
          "https://{domain}/", "https://x.{domain}/", "https://{address}@x.com/", "https://user:pw@x.com/{address}",
          "https://x.com/{port}", "https://x.com/{address}/{domain}", "/bin/sh -c {domain}", "https:///{domain}",
          "https://x.com/{address"})
        EXPECT_FALSE(problem(bad).isEmpty()) << bad;
    EXPECT_FALSE(problemOf({QString(), QStringLiteral("https://x.com/{address}")}).isEmpty());
    EXPECT_FALSE(problemOf({QStringLiteral("a\nb"), QStringLiteral("https://x.com/{address}")}).isEmpty());
}

TEST(LinkTemplates, FilledInAndEncoded) {
    const LinkTemplate host{QStringLiteral("x"), QStringLiteral("https://x.com/?q={address}")};
    EXPECT_EQ(expand(host, indicator(QStringLiteral("2606:4700::1"))).value().toString(QUrl::FullyEncoded),
              QStringLiteral("https://x.com/?q=2606%3A4700%3A%3A1"));
    EXPECT_FALSE(expand(host, indicator(QStringLiteral("example.com"))));
    const LinkTemplate name{QStringLiteral("x"), QStringLiteral("https://x.com/{domain}#top")};
    EXPECT_EQ(expand(name, indicator(QStringLiteral("www.example.com"))).value().toString(),
              QStringLiteral("https://x.com/example.com#top"));
    // Nothing hostile can become an indicator in the first place.
    for (const char* hostile : {"a;b.com", "a\"b.com", "a b.com", "a%2fb.com", "$(id).com", "a'b.com", "a&b.com"})
        EXPECT_FALSE(Indicator::fromUser(QString::fromLatin1(hostile)).ok()) << hostile;
}

TEST(LinkTemplates, FileFormat) {
    const QList<LinkTemplate> links{{QStringLiteral("a"), QStringLiteral("https://x.com/{address}")},
                                    {QStringLiteral("b"), QStringLiteral("https://x.com/{domain}")}};
    const auto again = parseLinkTemplates(toJson(links));
    ASSERT_TRUE(again);
    EXPECT_EQ(again.value().size(), 2);
    EXPECT_EQ(again.value()[1].url, links[1].url);
    for (const char* bad : {"", "{}", "[5]", R"([{"name":"x"}])", R"([{"name":"x","url":"file:///{address}"}])"})
        EXPECT_FALSE(parseLinkTemplates(bad)) << bad;
}

TEST(LinkTemplates, TheDefaultsAreGoodOnes) {
    ASSERT_GE(defaultLinks().size(), 6);
    for (const LinkTemplate& link : defaultLinks()) EXPECT_EQ(problemOf(link), QString()) << link.url.toStdString();
    EXPECT_TRUE(parseLinkTemplates(toJson(defaultLinks())).ok());
}

}  // namespace
}  // namespace weir::enrich
