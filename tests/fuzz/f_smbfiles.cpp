// SPDX-License-Identifier: GPL-3.0-or-later
// Files that go over SMB2 are the same in whichever pieces the messages come.
#include "core/files/smbfiles.h"
#include "fuzz/fuzz.h"
#include "tests/support/analyzed.h"

namespace weir::fuzz {
namespace {

/// Messages as an input describes them: NetBIOS and SMB2 headers that fit, with a body of anybody's.
std::vector<std::uint8_t> messages(Input& from, bool response) {
    static constexpr std::uint8_t commands[] = {3, 5, 6, 8, 9, 14};
    std::vector<std::uint8_t> out;
    for (unsigned left = from.u8() % 12; left > 0; --left) {
        const std::uint8_t command = commands[from.u8() % std::size(commands)],
                           number = static_cast<std::uint8_t>(from.u8() % 16);
        const Bytes body = from.part();
        std::uint8_t header[64] = {0xfe, 'S', 'M', 'B', 64};
        header[12] = command;
        header[16] = response ? 1 : 0;
        header[24] = number;
        header[36] = static_cast<std::uint8_t>(from.u8() % 4);
        const std::size_t size = sizeof header + body.size();
        const std::uint8_t length[] = {0, 0, static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)};
        out.insert(out.end(), std::begin(length), std::end(length));
        out.insert(out.end(), std::begin(header), std::end(header));
        out.insert(out.end(), body.begin(), body.end());
    }
    return out;
}

/// Where the messages are said to have gone.
const traffic::SnapshotData& conversation() {
    static const traffic::Snapshot snapshot =
        test::analyzed(test::TcpConversation("10.0.0.1", 40000, "10.0.0.2", 445).handshake().frames());
    return *snapshot;
}

std::string read(const std::vector<std::uint8_t> (&said)[2], Bytes lengths) {
    std::vector<files::FileRecord> found;
    files::SmbFiles source({conversation(), traffic::FlowId{0}, 0, traffic::Protection::none, found});
    for (const int role : {0, 1}) {
        const auto give = [&](Bytes piece) { source.data(role, piece, 1, 0); };
        if (lengths.empty())
            give(said[role]);
        else
            inPieces(said[role], lengths, give);
    }
    source.end();
    std::string out;
    for (const files::FileRecord& each : found)
        out += each.name + ' ' + each.url + ' ' + std::to_string(each.bytes) + ' ' + each.sha256 + ' ' +
               each.incomplete + '\n';
    return out;
}

}  // namespace

void smbFiles(Bytes input) {
    Input from(input);
    const bool anything = (from.u8() & 1) != 0;
    const Bytes lengths = from.part();
    std::vector<std::uint8_t> said[2];
    for (const int role : {0, 1}) {
        if (anything) {
            const Bytes octets = from.longPart();
            said[role].assign(octets.begin(), octets.end());
        } else {
            said[role] = messages(from, role == 1);
        }
    }
    static constexpr std::uint8_t octet[] = {1};
    check(read(said, {}) == read(said, lengths.empty() ? Bytes(octet) : lengths),
          "pieces change nothing of SMB2 files");
}

}  // namespace weir::fuzz
