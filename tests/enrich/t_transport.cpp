// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QFile>
#include <memory>

#include "core/enrich/net/httpresponse.h"
#include "core/enrich/net/transport.h"
#include "tests/enrich/answers.h"
#include "tests/enrich/waiting.h"
#include "tests/support/fakelookups/fakeserver.h"
#include "tests/support/fakelookups/fixtures.h"

namespace weir::enrich {
using namespace weir::enrich::net;
using namespace weir::enrich::providers;
using namespace weir::enrich::subject;
namespace {

RequestPlan whoisPlan(const QString& host = QStringLiteral("whois.example.net")) {
    RequestPlan plan;
    plan.channel = Channel::whois;
    plan.host = host;
    plan.port = 43;
    plan.query = "n + 104.80.224.44";
    plan.most = 256 * 1024;
    plan.deadline = 25'000;
    return plan;
}

RequestPlan httpsPlan(const QString& url = QStringLiteral("https://api.example.net/v1/thing?a=b")) {
    RequestPlan plan;
    plan.url = QUrl(url);
    plan.host = plan.url.host();
    plan.port = static_cast<quint16>(plan.url.port(443));
    plan.headers = commonHeaders("application/json");
    return plan;
}

Reply exchange(Transport& transport, const RequestPlan& plan, const QByteArray& key = {}) {
    std::unique_ptr<PendingReply> pending(transport.send(plan, key));
    std::optional<Reply> reply;
    int times = 0;
    QObject::connect(pending.get(), &PendingReply::finished, [&](const Reply& one) {
        reply = one;
        ++times;
    });
    EXPECT_FALSE(reply) << "answered from within send";
    EXPECT_TRUE(waitFor([&] { return reply.has_value(); }));
    settle();
    EXPECT_EQ(times, 1);
    return reply.value_or(Reply());
}

std::shared_ptr<const Resolver> resolverTo(const QString& host, QList<Endpoint> endpoints,
                                           const TestAuthority* authority = nullptr) {
    TestEndpoints map;
    map.map(host, 0, endpoints);
    if (authority)
        map.trust({authority->certificate()});
    return std::make_shared<Resolver>(std::make_shared<HostGate>(map));
}

TestAuthority& authority() {
    static TestAuthority one;
    return one;
}

struct Whois {
    explicit Whois(const Script& script, TransportLimits limits = {})
        : server(FakeServer::Protocol::whois, [script](const QByteArray&) { return script; }),
          transport(resolverTo(QStringLiteral("whois.example.net"), {server.endpoint()}), limits) {}
    FakeServer server;
    WhoisTransport transport;
};

TEST(WhoisTransport, SendsTheLineAndReadsToTheEnd) {
    Whois w{Script(fixtures::arinTwoNetworks())};
    const Reply reply = exchange(w.transport, whoisPlan());
    EXPECT_EQ(reply.fault, ReplyFault::none);
    EXPECT_EQ(reply.body, fixtures::arinTwoNetworks());
    EXPECT_EQ(w.server.requests, QList<QByteArray>{"n + 104.80.224.44\r\n"});
}

TEST(WhoisTransport, ClosedWithoutAWordOrResetAfterSome) {
    Whois empty{Script(QByteArray())};
    EXPECT_EQ(exchange(empty.transport, whoisPlan()).body, QByteArray());
    Script reset(QByteArray(500, 'x'));
    reset.end = Script::End::reset;
    Whois cut{reset};
    const Reply reply = exchange(cut.transport, whoisPlan());
    EXPECT_EQ(reply.fault, ReplyFault::none);
    EXPECT_EQ(reply.body.size(), 500);
}

TEST(WhoisTransport, SilenceAndDripEnd) {
    Script silent;
    silent.end = Script::End::hang;
    TransportLimits limits;
    limits.idle = 100;
    Whois mute{silent, limits};
    EXPECT_EQ(exchange(mute.transport, whoisPlan()).fault, ReplyFault::timeout);
    EXPECT_TRUE(waitFor([&] { return mute.server.open == 0; }));
    Script drip(QByteArray("x"));
    drip.pause = 20;
    drip.repeat = true;
    TransportLimits total;
    total.deadline = 2000;  // the first octet comes before it on the busiest machine
    Whois slow{drip, total};
    const Reply reply = exchange(slow.transport, whoisPlan());
    EXPECT_EQ(reply.fault, ReplyFault::timeout);
    EXPECT_GT(reply.body.size(), 0);
    EXPECT_TRUE(waitFor([&] { return slow.server.open == 0; }));
}

TEST(WhoisTransport, TenMebibytesAreCutAtTheLimit) {
    Whois big{Script(QByteArray(10 << 20, 'x'))};
    const Reply reply = exchange(big.transport, whoisPlan());
    EXPECT_EQ(reply.fault, ReplyFault::tooLong);
    EXPECT_EQ(reply.body.size(), 256 * 1024);
}

TEST(WhoisTransport, SecondAddressWhenTheFirstRefuses) {
    quint16 closedPort = 0;
    {
        QTcpServer gone;
        gone.listen(QHostAddress(QStringLiteral("127.0.0.3")), 0);
        closedPort = gone.serverPort();
    }
    FakeServer server(FakeServer::Protocol::whois, [](const QByteArray&) { return Script("hello"); });
    WhoisTransport transport(resolverTo(QStringLiteral("whois.example.net"),
                                        {{QHostAddress(QStringLiteral("127.0.0.3")), closedPort}, server.endpoint()}));
    EXPECT_EQ(exchange(transport, whoisPlan()).body, QByteArray("hello"));
    WhoisTransport nobody(
        resolverTo(QStringLiteral("whois.example.net"), {{QHostAddress(QStringLiteral("127.0.0.3")), closedPort}}));
    EXPECT_EQ(exchange(nobody, whoisPlan()).fault, ReplyFault::network);
}

TEST(WhoisTransport, AbortClosesTheSocket) {
    Script silent(QByteArray("part"));
    silent.end = Script::End::hang;
    Whois w{silent};
    std::unique_ptr<PendingReply> pending(w.transport.send(whoisPlan(), {}));
    std::optional<Reply> reply;
    QObject::connect(pending.get(), &PendingReply::finished, [&](const Reply& one) { reply = one; });
    ASSERT_TRUE(waitFor([&] { return w.server.open == 1 && !w.server.requests.isEmpty(); }));
    pending->abort();
    EXPECT_TRUE(waitFor([&] { return w.server.open == 0 && reply; }));
    EXPECT_EQ(reply->fault, ReplyFault::cancelled);
    // Deleting it does the same, without a word.
    pending.reset(w.transport.send(whoisPlan(), {}));
    reply.reset();
    QObject::connect(pending.get(), &PendingReply::finished, [&](const Reply& one) { reply = one; });
    ASSERT_TRUE(waitFor([&] { return w.server.open == 1; }));
    pending.reset();
    EXPECT_TRUE(waitFor([&] { return w.server.open == 0; }));
    EXPECT_FALSE(reply);
}

TEST(Resolver, WithTestEndpointsNoOtherHostIsReached) {
    FakeServer server(FakeServer::Protocol::whois, [](const QByteArray&) { return Script("hello"); });
    WhoisTransport transport(resolverTo(QStringLiteral("other.example.net"), {server.endpoint()}));
    const Reply reply = exchange(transport, whoisPlan());
    EXPECT_EQ(reply.fault, ReplyFault::network);
    EXPECT_TRUE(reply.faultText.contains(u"test endpoints"));
    EXPECT_EQ(server.connections, 0);
}

TEST(Resolver, AnswersWithAnyPrivateAddressAreRefused) {
    for (const char* address : {"127.0.0.1", "10.0.0.1", "::1", "fe80::1", "::ffff:192.168.1.1", "169.254.169.254"}) {
        const auto lookup = [address](const QString&, QObject*, const auto& answer) {
            answer(QList<QHostAddress>{QHostAddress(QStringLiteral("8.8.8.8")), QHostAddress(QLatin1String(address))},
                   QString());
        };
        WhoisTransport transport(std::make_shared<Resolver>(std::make_shared<HostGate>(), lookup));
        EXPECT_EQ(exchange(transport, whoisPlan()).fault, ReplyFault::refusedAddress) << address;
    }
}

TEST(Resolver, SilenceOfTheResolverEnds) {
    TransportLimits limits;
    limits.resolve = 50;
    WhoisTransport transport(
        std::make_shared<Resolver>(std::make_shared<HostGate>(), [](const QString&, QObject*, const auto&) {}), limits);
    EXPECT_EQ(exchange(transport, whoisPlan()).fault, ReplyFault::timeout);
}

struct Https {
    explicit Https(FakeServer::Handler handler, TransportLimits limits = {}, bool trusted = true)
        : server(FakeServer::Protocol::http, std::move(handler)),
          transport(
              resolverTo(QStringLiteral("api.example.net"), {server.endpoint()}, trusted ? &authority() : nullptr),
              limits) {
        server.useTls(authority().serverFor({QStringLiteral("api.example.net")}));
    }
    FakeServer server;
    HttpTransport transport;
};

TEST(HttpTransport, SendsWhatThePlanSaysAndNothingOfTheMachine) {
    ASSERT_TRUE(authority().valid()) << authority().problem().toStdString();
    Https h{[](const QByteArray&) { return Script(httpAnswer(200, "{}", "X-Thing: 5\r\nSet-Cookie: a=b\r\n")); }};
    RequestPlan plan = httpsPlan();
    plan.keyHeader = "x-apikey";
    const Reply reply = exchange(h.transport, plan, "sesame");
    EXPECT_EQ(reply.fault, ReplyFault::none) << reply.faultText.toStdString();
    EXPECT_EQ(reply.httpStatus, 200);
    EXPECT_EQ(reply.body, QByteArray("{}"));
    EXPECT_EQ(reply.header("x-thing"), QByteArray("5"));
    ASSERT_EQ(h.server.requests.size(), 1);
    const QByteArray request = h.server.requests[0];
    EXPECT_TRUE(request.startsWith("GET /v1/thing?a=b HTTP/1.1\r\n")) << request.toStdString();
    EXPECT_EQ(request.toLower().count("x-apikey: sesame\r\n"), 1);
    EXPECT_EQ(request.toLower().count("\r\nhost: api.example.net\r\n"), 1);
    EXPECT_EQ(request.toLower().count("\r\nhost:"), 1);
    EXPECT_TRUE(request.contains("User-Agent: Weir/" WEIR_VERSION "\r\n"));
    EXPECT_TRUE(request.contains("Accept-Language: en\r\n"));
    EXPECT_TRUE(request.contains("Accept-Encoding: identity\r\n"));
    EXPECT_FALSE(request.contains("Mozilla"));
    EXPECT_FALSE(request.toLower().contains("content-length")) << "there is no content";
    exchange(h.transport, httpsPlan(), "sesame");
    EXPECT_FALSE(h.server.requests[1].toLower().contains("cookie"));
    EXPECT_FALSE(h.server.requests[1].contains("sesame")) << "a plan without a key header carries no key";
}

TEST(HttpTransport, FormsArePosted) {
    Https h{[](const QByteArray&) { return Script(httpAnswer(200, "{}")); }};
    RequestPlan plan = httpsPlan();
    plan.method = "POST";
    plan.body = "host=example.com";
    plan.headers.append(RequestHeader{"Content-Type", "application/x-www-form-urlencoded"});
    exchange(h.transport, plan);
    EXPECT_TRUE(h.server.requests[0].startsWith("POST /v1/thing"));
    EXPECT_TRUE(h.server.requests[0].endsWith("\r\n\r\nhost=example.com"));
}

TEST(HttpTransport, RedirectsAreHandedUpNotFollowed) {
    FakeServer other(
        FakeServer::Protocol::http, [](const QByteArray&) { return Script(httpAnswer(200, "{}")); },
        QStringLiteral("127.0.0.2"));
    Https h{[&](const QByteArray&) {
        return Script(
            httpAnswer(302, "", "Location: http://127.0.0.2:" + QByteArray::number(other.serverPort()) + "/\r\n"));
    }};
    RequestPlan plan = httpsPlan();
    plan.keyHeader = "x-apikey";
    const Reply reply = exchange(h.transport, plan, "sesame");
    EXPECT_EQ(reply.httpStatus, 302);
    EXPECT_TRUE(reply.header("location").startsWith("http://127.0.0.2"));
    EXPECT_EQ(other.connections, 0);
}

TEST(HttpTransport, ServersThatCannotProveWhoTheyAre) {
    Https untrusted{[](const QByteArray&) { return Script(httpAnswer(200, "{}")); }, {}, false};
    EXPECT_EQ(exchange(untrusted.transport, httpsPlan()).fault, ReplyFault::tls);
    EXPECT_TRUE(untrusted.server.requests.isEmpty());
    // A good certificate of somebody else.
    FakeServer server(FakeServer::Protocol::http, [](const QByteArray&) { return Script(httpAnswer(200, "{}")); });
    server.useTls(authority().serverFor({QStringLiteral("evil.example.org")}));
    HttpTransport transport(resolverTo(QStringLiteral("api.example.net"), {server.endpoint()}, &authority()));
    EXPECT_EQ(exchange(transport, httpsPlan()).fault, ReplyFault::tls);
    EXPECT_TRUE(server.requests.isEmpty());
}

TEST(HttpTransport, LongShortSlowAndCompressedBodies) {
    Https big{[](const QByteArray&) { return Script(httpAnswer(200, QByteArray(3 << 20, 'x'))); }};
    const Reply cut = exchange(big.transport, httpsPlan());
    EXPECT_EQ(cut.fault, ReplyFault::tooLong);
    EXPECT_EQ(cut.body.size(), 1 << 20);
    Https brief{[](const QByteArray&) { return Script("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"a\":1}"); }};
    const Reply early = exchange(brief.transport, httpsPlan());
    EXPECT_EQ(early.fault, ReplyFault::closedEarly);
    EXPECT_EQ(early.body, QByteArray("{\"a\":1}"));
    TransportLimits limits;
    limits.deadline = 1000;
    Https slow{[](const QByteArray&) {
                   Script drip("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                   drip.parts.append(QByteArray("x"));
                   drip.pause = 20;
                   drip.repeat = true;
                   return drip;
               },
               limits};
    EXPECT_EQ(exchange(slow.transport, httpsPlan()).fault, ReplyFault::timeout);
    EXPECT_TRUE(waitFor([&] { return slow.server.open == 0; }));
    // Compressed although we asked for no compression: handed up as it is, however much it would grow to.
    const QByteArray bomb = qCompress(QByteArray(64 << 20, '0'), 9).mid(4);
    Https gzip{[&](const QByteArray&) { return Script(httpAnswer(200, bomb, "Content-Encoding: deflate\r\n")); }};
    const Reply packed = exchange(gzip.transport, httpsPlan());
    EXPECT_LE(packed.body.size(), 1 << 20);
    EXPECT_FALSE(packed.body.contains("0000000000000000000000000000"));
}

TEST(HttpTransport, HeadersWithoutEndAreCut) {
    Https h{[](const QByteArray&) {
        Script endless("HTTP/1.1 200 OK\r\n");
        endless.parts.append("X-Padding: " + QByteArray(20'000, 'x') + "\r\n");
        endless.pause = 1;
        endless.repeat = true;
        return endless;
    }};
    const Reply reply = exchange(h.transport, httpsPlan());
    EXPECT_EQ(reply.fault, ReplyFault::tooLong);
    EXPECT_TRUE(reply.faultText.contains(u"headers"));
    EXPECT_TRUE(reply.body.isEmpty());
    Https interim{[](const QByteArray&) {
        Script endless(QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(500));
        endless.pause = 1;
        endless.repeat = true;
        return endless;
    }};
    EXPECT_EQ(exchange(interim.transport, httpsPlan()).fault, ReplyFault::tooLong);
}

TEST(HttpResponse, ChunksLengthsAndEnds) {
    const auto read = [](const QByteArray& octets, qsizetype step = 1) {
        HttpResponse response(1 << 20);
        auto state = HttpResponse::State::open;
        for (qsizetype i = 0; i < octets.size() && state == HttpResponse::State::open; i += step)
            state = response.take(octets.mid(i, step));
        return std::pair(state == HttpResponse::State::open ? response.closed() : state, response.body());
    };
    using State = HttpResponse::State;
    const QByteArray chunked =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        "4;x=y\r\nWiki\r\nA\r\npedia in c\r\n0\r\nTrailer: 1\r\n\r\n";
    EXPECT_EQ(read(chunked), std::pair(State::whole, QByteArray("Wikipedia in c")));
    EXPECT_EQ(read(chunked, 1000), std::pair(State::whole, QByteArray("Wikipedia in c")));
    EXPECT_EQ(read(chunked.chopped(9)).first, State::open);
    for (const char* lie : {"-4\r\nWiki\r\n", "zz\r\n", "4\r\nWikiX\r\n", "fffffffffffffffff\r\n"})
        EXPECT_EQ(read(QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n") + lie).first, State::broken)
            << lie;
    EXPECT_EQ(read("HTTP/1.0 200 OK\r\n\r\nto the end"), std::pair(State::whole, QByteArray("to the end")));
    EXPECT_EQ(read("HTTP/1.1 204 No Content\r\n\r\n").first, State::whole);
    EXPECT_EQ(read("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab").first, State::open);
    EXPECT_EQ(read("HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nab").first, State::broken);
    EXPECT_EQ(read("SSH-2.0-OpenSSH\r\n\r\n").first, State::broken);
    EXPECT_EQ(read("HTTP/1.1 200 OK\r\n\r\n" + QByteArray((1 << 20) + 1, 'x'), 65536).first, State::tooLong);
}

TEST(HttpTransport, ChallengesAreNotAnswered) {
    Https h{[](const QByteArray&) { return Script(httpAnswer(401, "{}", "WWW-Authenticate: Basic realm=\"x\"\r\n")); }};
    const Reply reply = exchange(h.transport, httpsPlan());
    EXPECT_EQ(reply.httpStatus, 401);
    EXPECT_EQ(h.server.requests.size(), 1);
}

TEST(HttpTransport, OnlyHttpsOnlyPublicNames) {
    HttpTransport transport(std::make_shared<Resolver>(
        std::make_shared<HostGate>(), [](const QString&, QObject*, const auto&) { FAIL() << "a name was resolved"; }));
    for (const char* url : {"http://api.example.com/", "file:///etc/passwd", "https://127.0.0.1/",
                            "https://user@api.example.com/", "https://intranet/", "https://api.example.com:8443/"})
        EXPECT_EQ(exchange(transport, httpsPlan(QLatin1String(url))).fault, ReplyFault::refusedAddress) << url;
}

TEST(TestEndpoints, FileFormat) {
    QTemporaryDir folder;
    const auto write = [&](const QByteArray& json) {
        QFile file(folder.filePath(QStringLiteral("e.json")));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(json);
        return file.fileName();
    };
    const auto good = TestEndpoints::load(write(
        R"({"hosts":{"Whois.ARIN.net:43":["127.0.0.1:4301","127.0.0.2:4302"],"www.virustotal.com":["[::1]:443"]}})"));
    ASSERT_TRUE(good) << good.error().toString();
    EXPECT_EQ(good.value().find(QStringLiteral("whois.arin.net"), 43).size(), 2);
    EXPECT_EQ(good.value().find(QStringLiteral("whois.arin.net"), 443).size(), 0);
    EXPECT_EQ(good.value().find(QStringLiteral("WWW.virustotal.com"), 443)[0].port, 443);
    for (const char* bad :
         {"", "[]", "{}", R"({"hosts":{}})", R"({"hosts":{"a.com":[]}})", R"({"hosts":{"a.com":["8.8.8.8:43"]}})",
          R"({"hosts":{"a.com":["127.0.0.1"]}})", R"({"hosts":{"a.com":["127.0.0.1:0"]}})",
          R"({"hosts":{"a.com":["127.0.0.1:1"]},"ca":"no.pem"})"})
        EXPECT_FALSE(TestEndpoints::load(write(bad))) << bad;
    EXPECT_FALSE(TestEndpoints::load(QStringLiteral("/does/not/exist")));
}

}  // namespace
}  // namespace weir::enrich
