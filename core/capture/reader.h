// SPDX-License-Identifier: GPL-3.0-or-later
// Opening captures: classic pcap and pcapng, compressed or not, several as one, standard input.
//
// Formats: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng. Own bounded readers, because libpcap gives up on several
// link types or snap lengths, on mixed byte orders and on compression.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/address.h"
#include "core/base/frame.h"
#include "core/base/result.h"
#include "core/capture/batch.h"

namespace weir::capture {

/// A name that a pcapng Name Resolution Block gives an address.
struct NameRecord {
    IpAddress address;
    std::string name;
};

/// Where a file's frames begin, among those of all files.
struct FileStart {
    std::uint64_t frame = 0;  ///< number of its first frame
    std::int64_t time = 0;    ///< of that frame
};

/// What is known of the input so far. Grows while reading; complete once `Reader::next` has returned false.
struct CaptureInfo {
    std::vector<std::string> files;
    std::vector<FileStart> starts;          ///< of files with frames, in their order
    std::vector<std::string> formats;       ///< "pcap", "pcap (nanosecond)", "pcapng", … distinct, in order
    std::vector<std::string> compressions;  ///< "gzip", "zstd", "lz4"; distinct, in order; empty where none
    std::vector<std::uint16_t> linkTypes;   ///< distinct, in order of first appearance
    std::uint64_t interfaces = 0;
    std::uint64_t sections = 0;         ///< pcapng sections; 1 for each classic header
    std::uint64_t bytesTotal = 0;       ///< octets of the input as stored; 0 where not known (standard input)
    std::vector<NameRecord> names;      ///< capped at 1,000,000 and at 64 MiB of text
    std::vector<std::string> comments;  ///< section comments, capped at 1,000 and at 1 MiB; not trusted
    std::uint64_t secretsBlocks = 0;    ///< Decryption Secrets Blocks seen; never shown, kept in slices
    /// Those of them that are TLS key logs, as they are; capped at 64 MiB. For decryption alone.
    std::vector<std::shared_ptr<const std::vector<std::uint8_t>>> tlsKeyLogs;
    std::optional<Error> problem;          ///< the first damage; everything before it was read
    std::vector<Error> problems;           ///< what is wrong with each file of which anything is, in their order
    std::uint64_t droppedByInterface = 0;  ///< isb_ifdrop + isb_osdrop, from Interface Statistics Blocks
};

/// A frame read again, owning its octets.
struct StoredFrame {
    std::vector<std::uint8_t> storage;
    Frame frame;
};

/// What a slice must begin with so that some record of the same section can follow: the classic file header; or the
/// section header block (its section length made "unknown"), the interfaces that the section describes before the
/// record, and all its name resolution and decryption secrets blocks, in file order.
struct SlicePreamble {
    enum class Format { pcap, pcapng };
    Format format = Format::pcap;
    std::uint64_t section = 0;  ///< equal for frames of the same section, and for no others
    std::vector<std::uint8_t> octets;
};

/// Reads frames again by position, from the files or, for compressed input and standard input, from a spool (an
/// unlinked temporary file). Thread-safe. Nothing if the file changed underneath or can no longer be read. A frame
/// flagged `noTime` comes back with time 0.
class FrameStore {
public:
    virtual ~FrameStore() = default;
    virtual std::optional<StoredFrame> read(std::uint64_t position) const = 0;
    /// The raw record (pcapng block or pcap record with its header) at `position`, for slices.
    virtual std::optional<std::vector<std::uint8_t>> readRecord(std::uint64_t position) const = 0;
    /// Identity of the section that holds the record at `position`: cheap, to ask for every frame of a slice.
    virtual std::optional<std::uint64_t> section(std::uint64_t position) const = 0;
    /// What must come before that record. At most 64 MiB; nothing past that.
    virtual std::optional<SlicePreamble> preamble(std::uint64_t position) const = 0;
    /// What else must come before the record at `later`, where the one at `position`, of the same section, has come:
    /// interfaces that are described between them. Mostly empty and cheap; at most 64 MiB.
    virtual std::optional<std::vector<std::uint8_t>> interfacesBetween(std::uint64_t position,
                                                                       std::uint64_t later) const = 0;
};

struct OpenOptions {
    bool keepSpool = true;                          ///< write what cannot be read twice to a spool
    std::size_t batchBytes = std::size_t{1} << 20;  ///< about how many octets a batch holds
    std::uint64_t maximumDecompressed = std::uint64_t{64} << 30;
    std::size_t leastRead = std::size_t{64} << 10;  ///< octets that are read at once, whatever a batch holds
    unsigned maximumRatio = 200;                    ///< decompressed : compressed, checked after 64 MiB; 0: no limit
};

/// Reads the given captures one after another as one. Not thread-safe; may move between threads under a lock.
class Reader {
public:
    virtual ~Reader() = default;
    /// "-" is standard input. A file that cannot be read (not found, not permitted, a directory, a device, or not a
    /// capture) is among `info().problems`, wherever it stands; an error only if none can be read.
    static Result<std::unique_ptr<Reader>> open(std::vector<std::string> paths, OpenOptions options = {});

    /// Fills `batch` with the next frames, in file order. False when there are none left (the batch is then empty). A
    /// batch without frames may come before that, where the input goes on for MiBs without one.
    virtual bool next(Batch& batch) = 0;
    virtual const CaptureInfo& info() const = 0;
    /// May be called at any time; serves every frame that `next` has handed out. Null without a spool for input that
    /// needs one.
    virtual std::shared_ptr<const FrameStore> frames() const = 0;
};

/// libpcap's name of a link type ("EN10MB"), or its number where it has none.
std::string linkTypeName(std::uint16_t linkType);
/// A link type as files of old or foreign systems have it, made the LINKTYPE_ value of today: raw IP as 12 or 14 is
/// 101.
std::uint16_t normalisedLinkType(std::uint16_t linkType);
/// The DLT_ value that libpcap on this system wants for a LINKTYPE_ value.
int dataLinkOf(std::uint16_t linkType);

}  // namespace weir::capture
