// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP/1: requests and responses that an input describes are the same exchanges in whichever segments they come.
#include "core/engine/httptracker.h"
#include "fuzz/fuzz.h"

namespace weir::fuzz {
namespace {

std::string oneWord(Bytes octets) {
    std::string out;
    for (const std::uint8_t octet : octets) out += static_cast<char>('!' + octet % 94);
    return out;
}

std::string anyLine(Bytes octets) {
    std::string out(asText(octets));
    for (char& c : out) c = c == '\r' || c == '\n' ? 'x' : c;
    return out;
}

/// A body, said by its length or in chunks, behind the end of the head.
std::string withBody(std::string head, unsigned kind, Bytes body, Input& from) {
    if (kind == 0)
        return head + "Content-Length: 0\r\n\r\n";
    if (kind == 1)
        return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(asText(body));
    head += "Transfer-Encoding: chunked\r\n\r\n";
    while (!body.empty()) {
        const Bytes chunk = body.first(std::min<std::size_t>(from.u8() + 1, body.size()));
        char size[8];
        std::snprintf(size, sizeof size, "%zx", chunk.size());
        head += size + std::string("\r\n") + std::string(asText(chunk)) + "\r\n";
        body = body.subspan(chunk.size());
    }
    return head + "0\r\n\r\n";
}

struct Talk {
    std::string client, server;
};

Talk talk(Input& from) {
    static constexpr std::string_view methods[] = {"GET", "POST", "HEAD", "PUT", "BCOPY", "UNLOCK", "x-y", "OPTIONS"};
    static constexpr int statuses[] = {200, 204, 304, 404, 206, 500};
    Talk out;
    for (unsigned left = from.u8() % 6 + 1; left > 0; --left) {
        const std::string_view method = methods[from.u8() % std::size(methods)];
        std::string head = std::string(method) + " /" + oneWord(from.part()) + " HTTP/1.1\r\n";
        for (unsigned lines = from.u8() % 4; lines > 0; --lines)
            head += (lines == 1 ? "Host: " : lines == 2 ? "Content-Type: " : "X-A: ") + anyLine(from.part()) + "\r\n";
        const unsigned kind = from.u8() % 3;
        out.client += withBody(head, kind, from.part(), from);

        const int status = statuses[from.u8() % std::size(statuses)];
        head = "HTTP/1.1 " + std::to_string(status) + " X\r\nServer: " + anyLine(from.part()) + "\r\n";
        const bool bare = method == "HEAD" || status == 204 || status == 304;
        const Bytes body = from.part();
        out.server += bare ? head + "\r\n" : withBody(head, from.u8() % 3, body, from);
    }
    return out;
}

std::vector<engine::HttpExchange> read(const Talk& said, Bytes lengths) {
    engine::HttpTracker tracker;
    std::vector<engine::HttpExchange> out;
    for (const int side : {0, 1}) {
        const Bytes octets = asBytes(side == 0 ? said.client : said.server);
        const auto give = [&](Bytes piece) { tracker.data(side, piece, 1, 0); };
        if (lengths.empty())
            give(octets);
        else
            inPieces(octets, lengths, give);
        for (engine::HttpExchange& each : tracker.take()) out.push_back(std::move(each));
    }
    tracker.close();
    for (engine::HttpExchange& each : tracker.take()) out.push_back(std::move(each));
    return out;
}

void checkSame(const std::vector<engine::HttpExchange>& whole, const std::vector<engine::HttpExchange>& cut) {
    check(whole.size() == cut.size(), "segments change no number of exchanges");
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const engine::HttpExchange &a = whole[i], &b = cut[i];
        check(a.method == b.method && a.target == b.target && a.host == b.host && a.status == b.status &&
                  a.contentType == b.contentType && a.bodyStart == b.bodyStart && a.bodyOctets == b.bodyOctets &&
                  a.credentials == b.credentials && a.credentialsKind == b.credentialsKind && a.attack == b.attack,
              "segments change nothing of an exchange");
    }
}

}  // namespace

void http1(Bytes input) {
    Input from(input);
    const bool anything = (from.u8() & 1) != 0;
    const Bytes lengths = from.part();
    if (anything) {  // no promise but to end
        Talk said;
        said.client = asText(from.longPart());
        said.server = asText(from.rest());
        read(said, lengths);
        return;
    }
    const Talk said = talk(from);
    static constexpr std::uint8_t octet[] = {1};
    const auto whole = read(said, {});
    checkSame(whole, read(said, lengths.empty() ? Bytes(octet) : lengths));
    check(!whole.empty() && whole[0].status != 0, "what was asked was answered");
}

}  // namespace weir::fuzz
