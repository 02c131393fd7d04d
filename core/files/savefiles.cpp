// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/savefiles.h"

#include <zip.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace weir::files {
namespace {

struct Free {
    void operator()(std::FILE* file) const { std::fclose(file); }
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using TemporaryFile = std::unique_ptr<std::FILE, Free>;

/// The octets of one file, on their way.
struct Spool final : FileOctets {
    TemporaryFile file{std::tmpfile()};
    bool found = false, failed = false;
    void octets(Bytes octets) override {
        failed = failed || !file || std::fwrite(octets.data(), 1, octets.size(), file.get()) != octets.size();
    }
};

bool sameFile(const FileRecord& one, const FileRecord& other) {
    return one.flow == other.flow && one.frame == other.frame && one.upload == other.upload &&
           (one.name == other.name || one.claimedType == "message/rfc822") && one.claimedType == other.claimedType;
}

class Spools final : public FileTakers {
public:
    explicit Spools(const std::vector<FileRecord>& wanted) : m_wanted(wanted), m_all(wanted.size()) {}
    FileOctets* taker(const FileRecord& begun) override {
        for (std::size_t i = 0; i < m_wanted.size(); ++i) {
            if (m_all[i].found || !sameFile(begun, m_wanted[i]))
                continue;
            m_all[i].found = true;
            return &m_all[i];
        }
        return nullptr;
    }
    std::vector<Spool>& all() { return m_all; }

private:
    const std::vector<FileRecord>& m_wanted;
    std::vector<Spool> m_all;
};

}  // namespace

std::string harmlessName(const FileRecord& file, std::size_t place) {
    constexpr std::size_t longest = 100;
    std::string out = std::to_string(place) + '-';
    for (const char letter : file.name.substr(0, longest)) {
        const bool plain = (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= 'a' && letter <= 'z') || letter == '.' || letter == '-';
        out += plain ? letter : '_';
    }
    return out + ".sample";
}

Result<void> saveFiles(const traffic::SnapshotData& state, const std::vector<FileRecord>& wanted,
                       const std::string& path, std::string_view password, std::stop_token stop) {
    Spools spools(wanted);
    findFiles(state, stop, &spools);
    if (stop.stop_requested())
        return Error::of(ErrorKind::cancelled, "saving was cancelled");
    int code = 0;
    std::unique_ptr<zip_t, Free> archive(zip_open(path.c_str(), ZIP_CREATE | ZIP_EXCL, &code));
    if (!archive)
        return Error::of(ErrorKind::unwritable, "the archive cannot be written, or is there already").in(path);
    const std::string secret(password);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        Spool& spool = spools.all()[i];
        if (!spool.found)
            return Error::of(ErrorKind::notFound, "the file of frame %1 was not found again",
                             {std::to_string(wanted[i].frame)});
        if (spool.failed || !spool.file || std::fflush(spool.file.get()) != 0)
            return Error::of(ErrorKind::unwritable, "no temporary file can be written");
        std::FILE* const file = spool.file.release();
        std::rewind(file);                                                          // libzip reads on from where it is
        zip_source_t* const source = zip_source_filep(archive.get(), file, 0, -1);  // which closes the file
        if (source == nullptr) {
            std::fclose(file);
            return Error::of(ErrorKind::noMemory, "out of memory");
        }
        const std::string name = harmlessName(wanted[i], i + 1);
        const zip_int64_t index = zip_file_add(archive.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8);
        if (index < 0) {
            zip_source_free(source);
            return Error::of(ErrorKind::unwritable, "the archive cannot be written").in(path);
        }
        if (!secret.empty() && zip_file_set_encryption(archive.get(), static_cast<zip_uint64_t>(index), ZIP_EM_AES_256,
                                                       secret.c_str()) != 0)
            return Error::of(ErrorKind::unwritable, "the archive cannot be encrypted").in(path);
    }
    if (zip_close(archive.get()) != 0)
        return Error::of(ErrorKind::unwritable, "the archive cannot be written: %1",
                         {std::string(zip_strerror(archive.get()))})
            .in(path);
    archive.release();  // closed
    return {};
}

}  // namespace weir::files
