// SPDX-License-Identifier: GPL-3.0-or-later
// What OpenSSL's own client and server say to each other is read with their keys, and never without.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/decrypt/ciphersuite.h"
#include "tests/decrypt/decrypted.h"

using namespace weir;
using namespace weir::test;
using decrypt::Outcome;

namespace {

constexpr int versions[] = {0x0301, 0x0302, 0x0303, 0x0304};
const std::string question = "GET /invest_20.dll HTTP/1.1\r\nHost: foodsgoodforliver.com\r\n\r\n";
const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 30000\r\n\r\n" + std::string(30000, 'x');

void talk(TlsPair& pair) {
    pair.say(0, question);
    pair.say(1, answer);
    pair.say(0, "more");
}

void expectAll(const TlsPair& pair, const char* what) {
    Gathered out;
    const auto state = decryptFlights(pair.flights(), pair.keyLog(), out);
    EXPECT_EQ(state.outcome, Outcome::readable) << what;
    EXPECT_EQ(out.said[0], pair.said(0)) << what;
    EXPECT_EQ(out.said[1], pair.said(1)) << what;
}

/// All but SRP, whose users OpenSSL deprecates, and DSS, for which no certificate is made here.
bool canBeSpoken(const std::string& suite) {
    return suite.find("SRP") == std::string::npos && suite.find("DSS") == std::string::npos;
}

class EveryVersion : public testing::TestWithParam<int> {};

TEST_P(EveryVersion, EverySuite) {
    std::size_t spoken = 0;
    const auto suites = tlsSuites(GetParam());
    for (const std::string& suite : suites) {
        for (const bool encryptThenMac : {true, false}) {
            TlsSetup setup;
            setup.version = GetParam();
            setup.suite = suite.c_str();
            setup.encryptThenMac = encryptThenMac;
            TlsPair pair(setup);
            if (!pair.handshake()) {
                EXPECT_FALSE(canBeSpoken(suite)) << suite;
                continue;
            }
            EXPECT_EQ(pair.suite(), suite);
            talk(pair);
            expectAll(pair, suite.c_str());
            ++spoken;
        }
    }
    EXPECT_GE(spoken, GetParam() == 0x0304 ? 10u : 40u);
    RecordProperty("suites", static_cast<int>(spoken / 2));
}

TEST_P(EveryVersion, ResumesWithTicketsAndIdentifiers) {
    for (const bool tickets : {true, false}) {
        TlsSetup setup;
        setup.version = GetParam();
        setup.tickets = tickets;
        TlsPair first(setup);
        ASSERT_TRUE(first.handshake());
        talk(first);
        TlsPair second(setup, &first);
        ASSERT_TRUE(second.handshake());
        talk(second);
        EXPECT_TRUE(second.resumed());
        expectAll(second, "resumed");
    }
}

TEST_P(EveryVersion, WhatIsChosenAndTheCertificate) {
    TlsSetup setup;
    setup.version = GetParam();
    setup.suite = GetParam() == 0x0304 ? "ALL" : "ECDHE-RSA-AES128-SHA";
    setup.application = "h2";
    TlsPair pair(setup);
    ASSERT_TRUE(pair.handshake());
    talk(pair);
    Gathered out;
    decryptFlights(pair.flights(), pair.keyLog(), out);
    EXPECT_EQ(out.agreed, "h2");
    EXPECT_NE(asText(out.certificateOctets).find("inner.example"), std::string_view::npos);
}

TEST_P(EveryVersion, PiecesOfAnySize) {
    TlsSetup setup;
    setup.version = GetParam();
    TlsPair pair(setup);
    ASSERT_TRUE(pair.handshake());
    talk(pair);
    for (const std::size_t piece : {1, 5, 64, 1000, 100000}) {
        Gathered out;
        EXPECT_EQ(decryptFlights(pair.flights(), pair.keyLog(), out, piece).outcome, Outcome::readable);
        EXPECT_EQ(out.said[1], pair.said(1)) << piece;
    }
}

TEST_P(EveryVersion, WithoutKeysNothingIsShown) {
    TlsSetup setup;
    setup.version = GetParam();
    TlsPair pair(setup), other(setup);
    ASSERT_TRUE(pair.handshake() && other.handshake());
    talk(pair);
    Gathered out;
    EXPECT_EQ(decryptFlights(pair.flights(), "", out).outcome, Outcome::noKeys);
    EXPECT_EQ(decryptFlights(pair.flights(), other.keyLog(), out).outcome, Outcome::noKeys);
    // The right connection, but other secrets.
    std::string wrong = pair.keyLog();
    for (std::size_t line = 0; line < wrong.size(); line = wrong.find('\n', line) + 1)
        wrong[wrong.find('\n', line) - 1] = wrong[wrong.find('\n', line) - 1] == '0' ? '1' : '0';
    const auto state = decryptFlights(pair.flights(), wrong, out);
    EXPECT_EQ(state.outcome, Outcome::keysDoNotFit);
    EXPECT_EQ(state.frame, 0u);
    EXPECT_EQ(out.said[0] + out.said[1], "");
}

TEST_P(EveryVersion, DamageIsNeverShown) {
    TlsSetup setup;
    setup.version = GetParam();
    TlsPair pair(setup);
    ASSERT_TRUE(pair.handshake());
    talk(pair);
    for (std::size_t flight = 0; flight < pair.flights().size(); ++flight) {
        const std::size_t size = pair.flights()[flight].octets.size();
        for (std::size_t at = 0; at < size; at += 1 + size / 97) {
            auto flights = pair.flights();
            flights[flight].octets[at] ^= 0x20;
            Gathered out;
            decryptFlights(flights, pair.keyLog(), out);
            for (const int side : {0, 1})
                EXPECT_TRUE(pair.said(side).starts_with(out.said[side])) << flight << ' ' << at;
        }
    }
}

TEST_P(EveryVersion, EveryCut) {
    TlsSetup setup;
    setup.version = GetParam();
    TlsPair pair(setup);
    ASSERT_TRUE(pair.handshake());
    pair.say(0, question);
    pair.say(1, "short");
    for (std::size_t flight = 0; flight < pair.flights().size(); ++flight) {
        for (std::size_t cut = 0; cut < pair.flights()[flight].octets.size(); ++cut) {
            auto flights = pair.flights();
            flights.resize(flight + 1);
            flights.back().octets.resize(cut);
            Gathered out;
            const auto state = decryptFlights(flights, pair.keyLog(), out);
            EXPECT_NE(state.outcome, Outcome::keysDoNotFit) << flight << ' ' << cut;
            for (const int side : {0, 1}) EXPECT_TRUE(pair.said(side).starts_with(out.said[side]));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Tls, EveryVersion, testing::ValuesIn(versions),
                         [](const auto& each) { return "v" + std::to_string(each.param - 0x0301 + 10); });

TEST(TlsDecryptor, RenegotiatesUpTo12) {
    for (const int version : {0x0301, 0x0302, 0x0303}) {
        TlsSetup setup;
        setup.version = version;
        TlsPair pair(setup);
        ASSERT_TRUE(pair.handshake());
        talk(pair);
        pair.renegotiate();
        talk(pair);
        expectAll(pair, "renegotiated");
        // The second handshake's secret is not known: what came before it stays.
        const std::string first = pair.keyLog().substr(0, pair.keyLog().find('\n') + 1);
        Gathered out;
        const auto state = decryptFlights(pair.flights(), first, out);
        EXPECT_EQ(state.outcome, Outcome::noKeys);
        EXPECT_GT(state.frame, 0u);
        EXPECT_EQ(out.said[1], answer);
    }
}

TEST(TlsDecryptor, FollowsKeyUpdates) {
    for (const std::string& suite : tlsSuites(0x0304)) {
        TlsSetup setup;
        setup.version = 0x0304;
        setup.suite = suite.c_str();
        TlsPair pair(setup);
        ASSERT_TRUE(pair.handshake());
        talk(pair);
        for (const int side : {0, 1, 0, 0}) {
            pair.updateKeys(side);
            talk(pair);
        }
        expectAll(pair, suite.c_str());
    }
}

TEST(TlsDecryptor, HelloRetryRequest) {
    TlsSetup setup;
    setup.version = 0x0304;
    setup.retry = true;
    TlsPair pair(setup);
    ASSERT_TRUE(pair.handshake());
    talk(pair);
    expectAll(pair, "retried");
}

TEST(TlsDecryptor, EarlyDataTakenAndRefused) {
    for (const bool retry : {false, true}) {
        TlsSetup setup;
        setup.version = 0x0304;
        setup.earlyData = true;
        TlsPair first(setup);
        ASSERT_TRUE(first.handshake());
        talk(first);
        TlsSetup again = setup;
        again.retry = retry;
        TlsPair second(again, &first);
        second.sayEarly("early question");
        ASSERT_TRUE(second.handshake());
        talk(second);
        expectAll(second, retry ? "retried" : "taken");
    }
}

TEST(TlsDecryptor, TrafficSecretsAloneDo) {
    TlsSetup setup;
    setup.version = 0x0304;
    TlsPair pair(setup);
    ASSERT_TRUE(pair.handshake());
    talk(pair);
    std::string some;
    for (std::size_t at = 0; at < pair.keyLog().size();) {
        const std::size_t end = pair.keyLog().find('\n', at) + 1;
        if (pair.keyLog().substr(at, end - at).find("TRAFFIC_SECRET_0") != std::string::npos)
            some += pair.keyLog().substr(at, end - at);
        at = end;
    }
    Gathered out;
    EXPECT_EQ(decryptFlights(pair.flights(), some, out).outcome, Outcome::readable);
    EXPECT_EQ(out.said[0], pair.said(0));
    EXPECT_EQ(out.said[1], pair.said(1));
}

TEST(TlsDecryptor, ALostPieceOfARecordLosesThatRecord) {
    TlsSetup setup;
    TlsPair pair(setup);
    ASSERT_TRUE(pair.handshake());
    pair.say(1, std::string(8000, 'a'));
    pair.say(1, std::string(8000, 'b'));
    decrypt::KeyLog keys;
    keys.add(asBytes(pair.keyLog()));
    decrypt::RecordScratch scratch;
    decrypt::TlsDecryptor decryptor(keys, scratch);
    Gathered out;
    std::uint64_t frame = 0;
    for (const auto& flight : pair.flights()) {
        const Bytes octets = flight.octets;
        if (&flight != &pair.flights().back()) {
            decryptor.data(flight.side, octets, {++frame, 0}, out);
            continue;
        }
        const std::size_t from = octets.size() - 2 * (8000 + 29) + 100;  // inside the first of both
        decryptor.data(1, octets.first(from), {++frame, 0}, out);
        decryptor.gap(1, 3000, out);
        decryptor.data(1, octets.subspan(from + 3000), {++frame, 0}, out);
    }
    EXPECT_EQ(decryptor.state().outcome, Outcome::readable);
    EXPECT_EQ(out.said[1], std::string(8000, 'b'));
    EXPECT_GT(out.missing[1], 0u);
    decryptor.gap(1, 100, out);
    EXPECT_EQ(decryptor.state().outcome, Outcome::gap);
    EXPECT_EQ(decryptor.state().frame, frame);
}

TEST(CipherSuites, OpenSslsOwnAreAllKnown) {
    EXPECT_NE(decrypt::findCipherSuite(0x1301), nullptr);
    EXPECT_EQ(decrypt::findCipherSuite(0x0000), nullptr);
    EXPECT_EQ(decrypt::findCipherSuite(0xffff), nullptr);
}

}  // namespace
