// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the captures one after another and fills batches from them.
#include "core/capture/reader.h"

#include <sys/stat.h>

#include "core/capture/bytesource.h"
#include "core/capture/decompressor.h"
#include "core/capture/foreignfile.h"
#include "core/capture/framestore.h"
#include "core/capture/inputlog.h"
#include "core/capture/pcapngreader.h"
#include "core/capture/pcapreader.h"

namespace weir::capture {
namespace {

constexpr int mostCompressions = 3;         // one inside another
constexpr std::size_t filesKeptOpen = 100;  // for re-reading; the soft limit of a process is often 1,024 descriptors

std::string nameOf(const std::string& path) { return path == "-" ? "standard input" : path; }

class FilesReader : public Reader {
public:
    FilesReader(std::vector<std::string> paths, OpenOptions options) : m_options(options) {
        for (const std::string& path : paths) {
            struct stat status {};
            const bool file = path != "-" && ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
            m_sizes.push_back(file ? static_cast<std::uint64_t>(status.st_size) : 0);
            m_log.info.bytesTotal += m_sizes.back();
        }
        m_log.info.files = std::move(paths);
    }

    /// Opens the next file that can be read; false if there is none.
    bool openNext();
    bool next(Batch& batch) override;
    const CaptureInfo& info() const override { return m_log.info; }
    std::shared_ptr<const FrameStore> frames() const override { return m_storeComplete ? m_store : nullptr; }

private:
    Result<void> open(const std::string& path);
    Result<void> decompressed();
    Result<std::unique_ptr<RecordWalker>> recognise(ByteSource& source);
    Result<std::unique_ptr<RecordWalker>> recognisePart(Bytes rest);
    void keepForReading(const std::string& path);
    std::size_t fill(Batch& batch);
    void stopSpooling();
    Walk walkOver(Bytes window, Batch& batch);
    Result<void> beginPart(Bytes rest);
    void ended(Batch& batch, Bytes rest);
    void closeFile();

    OpenOptions m_options;
    InputLog m_log;
    std::vector<std::uint64_t> m_sizes;  ///< of the files, as stored
    std::size_t m_opened = 0;            ///< how many of them have had their turn
    std::size_t m_started = 0;           ///< `m_opened` when the last frames were read
    std::uint64_t m_nextNumber = 1;
    std::uint64_t m_storedBefore = 0;  ///< octets of the files before this one, as stored
    std::shared_ptr<FileFrameStore> m_store = std::make_shared<FileFrameStore>();
    bool m_storeComplete = true;
    std::shared_ptr<FileHandle> m_spool;  ///< one for all files that need it
    std::uint64_t m_spooled = 0;          ///< octets on it

    // The file being read.
    std::unique_ptr<ByteSource> m_source;
    std::string m_compression;                  ///< of its octets; empty where they are as stored
    std::shared_ptr<const FileHandle> m_again;  ///< where they will be found again
    std::uint64_t m_againStart = 0;             ///< and from where on in it
    bool m_spooling = false;                    ///< its octets go to the spool as they are read

    // The capture being read: the file, or a part of it where captures were joined.
    std::unique_ptr<RecordWalker> m_walker;
    std::size_t m_parts = 0;              ///< of the file, so far
    std::uint64_t m_base = 0;             ///< of its positions
    std::uint64_t m_offset = 0;           ///< where in it the next record begins
    std::vector<std::uint8_t> m_partial;  ///< the beginning of that record
    std::size_t m_needed = 0;             ///< octets that it needs at least
};

bool FilesReader::openNext() {
    while (m_opened < m_log.info.files.size()) {
        const std::size_t file = m_opened++;
        const std::string& path = m_log.info.files[file];
        m_log.beginFile(nameOf(path));
        const auto opened = open(path);
        if (opened)
            return true;
        m_log.damage(opened.error());
        m_log.info.bytesTotal -= m_sizes[file];
        m_source.reset();
        m_walker.reset();
    }
    return false;
}

Result<void> FilesReader::open(const std::string& path) {
    if (const auto redirected = path == "-" ? FileHandle::standardInput() : nullptr) {
        m_sizes[m_opened - 1] = redirected->size();
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
    if (auto done = decompressed(); !done)
        return done;
    auto walker = recognise(*m_source);
    if (!walker)
        return walker.error();
    m_walker = walker.take();
    m_offset = 0;
    m_parts = 1;
    m_partial.clear();
    m_needed = 0;
    keepForReading(path);
    return {};
}

/// Puts a decompressor over the source, and another where what comes out is compressed again (a server compressed what
/// was compressed already).
Result<void> FilesReader::decompressed() {
    m_compression.clear();
    for (int times = 0;; ++times) {
        Bytes head = m_source->peek(4);
        if (head.empty())
            return Error::of(ErrorKind::unreadable, m_source->failure().value_or("empty file"));
        if (startsWithSkippable(head))
            head = m_source->peek(foreignHeadSize);
        const std::string compression = compressionOf(head);
        if (compression.empty())
            return {};
        if (times == mostCompressions)
            return Error::of(ErrorKind::tooLarge, "is compressed more than %1 times over; decompress it first",
                             {std::to_string(mostCompressions)});
        InputLog::addDistinct(m_log.info.compressions, compression);
        m_compression = compression;
        m_source = decompress(compression, std::move(m_source),
                              {.octets = m_options.maximumDecompressed, .ratio = m_options.maximumRatio});
    }
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
    m_again = std::move(again);
    m_againStart = m_spooling ? m_spooled : 0;
    m_store->add(m_base, m_again, m_againStart, m_walker->format());
}

Result<std::unique_ptr<RecordWalker>> FilesReader::recognise(ByteSource& source) {
    const Bytes head = source.peek(28);
    if (PcapFormat::recognises(head))
        return recognisePart(head);
    if (PcapngWalker::recognises(head)) {
        if (const auto started = PcapngWalker::checkStart(source.peek(PcapngWalker::startSize(head))); !started)
            return started.error();
        return recognisePart(source.peek(28));
    }
    if (source.failure())
        return Error::of(ErrorKind::unreadable, *source.failure());
    return Error::of(ErrorKind::unsupported,
                     head.empty() ? "empty file" : foreignFile(source.peek(foreignHeadSize), m_compression));
}

/// The walker over the capture that begins with a header of either format.
Result<std::unique_ptr<RecordWalker>> FilesReader::recognisePart(Bytes rest) {
    if (!PcapFormat::recognises(rest))
        return std::unique_ptr<RecordWalker>(std::make_unique<PcapngWalker>(m_base, m_log));
    auto format = PcapFormat::parse(rest.first(std::min<std::size_t>(rest.size(), 28)));
    if (!format)
        return format.error();
    return std::unique_ptr<RecordWalker>(std::make_unique<PcapWalker>(format.take(), m_base, m_log));
}

/// Puts the partial record and new octets after it into the batch's storage. Returns how many are new.
std::size_t FilesReader::fill(Batch& batch) {
    const std::size_t have = m_partial.size();
    // A record's claimed length is believed only as far as data keeps coming.
    const std::size_t wanted =
        std::max({m_options.batchBytes, std::min(m_needed, 2 * have), have + m_options.leastRead});
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
    m_log.oddity(
        Error::of(ErrorKind::unreadable, "cannot be kept for re-reading: the folder for temporary files is full")
            .at(m_offset));
}

bool FilesReader::next(Batch& batch) {
    batch.frames.clear();
    batch.firstNumber = m_nextNumber;
    std::size_t read = 0;
    while (m_source || openNext()) {
        const std::size_t got = fill(batch);
        read += got;
        const Bytes window(batch.storage.data(), m_partial.size() + got);
        Walk walk = walkOver(window, batch);
        const Bytes rest = window.subspan(walk.used);
        m_needed = walk.needed;
        m_partial.assign(rest.begin(), rest.end());
        m_nextNumber = batch.firstNumber + batch.frames.size();
        batch.bytesDone = m_storedBefore + m_source->storedDone();
        const bool quiet = read >= limits::quiet || m_source->paused();
        const bool end = got == 0 && !m_source->paused();
        if (walk.damage)
            m_log.damage(std::move(*walk.damage));
        else if (end)
            ended(batch, rest);
        if (walk.damage || end)
            closeFile();
        if (!batch.frames.empty()) {  // all of one file
            if (m_started != m_opened)
                m_log.info.starts.push_back({batch.firstNumber, batch.frames.front().time});
            m_started = m_opened;
        }
        if (!batch.frames.empty() || quiet)
            return true;
    }
    return false;
}

/// Walks over all whole records of the window, of one capture after another if several were joined.
Walk FilesReader::walkOver(Bytes window, Batch& batch) {
    std::size_t used = 0;
    while (true) {
        Walk walk = m_walker->walk(window.subspan(used), m_offset, batch);
        used += walk.used;
        m_offset += walk.used;
        walk.used = used;
        if (walk.another)
            walk.damage = beginPart(window.subspan(used)).problem();
        if (!walk.another || walk.damage)
            return walk;
    }
}

/// A capture begins where a record of the last one could have: from here on offsets and positions count anew.
Result<void> FilesReader::beginPart(Bytes rest) {
    if (++m_parts > limits::captures)
        return Error::of(ErrorKind::invalid, "more captures one after another than any file has").at(m_offset);
    m_base += m_offset;
    m_againStart += m_offset;
    m_log.partStart += m_offset;
    m_offset = 0;
    auto walker = recognisePart(rest);
    if (!walker)
        return walker.error();
    m_walker = walker.take();
    m_store->add(m_base, m_again, m_againStart, m_walker->format());
    return {};
}

/// The source has ended; it should have between two records.
void FilesReader::ended(Batch& batch, Bytes rest) {
    const std::uint64_t number = batch.firstNumber + batch.frames.size();
    const std::string cut = rest.empty() ? "" : m_walker->cutRecord(rest, number);
    const bool zeros = rest.size() >= m_walker->format()->headerSize() &&
                       std::all_of(rest.begin(), rest.end(), [](std::uint8_t octet) { return octet == 0; });
    if (m_source->failure())
        m_log.damage((rest.empty()
                          ? Error::of(ErrorKind::damaged, *m_source->failure())
                          : Error::of(ErrorKind::damaged, "%1, in the middle of %2", {*m_source->failure(), cut}))
                         .at(m_offset));
    else if (zeros)
        m_log.damage(
            Error::of(ErrorKind::damaged, "nothing but zero bytes after %1 packets", {std::to_string(number - 1)})
                .at(m_offset));
    else if (!rest.empty())
        m_log.damage(Error::of(ErrorKind::damaged, "ends in the middle of %1", {cut}).at(m_offset));
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
        return Error::of(ErrorKind::invalid, "no capture given");
    auto reader = std::make_unique<FilesReader>(std::move(paths), options);
    if (reader->openNext())
        return std::unique_ptr<Reader>(std::move(reader));
    const std::vector<Error>& problems = reader->info().problems;
    if (problems.size() == 1)
        return problems.front();
    std::string all;
    for (const Error& problem : problems) all += (all.empty() ? "" : "; ") + problem.toString();
    return Error::of(ErrorKind::unreadable, "%1", {std::move(all)});
}

}  // namespace weir::capture
