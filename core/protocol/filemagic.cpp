// SPDX-License-Identifier: GPL-3.0-or-later
// A table of marks; then, for what has none, words that scripts can hardly do without.
#include "core/protocol/filemagic.h"

#include <algorithm>
#include <string>

#include "core/base/text.h"

namespace weir::protocol {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t lookedAt = 4096;

struct Mark {
    std::size_t offset;
    std::string_view octets;
    FileKind kind;
};

constexpr Mark marks[] = {
    {0,
     "\x7f"
     "ELF"sv,
     {"elf", FileGroup::executable}},
    {0, "\xfe\xed\xfa\xce"sv, {"mach-o", FileGroup::executable}},
    {0, "\xfe\xed\xfa\xcf"sv, {"mach-o", FileGroup::executable}},
    {0, "\xce\xfa\xed\xfe"sv, {"mach-o", FileGroup::executable}},
    {0, "\xcf\xfa\xed\xfe"sv, {"mach-o", FileGroup::executable}},
    {0, "dex\n0"sv, {"dex", FileGroup::executable}},
    {0, "\0asm"sv, {"wasm", FileGroup::executable}},
    {0, "\x4c\0\0\0\x01\x14\x02\0"sv, {"lnk", FileGroup::executable}},
    {0, "FWS"sv, {"swf", FileGroup::executable}},
    {0, "CWS"sv, {"swf", FileGroup::executable}},
    {0, "ZWS"sv, {"swf", FileGroup::executable}},
    {0, "PK\x03\x04"sv, {"zip", FileGroup::archive}},
    {0, "PK\x05\x06"sv, {"zip", FileGroup::archive}},
    {0, "Rar!\x1a\x07"sv, {"rar", FileGroup::archive}},
    {0, "7z\xbc\xaf\x27\x1c"sv, {"7z", FileGroup::archive}},
    {0, "\x1f\x8b\x08"sv, {"gzip", FileGroup::archive}},
    {0, "BZh"sv, {"bzip2", FileGroup::archive}},
    {0,
     "\xfd"
     "7zXZ\0"sv,
     {"xz", FileGroup::archive}},
    {0, "\x28\xb5\x2f\xfd"sv, {"zstd", FileGroup::archive}},
    {0, "MSCF\0\0\0\0"sv, {"cab", FileGroup::archive}},
    {0, "ITSF"sv, {"chm", FileGroup::archive}},
    {257, "ustar"sv, {"tar", FileGroup::archive}},
    {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, {"ole", FileGroup::document}},
    {0, "%PDF-"sv, {"pdf", FileGroup::document}},
    {0, "{\\rt"sv, {"rtf", FileGroup::document}},
    {0, "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d"sv, {"onenote", FileGroup::document}},
    {0, "\x89PNG\r\n\x1a\n"sv, {"png", FileGroup::image}},
    {0, "\xff\xd8\xff"sv, {"jpeg", FileGroup::image}},
    {0, "GIF8"sv, {"gif", FileGroup::image}},
    {8, "WEBP"sv, {"webp", FileGroup::image}},
    {0, "\0\0\x01\0"sv, {"ico", FileGroup::image}},
    {4, "ftyp"sv, {"mp4", FileGroup::media}},
    {0, "ID3"sv, {"mp3", FileGroup::media}},
    {0, "OggS"sv, {"ogg", FileGroup::media}},
    {0, "\x1a\x45\xdf\xa3"sv, {"matroska", FileGroup::media}},
};

/// "MZ"; "pe" where its header is seen, or may lie beyond what is there.
FileKind dosOrPe(Bytes start) {
    ByteReader reader(start);
    reader.seek(0x3c);
    const std::uint32_t header = reader.u32le();
    if (!reader)
        return {"mz", FileGroup::executable};
    if (header > start.size() || start.size() - header < 4)
        return {header < 0x100000 && header >= 0x40 ? "pe"sv : "mz"sv, FileGroup::executable};
    const bool pe = asText(start.subspan(header, 4)) == "PE\0\0"sv;
    return {pe ? "pe"sv : "mz"sv, FileGroup::executable};
}

/// 0xcafebabe is a Java class, or a Mach-O of several architectures: a class has a version of 45 and more there.
FileKind javaOrMachO(Bytes start) {
    ByteReader reader(start);
    reader.skip(4);
    const std::uint32_t next = reader.u32();
    return reader && next < 40 ? FileKind{"mach-o", FileGroup::executable}
                               : FileKind{"java-class", FileGroup::executable};
}

/// ZIP by what its first entries are called.
FileKind zipKind(std::string_view start) {
    const auto holds = [&](std::string_view name) { return start.find(name) != std::string_view::npos; };
    if (holds("[Content_Types].xml") || holds("word/") || holds("xl/") || holds("ppt/"))
        return {"office-zip", FileGroup::document};
    if (holds("mimetypeapplication/vnd.oasis"))
        return {"opendocument", FileGroup::document};
    if (holds("META-INF/MANIFEST.MF"))
        return {"jar", FileGroup::executable};
    if (holds("AndroidManifest.xml"))
        return {"apk", FileGroup::executable};
    return {"zip", FileGroup::archive};
}

bool mostlyText(std::string_view start) {
    std::size_t odd = 0;
    for (const char c : start) {
        const auto octet = static_cast<unsigned char>(c);
        odd += octet < 9 || (octet > 13 && octet < 32) || octet == 127;
    }
    return !start.empty() && odd * 50 <= start.size();
}

/// UTF-16 without its high octets, as PowerShell and Windows write it; anything else stays as it is.
std::string narrowed(std::string_view start) {
    if (start.substr(0, 2) != "\xff\xfe")
        return std::string(start.substr(0, 3) == "\xef\xbb\xbf" ? start.substr(3) : start);
    std::string out;
    for (std::size_t i = 2; i + 1 < start.size(); i += 2) out += start[i + 1] == 0 ? start[i] : '?';
    return out;
}

FileKind textKind(std::string_view start) {
    const std::string text = lowered(narrowed(start));
    if (!mostlyText(text))
        return {};
    const auto count = [&](std::initializer_list<std::string_view> words) {
        return std::count_if(words.begin(), words.end(),
                             [&](std::string_view word) { return text.find(word) != std::string::npos; });
    };
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const std::string_view body =
        first == std::string::npos ? std::string_view{} : std::string_view(text).substr(first);
    if (body.substr(0, 2) == "#!")
        return {"script", FileGroup::script};
    if (count({"<hta:application"}) > 0)
        return {"hta", FileGroup::script};
    if (body.substr(0, 5) == "<?php")
        return {"php", FileGroup::script};
    if (body.substr(0, 9) == "@echo off" || body.substr(0, 8) == "@echo on")
        return {"batch", FileGroup::script, true};
    const bool markup = body.substr(0, 1) == "<";
    if (markup && (count({"<html", "<!doctype html", "<head", "<body", "<script"}) > 0))
        return {"html", FileGroup::text};
    if (body.substr(0, 5) == "<?xml")
        return count({"<scriptlet", "<registration"}) > 0 ? FileKind{"scriptlet", FileGroup::script, true}
                                                          : FileKind{"xml", FileGroup::text};
    if (markup)
        return {};
    if (count({"invoke-expression", "new-object", "net.webclient", "frombase64string", "-encodedcommand", "iex(",
               "iex (", "[system.", "[convert]::", "set-strictmode", "param(", "write-host", "start-process",
               "invoke-webrequest"}) >= 2)
        return {"powershell", FileGroup::script, true};
    if (count({"createobject(", "\ndim ", "\nset ", "end sub", "end function", "on error resume next", "wscript.",
               "chr("}) >= 3)
        return {"vbscript", FileGroup::script, true};
    if (count({"function ", "var ", "eval(", "document.", "window.", "activexobject", "unescape(", "fromcharcode", "=>",
               "return "}) >= 3)
        return {"javascript", FileGroup::script, true};
    if (body.substr(0, 1) == "{" || body.substr(0, 1) == "[")
        return {"json", FileGroup::text, true};
    return {};
}

}  // namespace

FileKind fileKind(Bytes start) {
    for (const Mark& mark : marks)
        if (start.size() >= mark.offset + mark.octets.size() &&
            asText(start.subspan(mark.offset, mark.octets.size())) == mark.octets)
            return mark.kind.name == "zip" ? zipKind(asText(start).substr(0, lookedAt)) : mark.kind;
    const std::string_view text = asText(start).substr(0, lookedAt);
    if (text.substr(0, 2) == "MZ")
        return dosOrPe(start);
    if (text.substr(0, 4) == "\xca\xfe\xba\xbe")
        return javaOrMachO(start);
    return textKind(text);
}

bool disguised(const FileKind& kind, std::string_view contentType) {
    if ((kind.group != FileGroup::executable && kind.group != FileGroup::script) || kind.guessed)
        return false;
    const std::string type = lowered(contentType.substr(0, 128));
    const auto starts = [&](std::string_view prefix) { return type.compare(0, prefix.size(), prefix) == 0; };
    if (starts("image/") || starts("audio/") || starts("video/") || starts("font/") || starts("application/pdf") ||
        starts("application/msword") || starts("application/vnd."))
        return !starts("application/vnd.microsoft.portable-executable") && !starts("application/vnd.android");
    // Scripts are texts: only a program may not say so.
    return kind.group == FileGroup::executable && (starts("text/") || starts("application/json"));
}

}  // namespace weir::protocol
