// SPDX-License-Identifier: GPL-3.0-or-later
// A table of marks. The facts are the formats' own pages, Wireshark's wiretap for captures and file(1) for the rest.
#include "core/capture/foreignfile.h"

#include <algorithm>

#include "core/base/error.h"

namespace weir::capture {
namespace {

using namespace std::string_view_literals;

constexpr auto unpack = "unpack it and open the captures inside"sv;
constexpr auto unlock = "unpack it with its password and open the captures inside"sv;
constexpr auto decompress = "decompress it first"sv;
constexpr auto convert = "convert it with Wireshark: editcap -F pcapng IN OUT"sv;
constexpr auto decrypt = "decrypt it first"sv;

struct Mark {
    std::size_t offset;
    std::string_view octets;
    ForeignKind kind;
};

constexpr Mark marks[] = {
    // Archives.
    {0, "PK\x03\x04"sv, {"a ZIP archive", unpack}},
    {0, "PK\x05\x06"sv, {"an empty ZIP archive", ""}},
    {0, "PK\x07\x08"sv, {"a part of a ZIP archive in several volumes", unpack}},
    {0, "PK00PK\x03\x04"sv, {"a ZIP archive", unpack}},
    {0, "7z\xbc\xaf\x27\x1c"sv, {"a 7-Zip archive", unpack}},
    {0, "Rar!\x1a\x07"sv, {"a RAR archive", unpack}},
    {0, "RE~^"sv, {"a RAR archive", unpack}},
    {257, "ustar"sv, {"a tar archive", unpack}},
    {0, "MSCF\0\0\0\0"sv, {"a Windows cabinet (CAB) archive", unpack}},
    {0, "!<arch>\n"sv, {"an ar archive or Debian package", unpack}},
    {0, "070701"sv, {"a cpio archive", unpack}},
    {0, "070702"sv, {"a cpio archive", unpack}},
    {0, "070707"sv, {"a cpio archive", unpack}},
    {0, "\xc7\x71"sv, {"a cpio archive", unpack}},
    {2, "-lh5-"sv, {"an LHA archive", unpack}},
    {7, "**ACE**"sv, {"an ACE archive", unpack}},
    {0, "\xed\xab\xee\xdb"sv, {"an RPM package", unpack}},
    // Compressions that are not read here.
    {0,
     "\xfd"
     "7zXZ\0"sv,
     {"xz data", "decompress it first: xz -d"}},
    {0, "BZh"sv, {"bzip2 data", "decompress it first: bzip2 -d"}},
    {0, "LZIP"sv, {"lzip data", decompress}},
    {0, "\x5d\0\0"sv, {"LZMA data", "decompress it first: xz -d"}},
    {0, "\x89LZO\0\r\n\x1a\n"sv, {"lzop data", decompress}},
    {0, "\x1f\x9d"sv, {"compress (.Z) data", "decompress it first: gzip -d"}},
    {0, "\x1f\xa0"sv, {"compress (.Z) data", "decompress it first: gzip -d"}},
    {0, "\x1f\x1e"sv, {"pack (.z) data", "decompress it first: gzip -d"}},
    {0, "\x02\x21\x4c\x18"sv, {"lz4 data in the legacy format", "decompress it first: lz4 -d"}},
    {0, "\xff\x06\0\0sNaPpY"sv, {"Snappy data", decompress}},
    // Encrypted.
    {0, "Salted__"sv, {"encrypted (OpenSSL)", decrypt}},
    {0, "age-encryption.org/"sv, {"encrypted (age)", decrypt}},
    {0, "-----BEGIN PGP MESSAGE-----"sv, {"encrypted (OpenPGP)", decrypt}},
    {0, "-----BEGIN AGE ENCRYPTED FILE-----"sv, {"encrypted (age)", decrypt}},
    // Captures of other programs.
    {0, "RTSS"sv, {"a capture of Microsoft Network Monitor", convert}},
    {0, "GMBU"sv, {"a capture of Microsoft Network Monitor", convert}},
    {0, "snoop\0\0\0"sv, {"a Solaris snoop capture", convert}},
    {0, "btsnoop\0"sv, {"a Bluetooth btsnoop capture", convert}},
    {0, "iptrace 1.0"sv, {"an AIX iptrace capture", convert}},
    {0, "iptrace 2.0"sv, {"an AIX iptrace capture", convert}},
    {0, "TRSNIFF data    \x1a"sv, {"a capture of Network General's Sniffer", convert}},
    {0, "XCP\0"sv, {"a capture of NetXRay or Windows Sniffer", convert}},
    {0, "\x05VNF"sv, {"a Visual Networks capture", convert}},
    {0, "\xaa\xaa\xaa\xaa"sv, {"a 5View capture", convert}},
    {0, "\x7fver"sv, {"a capture of OmniPeek", convert}},
    {0, "ObserverPktBufferVersion="sv, {"a capture of Network Instruments' Observer", convert}},
    {0, "TR\0d\0"sv, {"an HP-UX nettl trace", convert}},
    {0, "EyeSDN"sv, {"an EyeSDN trace", convert}},
    {0, "V0208"sv, {"an Aethra Telecommunications trace", convert}},
    {0, "\0\0\x02\0\x12\x05\0\x10"sv, {"a Tektronix K12 trace", convert}},
    {0, "cpse"sv, {"a capture of Colasoft Capsa", convert}},
    {0, "\x0c\xa5"sv, {"a file of flow records (nfdump), which holds no packets", ""}},
    {0, "\xa5\x0c"sv, {"a file of flow records (nfdump), which holds no packets", ""}},
    {0, "\xde\xad\xbe\xef"sv, {"a file of flow records (SiLK), which holds no packets", ""}},
    // What has been done to a capture on its way.
    {0, "\r\n\r\r\r\n"sv, {"what a transfer in text mode makes of a pcapng file", "transfer it again in binary mode"}},
    {0, "\xef\xbf\xbd\xef\xbf\xbd"sv, {"what reading as text makes of a binary file", "get it again in binary mode"}},
    {0,
     "\xef\xbf\xbd\xc3\xb2\xef\xbf\xbd"sv,
     {"what reading as text makes of a pcap file", "get it again in binary mode"}},
    {0, "M<\xef\xbf\xbd\xef\xbf\xbd"sv, {"what reading as text makes of a pcap file", "get it again in binary mode"}},
    {0,
     "\xc3\x94\xc3\x83\xc2\xb2\xc2\xa1"sv,
     {"what reading as text makes of a pcap file", "get it again in binary mode"}},
    {0,
     "\0\x05\x16\x07"sv,
     {"what macOS keeps beside a file (\"._NAME\")", "open the file of that name without the \"._\""}},
    {0,
     "\0\0\0\x01"
     "Bud1"sv,
     {"what macOS keeps of a folder (.DS_Store)", ""}},
    {0, "L\0\0\0\x01\x14\x02\0"sv, {"a Windows shortcut", "open the file it leads to"}},
    {0, "version https://git-lfs.github.com/spec/"sv, {"a Git LFS pointer", "get the file itself: git lfs pull"}},
    {0, "version https://hawser.github.com/spec/"sv, {"a Git LFS pointer", "get the file itself: git lfs pull"}},
    {0, "/annex/objects/"sv, {"a git-annex pointer", "get the file itself: git annex get"}},
    {0, "HTTP/1."sv, {"an HTTP response with its header", "save its body alone"}},
    // Anything else that is met where captures are.
    {0, "%PDF-"sv, {"a PDF document", ""}},
    {0,
     "\x7f"
     "ELF"sv,
     {"an ELF program", ""}},
    {0, "MZ"sv, {"a Windows program (PE)", ""}},
    {0, "\xfe\xed\xfa\xce"sv, {"a macOS program", ""}},
    {0, "\xfe\xed\xfa\xcf"sv, {"a macOS program", ""}},
    {0, "\xce\xfa\xed\xfe"sv, {"a macOS program", ""}},
    {0, "\xcf\xfa\xed\xfe"sv, {"a macOS program", ""}},
    {0, "\xca\xfe\xba\xbe"sv, {"a Java class or macOS program", ""}},
    {0, "ElfFile\0"sv, {"a Windows event log (EVTX)", ""}},
    {0, "SQLite format 3\0"sv, {"an SQLite database", ""}},
    {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, {"a Microsoft Office or installer file (OLE)", ""}},
    {0, "{\\rtf"sv, {"an RTF document", ""}},
    {0, "MDMP"sv, {"a memory dump", ""}},
    {0, "PAGEDU"sv, {"a memory dump", ""}},
    {0, "\x89PNG\r\n\x1a\n"sv, {"a PNG image", ""}},
    {0, "\xff\xd8\xff"sv, {"a JPEG image", ""}},
    {0, "GIF8"sv, {"a GIF image", ""}},
};

bool has(Bytes head, const Mark& mark) {
    return asText(head).substr(std::min(mark.offset, head.size())).starts_with(mark.octets);
}

/// The general purpose bit 0 of a ZIP archive's first entry: encrypted (APPNOTE 4.4.4).
bool lockedZip(Bytes head) { return head.size() > 6 && asText(head).starts_with("PK\x03\x04") && (head[6] & 1) != 0; }

/// pcapng whose CR LF became LF: the section header's length and byte-order magic stand an octet too early.
bool strippedPcapng(Bytes head) {
    const std::string_view text = asText(head);
    const std::string_view magic = text.substr(std::min<std::size_t>(7, text.size()), 4);
    return text.starts_with("\n\r\n"sv) && (magic == "\x4d\x3c\x2b\x1a"sv || magic == "\x1a\x2b\x3c\x4d"sv);
}

}  // namespace

ForeignKind foreignByMark(Bytes head) {
    if (lockedZip(head))
        return {"a password-protected ZIP archive", unlock};
    if (strippedPcapng(head))
        return {"what a transfer in text mode makes of a pcapng file", "transfer it again in binary mode"};
    const auto found =
        std::find_if(std::begin(marks), std::end(marks), [&](const Mark& mark) { return has(head, mark); });
    return found == std::end(marks) ? ForeignKind{} : found->kind;
}

std::string foreignFile(Bytes head, std::string_view compression) {
    ForeignKind kind = foreignByMark(head);
    if (kind.what.empty())
        kind = foreignByStructure(head);
    if (kind.what.empty())
        kind = foreignText(head);
    if (kind.what.empty())
        return Error::sentence("not a capture (no pcap or pcapng magic)");
    std::string out = "is " + std::string(kind.what);
    if (!compression.empty())
        out.append(" inside ").append(compression);
    out += ", not a pcap or pcapng file";
    if (!kind.mend.empty())
        out.append("; ").append(kind.mend);
    return out;
}

}  // namespace weir::capture
