// SPDX-License-Identifier: GPL-3.0-or-later
// What was fetched: programs, scripts, archives and documents, types that lie, encoded and opaque bodies.
#include <algorithm>

#include "core/base/text.h"
#include "core/findings/findingbook.h"
#include "core/protocol/filemagic.h"
#include "core/protocol/http.h"

namespace weir::findings {
namespace {

/// The path's extension in lower case, without the dot; empty where there is none.
std::string extension(std::string_view target) {
    target = target.substr(0, target.find_first_of("?#"));
    const std::size_t slash = target.rfind('/');
    if (slash != std::string_view::npos)
        target.remove_prefix(slash + 1);
    const std::size_t dot = target.rfind('.');
    constexpr std::size_t longest = 8;
    return dot == std::string_view::npos || target.size() - dot > longest ? std::string{}
                                                                          : lowered(target.substr(dot + 1));
}

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> of) {
    return std::find(of.begin(), of.end(), text) != of.end();
}

enum class Goods { nothing, program, script, archive, document, installer };

Goods goodsOf(std::string_view kind, std::string_view extension, std::string_view type) {
    if (isOneOf(kind, {"pe", "mz", "elf", "mach-o", "dex", "lnk", "jar", "apk", "java-class"}))
        return Goods::program;
    if (isOneOf(kind, {"script", "hta", "php", "batch", "scriptlet", "powershell", "vbscript"}))
        return Goods::script;
    if (kind == "ole" && (isOneOf(extension, {"msi", "msp"}) || type.find("msi") != std::string_view::npos))
        return Goods::installer;
    if (isOneOf(kind, {"zip", "rar", "7z", "cab", "chm", "tar", "xz", "bzip2"}))
        return Goods::archive;
    if (isOneOf(kind, {"ole", "office-zip", "rtf", "onenote"}))
        return Goods::document;
    return Goods::nothing;
}

/// Whether the name or the type says that a program would be something harmless.
bool lies(std::string_view extension, std::string_view type) {
    if (isOneOf(extension,
                {"jpg", "jpeg", "png", "gif", "bmp", "ico",  "txt", "css", "js",  "html", "htm", "php",  "pdf",
                 "doc", "xls",  "mp3", "mp4", "avi", "woff", "ttf", "dat", "bmp", "svg",  "xml", "json", "asp"}))
        return !isOneOf(extension, {"php", "asp"});
    for (const std::string_view harmless :
         {"image/", "audio/", "video/", "text/", "font/", "application/pdf", "application/json",
          "application/javascript", "application/msword", "application/xml"}) {
        if (type.starts_with(harmless))
            return true;
    }
    return false;
}

/// A program or script by its name alone: the answer is not seen, refuses, or is cut off. What is answered is judged by
/// its octets.
bool asksForProgram(const traffic::SnapshotData& state, const traffic::HttpRow& row) {
    return (row.bodyShape == protocol::BodyShape::none || row.status >= 400) && !state.texts[row.target].empty() &&
           isOneOf(extension(state.texts[row.target]), {"exe", "dll", "scr", "ps1", "vbs", "hta", "bat", "msi", "jar",
                                                        "jse", "wsf", "cpl", "sct", "elf", "sh"}) &&
           familiarity(protocol::hostName(state.texts[row.host])) != Familiarity::familiar;
}

std::string sizeOf(const traffic::HttpRow& row) {
    return row.bodyOctets > 0 ? " of " + sized(static_cast<std::uint64_t>(row.bodyOctets)) : "";
}

}  // namespace

void findFiles(FindingBook& book) {
    const traffic::SnapshotData& state = book.state;
    const double largeBody = book.setting("opaque", "bytes");
    for (std::uint32_t i = 0; i < state.inspected.http.size(); ++i) {
        const traffic::HttpRow& row = state.inspected.http[i];
        const traffic::Flow& flow = state.flows[index(row.flow)];
        const Server* server = book.servers.find(flow.address[flow.server()]);
        if (server && asksForProgram(state, row))
            book.add(*server,
                     {"program-asked",
                      1,
                      "asked for a program: " + book.text(flow.address[flow.client]) + " asked for http://" +
                          book.shown(row.host) + book.shown(row.target) + ", a program by its name" +
                          (row.status == 0 ? ", and no answer was seen" : ", answered " + std::to_string(row.status)),
                      row.frame,
                      flow.packets(),
                      {Trace::To::flow, index(row.flow)}});
        if (!server || row.bodyShape == protocol::BodyShape::none || (row.status != 200 && row.status != 206))
            continue;
        const std::string_view kind = state.texts[row.fileKind];
        const std::string type = lowered(state.texts[row.contentType]);
        const std::string ending = extension(state.texts[row.target]);
        const std::string from = " by " + book.text(flow.address[flow.client]) + " from " + book.shownUrl(row);
        const auto add = [&](std::string reason, double strength, std::string why) {
            book.add(*server, {std::move(reason),
                               strength,
                               std::move(why),
                               row.frame,
                               flow.packets(),
                               {Trace::To::flow, index(row.flow)}});
        };
        const std::string claimed = type.empty() ? "" : ", declared as " + book.shown(row.contentType);
        const Goods goods = goodsOf(kind, ending, type);
        const std::string what = std::string(kind) + sizeOf(row);
        const bool familiar = server->isFamiliar() || familiarity(state.texts[row.host]) == Familiarity::familiar;
        switch (goods) {
            case Goods::program:
                if (familiar && !lies(ending, type)) {
                    add("familiar-download", 1, "download: " + what + from);
                    break;
                }
                add("download", 1, "download: a program, " + what + from + claimed);
                if (lies(ending, type))
                    add("disguise", 1, "disguised: a program, " + what + from + claimed + ", which it is not");
                break;
            case Goods::installer:
                add(familiar ? "familiar-download" : "download", 1, "download: an installer, " + what + from);
                break;
            case Goods::script:
                if (!familiar)
                    add("script", 1, "download: a script, " + what + from + claimed);
                break;
            case Goods::archive:
                add("archive", 1, "download: an archive, " + what + from + claimed);
                break;
            case Goods::document:
                add("document", 1, "download: a document that may hold macros, " + what + from + claimed);
                break;
            case Goods::nothing:
                break;
        }
        if (row.bodyShape == protocol::BodyShape::encodedProgram)
            add("encoded-program", 1,
                "download: a program in disguise, written as text" + sizeOf(row) + from + claimed);
        const bool media = type.starts_with("audio/") || type.starts_with("video/") || type.starts_with("font/") ||
                           type.find("ocsp") != std::string::npos || type.find("x-flv") != std::string::npos;
        const auto bytes = row.bodyOctets >= 0 ? static_cast<double>(row.bodyOctets)
                                               : static_cast<double>(flow.way[flow.server()].bytes);
        if (row.bodyShape == protocol::BodyShape::opaque && !media && bytes >= largeBody)
            add("opaque", 1,
                "download: bytes of no known format" + sizeOf(row) + from + claimed +
                    ": encrypted, or packed in an own way");
    }
}

}  // namespace weir::findings
