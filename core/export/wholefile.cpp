// SPDX-License-Identifier: GPL-3.0-or-later
// Files that appear whole or not at all.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <random>
#include <system_error>
#include <utility>

#include "core/export/writer.h"

namespace weir::exporting {

namespace {

std::string reason(int code) { return std::generic_category().message(code); }

/// "folder/" of a path, empty for the working folder.
std::string folderOf(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

/// Where a path leads when its last part is a symbolic link, to a file that may not be there yet.
std::optional<std::string> followed(std::string path, int& code) {
    for (int links = 0; links < 40; ++links) {
        char target[PATH_MAX];
        const ssize_t length = readlink(path.c_str(), target, sizeof target);
        if (length < 0) {
            code = errno;
            return code == EINVAL || code == ENOENT ? std::optional(path) : std::nullopt;
        }
        const std::string to(target, static_cast<std::size_t>(length));
        path = !to.empty() && to[0] == '/' ? to : folderOf(path) + to;
    }
    code = ELOOP;
    return std::nullopt;
}

/// A new file beside the target; gone with this object unless it took the target's place. Where the file system can,
/// it has no name while it is written, so that nothing stays of it if the program is killed.
class TemporaryFile {
public:
    /// `mode` is what the file may get from open(2), less the umask.
    TemporaryFile(const std::string& folder, mode_t mode) : m_folder(folder) {
        m_descriptor = openNameless(mode);
        if (m_descriptor >= 0)
            return;
        m_made = tryNames([&](const char* path) {
            m_descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
            return m_descriptor >= 0;
        });
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (m_descriptor >= 0)
            close(m_descriptor);
        if (m_made)
            unlink(m_path.c_str());
    }

    /// The first thing that went wrong, as errno has it; 0 while all is well.
    int error() const { return m_error; }

    bool write(std::string_view text) {
        while (!text.empty() && m_error == 0) {
            const ssize_t count = ::write(m_descriptor, text.data(), text.size());
            if (count > 0) {
                text.remove_prefix(static_cast<std::size_t>(count));
                m_written += count;
            } else if (count == 0) {
                m_error = EIO;
            } else if (errno != EINTR) {
                m_error = errno;
            }
        }
        startStoring();
        return m_error == 0;
    }

    /// Makes the content last, then puts it where the target is.
    bool replace(const std::string& target, std::optional<mode_t> mode) {
        if (m_error == 0 && ((mode && fchmod(m_descriptor, *mode) != 0) || fsync(m_descriptor) != 0))
            m_error = errno;
        if (m_error == 0 && !m_made)
            m_made = tryNames([&](const char* path) {
                return linkat(AT_FDCWD, ownPath().c_str(), AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
            });
        if (close(std::exchange(m_descriptor, -1)) != 0 && m_error == 0)
            m_error = errno;
        if (m_error == 0 && rename(m_path.c_str(), target.c_str()) != 0)
            m_error = errno;
        m_made = m_made && m_error != 0;
        return m_error == 0;
    }

private:
    int openNameless(mode_t mode) const {
#ifdef O_TMPFILE
        if (access("/proc/self/fd", X_OK) == 0)
            return open(m_folder.empty() ? "." : m_folder.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, mode);
#endif
        return -1;
    }
    std::string ownPath() const { return "/proc/self/fd/" + std::to_string(m_descriptor); }

    /// Makes a file of a name that nobody has; `make` sets errno where it does not.
    template <typename Make>
    bool tryNames(Make&& make) {
        std::random_device random;
        for (int attempt = 0; attempt < 100; ++attempt) {
            char name[40];
            std::snprintf(name, sizeof name, ".weir-%08x%08x.tmp", static_cast<unsigned>(random()),
                          static_cast<unsigned>(random()));
            m_path = m_folder + name;
            if (make(m_path.c_str()))
                return true;
            if (errno != EEXIST && errno != EINTR)
                break;
        }
        m_error = errno;
        return false;
    }

    /// Lets the disk begin before the end, which `replace` then waits for less. Only a hint: nothing depends on it.
    void startStoring() {
#ifdef SYNC_FILE_RANGE_WRITE
        constexpr off_t enough = off_t{4} << 20;
        if (m_written - m_storing < enough)
            return;
        sync_file_range(m_descriptor, m_storing, m_written - m_storing, SYNC_FILE_RANGE_WRITE);
        m_storing = m_written;
#endif
    }

    std::string m_folder, m_path;
    off_t m_written = 0;
    off_t m_storing = 0;  ///< how much of it the disk was asked to take
    int m_descriptor = -1;
    int m_error = 0;
    bool m_made = false;
};

/// So that the new name outlasts a crash. Not every file system can; the file is whole either way.
void syncFolder(const std::string& folder) {
    const int descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
}

/// Why what is already at `path` must stay, if it must.
std::optional<std::string> mustStay(const std::string& path, const struct stat& old,
                                    std::span<const std::string> protectedFiles) {
    if (S_ISDIR(old.st_mode))
        return reason(EISDIR);
    if (!S_ISREG(old.st_mode))
        return Error::sentence("not a regular file, which alone is written to");
    for (const std::string& file : protectedFiles) {
        struct stat known {};
        if (stat(file.c_str(), &known) == 0 && known.st_dev == old.st_dev && known.st_ino == old.st_ino)
            return Error::sentence("this is an opened capture, which is never written to");
    }
    if (faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0)
        return reason(errno);
    return std::nullopt;
}

}  // namespace

Result<void> writeFileWhole(const std::string& path, std::span<const std::string> protectedFiles,
                            const std::function<bool(const Sink&)>& fill, Links links) {
    const auto failure = [&](std::string message) {
        return Error::of(ErrorKind::unwritable, std::move(message)).in(path);
    };
    if (path.empty() || path.back() == '/')
        return failure(Error::sentence("the name of a file is missing"));
    if (path.find('\0') != std::string::npos)
        return failure(reason(EINVAL));

    struct stat old {};
    if (links == Links::refuse && lstat(path.c_str(), &old) == 0 && S_ISLNK(old.st_mode))
        return failure(Error::sentence("is a symbolic link that nobody named; nothing was written"));
    const bool exists = stat(path.c_str(), &old) == 0;
    if (!exists && errno != ENOENT)
        return failure(reason(errno));
    if (exists) {
        if (const auto why = mustStay(path, old, protectedFiles))
            return failure(*why);
    }
    int code = 0;
    const std::optional<std::string> target = followed(path, code);
    if (!target)
        return failure(reason(code));

    // While it is written nobody may read what only the owner of the old file could.
    const std::string folder = folderOf(*target);
    TemporaryFile file(folder, exists ? 0600 : 0666);
    if (file.error() != 0)
        return failure(reason(file.error()));
    const bool filled = fill([&](std::string_view text) { return file.write(text); });
    if (file.error() != 0)
        return failure(reason(file.error()));
    if (!filled)
        return failure(Error::sentence("stopped before the end; nothing was written"));
    if (!file.replace(*target, exists ? std::optional<mode_t>(old.st_mode & 0777) : std::nullopt))
        return failure(reason(file.error()));
    syncFolder(folder);
    return {};
}

}  // namespace weir::exporting
