// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/packets.h"

#include <array>
#include <cstdio>
#include <fstream>

#include "core/base/foreigntext.h"
#include "core/base/text.h"
#include "core/capturetables/tableinfo.h"
#include "core/detail/decrypted.h"
#include "core/detail/layers.h"
#include "core/extract/follow.h"
#include "core/extract/slice.h"
#include "core/files/savefiles.h"
#include "core/zeek/readlogs.h"

namespace weir::cli {
namespace {

Error noFrame(const traffic::SnapshotData& state, std::uint64_t number) {
    if (zeek::isOfLogs(state))
        return Error{"what is read are logs of Zeek, which hold no packets"};
    return Error{"frame " + std::to_string(number) + " is not there or cannot be read again; the capture has " +
                 std::to_string(traffic::progressOf(state).frames) + " frames"};
}

std::string endpoint(const traffic::SnapshotData& state, const traffic::Flow& flow, int side) {
    const std::string address = state.address(flow.address[side]).toString();
    return flow.hasPorts ? address + ' ' + std::to_string(flow.port[side]) : address;
}

void appendLines(std::string& out, const char* mark, std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (end != std::string_view::npos && line.ends_with('\r'))
            line.remove_suffix(1);
        out += mark;
        appendPrintable(out, line);
        out += '\n';
    }
}

std::string missingText(std::uint64_t octets) {
    return "! " + std::to_string(octets) + (octets == 1 ? " byte is" : " bytes are") + " missing\n";
}

}  // namespace

Result<std::string> packetText(const traffic::SnapshotData& state, std::uint64_t number) {
    const auto stored = extract::frameNumbered(state, number);
    if (!stored)
        return noFrame(state, number);
    std::string out;
    std::vector<detail::Field> layers = detail::layersOf(stored->frame, number);
    const std::vector<std::uint8_t> plain = extract::decryptedIn(state, number);
    if (!plain.empty())
        layers.push_back(detail::decryptedLayer(plain));
    appendLines(out, "", detail::treeText(layers));
    out += '\n' + detail::hexDump(stored->frame.bytes());
    return plain.empty() ? out : out + "\ndecrypted\n" + detail::hexDump(plain);
}

Result<std::string> conversationText(const traffic::SnapshotData& state, std::uint64_t number) {
    if (!extract::frameNumbered(state, number))
        return noFrame(state, number);
    const auto id = extract::flowOfFrame(state, number);
    if (!id)
        return Error{"frame " + std::to_string(number) + " belongs to no conversation: it is not IP"};
    const auto followed = extract::follow(state, *id);
    if (!followed)
        return followed.error();
    const extract::Followed& said = followed.value();
    const traffic::Flow& flow = state.flows[index(*id)];
    std::string out = "client " + endpoint(state, flow, flow.client) + ", " + std::to_string(said.octets[flow.client]) +
                      " bytes\nserver " + endpoint(state, flow, flow.server()) + ", " +
                      std::to_string(said.octets[flow.server()]) + " bytes\n";
    std::string run;  // text that one side sent without the other coming between
    const auto flush = [&](int side) {
        appendLines(out, side == flow.client ? "> " : "< ", run);
        run.clear();
    };
    const extract::FollowedPiece* last = nullptr;
    for (const extract::FollowedPiece& piece : said.pieces) {
        const bool turns = last == nullptr || last->side != piece.side || last->connection != piece.connection ||
                           last->decrypted != piece.decrypted;
        if (last != nullptr && (turns || piece.gap > 0))
            flush(last->side);
        if (last != nullptr && last->connection != piece.connection)
            out += "\n! another connection between the same ports\n";
        if (turns)
            out += '\n' + std::string(piece.side == flow.client ? "client" : "server") + ", frame " +
                   std::to_string(piece.frame) + ", " + isoTimeText(piece.time) +
                   (piece.decrypted ? ", decrypted" : "") + '\n';
        if (piece.gap > 0)
            out += missingText(piece.gap);
        run.append(asText(piece.octets));
        last = &piece;
    }
    if (last != nullptr)
        flush(last->side);
    if (said.capped)
        out += "! more was said than is shown\n";
    if (said.unreadable > 0)
        out += "! packets that can no longer be read: " + std::to_string(said.unreadable) + '\n';
    if (said.fragments > 0)
        out += "! IP fragments, not put together: " + std::to_string(said.fragments) + '\n';
    return out;
}

bool canSlice(const Arguments& arguments) {
    return arguments.baseline.empty() &&
           (!arguments.tableGiven || capturetables::tableInfo(arguments.table.name).canSlice());
}

std::optional<Error> saveFiles(const Arguments& arguments, const traffic::SnapshotData& state,
                               const table::Rows& rows) {
    const std::vector<files::FileRecord> all = files::findFiles(state);
    std::vector<files::FileRecord> wanted;
    for (const std::uint32_t row : rows)
        if (row < all.size())
            wanted.push_back(all[row]);
    // The archive is made beside, so that what is there stays until it is whole.
    const std::string made = arguments.saveFiles + ".part";
    if (const auto saved = files::saveFiles(state, wanted, made, files::usualPassword); !saved)
        return saved.error();
    const Result<void> written =
        exporting::writeFileWhole(arguments.saveFiles, arguments.inputs(), [&](const exporting::Sink& sink) {
            std::ifstream in(made, std::ios::binary);
            std::array<char, 65536> buffer;
            while (in.read(buffer.data(), buffer.size()), in.gcount() > 0)
                if (!sink(std::string_view(buffer.data(), static_cast<std::size_t>(in.gcount()))))
                    return false;
            return in.eof();
        });
    std::remove(made.c_str());
    return written.problem();
}

std::optional<Error> writeSlice(const Arguments& arguments, const traffic::SnapshotData& state,
                                const table::Table& table, const table::Rows& rows) {
    const extract::PacketRows packets =
        arguments.tableGiven ? extract::packetsOf(state, arguments.table, extract::subjectsOf(table, rows))
                             : extract::allPackets(state);
    std::optional<Error> problem;
    bool sinkFailed = false;
    const auto done =
        exporting::writeFileWhole(arguments.writeSlice, arguments.inputs(), [&](const exporting::Sink& sink) {
            const auto written = extract::writeSlice(state, packets, [&](std::string_view octets) {
                sinkFailed = !sink(octets);
                return !sinkFailed;
            });
            if (!written)
                problem = written.error();
            return written.ok();
        });
    // Why the packets cannot be read is the better reason than that the file was given up for it.
    return problem && !sinkFailed ? problem : done.problem();
}

}  // namespace weir::cli
