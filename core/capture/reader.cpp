// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the captures one after another and fills batches from them.
#include "core/capture/reader.h"

#include <sys/stat.h>

#include "core/capture/bytesource.h"
#include "core/capture/decompressor.h"
#include "core/capture/framestore.h"
#include "core/capture/inputlog.h"
#include "core/capture/pcapngreader.h"
#include "core/capture/pcapreader.h"

namespace weir::capture {
namespace {

constexpr std::size_t leastRead = std::size_t{64} << 10;
constexpr std::size_t filesKeptOpen = 100;  // for re-reading; the soft limit of a process is often 1,024 descriptors

std::string nameOf(const std::string& path) { return path == "-" ? "standard input" : path; }

class FilesReader : public Reader {
public:
    FilesReader(std::vector<std::string> paths, OpenOptions options) : m_options(options) {
        for (const std::string& path : paths) {
            struct stat status {};
            if (path != "-" && ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode))
                m_log.info.bytesTotal += static_cast<std::uint64_t>(status.st_size);
        }
        m_log.info.files = std::move(paths);
    }

    /// Opens the next file; an error leaves the reader ready to try the one after it.
    std::optional<Error> openNext();
    bool next(Batch& batch) override;
    const CaptureInfo& info() const override { return m_log.info; }
    std::shared_ptr<const FrameStore> frames() const override { return m_storeComplete ? m_store : nullptr; }

private:
    std::optional<Error> open(const std::string& path);
    Result<std::unique_ptr<RecordWalker>> recognise(ByteSource& source);
    void keepForReading(const std::string& path);
    std::size_t fill(Batch& batch);
    void stopSpooling();
    void ended(Batch& batch, Bytes rest);
    void closeFile();

    OpenOptions m_options;
    InputLog m_log;
    std::size_t m_opened = 0;  ///< how many of the files have had their turn
    std::uint64_t m_nextNumber = 1;
    std::uint64_t m_storedBefore = 0;  ///< octets of the files before this one, as stored
    std::shared_ptr<FileFrameStore> m_store = std::make_shared<FileFrameStore>();
    bool m_storeComplete = true;
    std::shared_ptr<FileHandle> m_spool;  ///< one for all files that need it
    std::uint64_t m_spooled = 0;          ///< octets on it

    // The file being read.
    std::unique_ptr<ByteSource> m_source;
    std::unique_ptr<RecordWalker> m_walker;
    bool m_spooling = false;              ///< its octets go to the spool as they are read
    std::uint64_t m_base = 0;             ///< of its positions
    std::uint64_t m_offset = 0;           ///< where the next record begins
    std::vector<std::uint8_t> m_partial;  ///< the beginning of that record
    std::size_t m_needed = 0;             ///< octets that it needs at least
};

std::optional<Error> FilesReader::openNext() {
    const std::string& path = m_log.info.files[m_opened++];
    m_log.currentFile = nameOf(path);
    std::optional<Error> error = open(path);
    if (error) {
        error->file = m_log.currentFile;
        m_source.reset();
        m_walker.reset();
    }
    return error;
}

std::optional<Error> FilesReader::open(const std::string& path) {
    if (const auto redirected = path == "-" ? FileHandle::standardInput() : nullptr) {
        m_log.info.bytesTotal += redirected->size();
        m_source = std::make_unique<FileSource>(redirected);
    } else if (path == "-") {
        m_source = std::make_unique<StandardInput>();
    } else {
        auto file = FileHandle::openRegular(path);
        if (!file)
            return file.error();
        file.value()->willReadInOrder();
        m_source = std::make_unique<FileSource>(file.take());
    }
    const Bytes head = m_source->peek(4);
    if (head.empty())
        return Error{m_source->failure().value_or("empty file")};
    if (const std::string compression = compressionOf(head); !compression.empty()) {
        InputLog::addDistinct(m_log.info.compressions, compression);
        m_source = decompress(compression, std::move(m_source),
                              {.octets = m_options.maximumDecompressed, .ratio = m_options.maximumRatio});
    }
    auto walker = recognise(*m_source);
    if (!walker)
        return walker.error();
    m_walker = walker.take();
    m_offset = 0;
    m_partial.clear();
    m_needed = 0;
    keepForReading(path);
    return std::nullopt;
}

/// Tells the frame store where the file's octets will be found again: in the file itself, or else on the spool.
void FilesReader::keepForReading(const std::string& path) {
    std::shared_ptr<const FileHandle> again = m_source->readableAgain();
    m_spooling = again == nullptr;
    if (m_spooling && m_options.keepSpool && !m_spool)
        m_spool = FileHandle::openTemporary();
    if (m_spooling)
        again = m_spool;
    else if (m_opened > filesKeptOpen && path != "-")
        again = again->withoutDescriptor();
    m_storeComplete = m_storeComplete && again != nullptr;
    m_store->add(m_base, std::move(again), m_spooling ? m_spooled : 0, m_walker->format());
}

Result<std::unique_ptr<RecordWalker>> FilesReader::recognise(ByteSource& source) {
    const Bytes head = source.peek(28);
    if (PcapFormat::recognises(head)) {
        auto format = PcapFormat::parse(head);
        if (!format)
            return format.error();
        return std::unique_ptr<RecordWalker>(std::make_unique<PcapWalker>(format.take(), m_base, m_log));
    }
    if (PcapngWalker::recognises(head)) {
        if (const auto error = PcapngWalker::checkStart(source.peek(PcapngWalker::startSize(head))))
            return *error;
        return std::unique_ptr<RecordWalker>(std::make_unique<PcapngWalker>(m_base, m_log));
    }
    if (source.failure())
        return Error{*source.failure()};
    return Error{head.empty() ? "empty file" : "not a capture (no pcap or pcapng magic)"};
}

/// Puts the partial record and new octets after it into the batch's storage. Returns how many are new.
std::size_t FilesReader::fill(Batch& batch) {
    const std::size_t have = m_partial.size();
    // A record's claimed length is believed only as far as data keeps coming.
    const std::size_t wanted = std::max({m_options.batchBytes, std::min(m_needed, 2 * have), have + leastRead});
    if (batch.storage.size() < wanted)
        batch.storage.resize(wanted);
    std::copy(m_partial.begin(), m_partial.end(), batch.storage.begin());
    const std::size_t got = m_source->read(batch.storage.data() + have, wanted - have);
    if (m_spooling && m_spool) {
        if (m_spool->writeAt(m_spooled, batch.storage.data() + have, got))
            m_spooled += got;
        else
            stopSpooling();
    }
    return got;
}

/// The disk is full: what is on the spool stays readable, the rest is not.
void FilesReader::stopSpooling() {
    m_spool.reset();
    m_options.keepSpool = false;
    m_log.oddity(Error{"can not be kept for re-reading: the folder for temporary files is full", {}, m_offset});
}

bool FilesReader::next(Batch& batch) {
    batch.frames.clear();
    batch.firstNumber = m_nextNumber;
    while (true) {
        while (!m_source) {
            if (m_opened == m_log.info.files.size())
                return false;
            if (auto error = openNext())
                m_log.damage(std::move(*error));
        }
        const std::size_t got = fill(batch);
        const Bytes window(batch.storage.data(), m_partial.size() + got);
        Walk walk = m_walker->walk(window, m_offset, batch);
        const Bytes rest = window.subspan(walk.used);
        m_offset += walk.used;
        m_needed = walk.needed;
        m_partial.assign(rest.begin(), rest.end());
        m_nextNumber = batch.firstNumber + batch.frames.size();
        batch.bytesDone = m_storedBefore + m_source->storedDone();
        if (walk.damage)
            m_log.damage(std::move(*walk.damage));
        else if (got == 0)
            ended(batch, rest);
        if (walk.damage || got == 0)
            closeFile();
        if (!batch.frames.empty())
            return true;
    }
}

/// The source has ended; it should have between two records.
void FilesReader::ended(Batch& batch, Bytes rest) {
    const std::string cut = rest.empty() ? "" : m_walker->cutRecord(rest, batch.firstNumber + batch.frames.size());
    if (m_source->failure())
        m_log.damage(Error{*m_source->failure() + (rest.empty() ? "" : ", in the middle of " + cut), {}, m_offset});
    else if (!rest.empty())
        m_log.damage(Error{"ends in the middle of " + cut, {}, m_offset});
}

void FilesReader::closeFile() {
    m_storedBefore += m_source->storedDone();
    // Positions of the next file begin after every offset of this one.
    m_base += m_offset + m_partial.size() + 1;
    m_source.reset();
    m_walker.reset();
    m_partial.clear();
}

}  // namespace

Result<std::unique_ptr<Reader>> Reader::open(std::vector<std::string> paths, OpenOptions options) {
    if (paths.empty())
        return Error{"no capture given"};
    auto reader = std::make_unique<FilesReader>(std::move(paths), options);
    if (auto error = reader->openNext())
        return *error;
    return std::unique_ptr<Reader>(std::move(reader));
}

}  // namespace weir::capture
