// SPDX-License-Identifier: GPL-3.0-or-later
// Files that appear whole or not at all.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <random>

#include "core/export/writer.h"

namespace weir::exporting {
namespace {

std::string reason(int code) { return std::strerror(code); }

/// Where the file really is: the end of the chain of links, even if nothing is there yet.
std::string resolved(const std::string& path) {
    std::string at = path;
    for (int hops = 0; hops < 40; ++hops) {
        char target[PATH_MAX];
        const ssize_t length = readlink(at.c_str(), target, sizeof target);
        if (length < 0)
            return at;
        const std::string next(target, static_cast<std::size_t>(length));
        const std::size_t slash = at.rfind('/');
        at = next.starts_with('/') || slash == std::string::npos ? next : at.substr(0, slash + 1) + next;
    }
    return at;
}

/// An open file with a name of its own beside the target; gone again unless it was put in place.
class Temporary {
public:
    explicit Temporary(const std::string& target) : m_target(target) {
        std::random_device random;
        for (int tries = 0; tries < 100 && m_file < 0; ++tries) {
            m_name = target + ".part" + std::to_string(random());
            m_file = open(m_name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
            if (m_file < 0 && errno != EEXIST)
                break;
        }
        if (m_file < 0) {
            m_error = errno;
            m_name.clear();
        }
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary() {
        if (m_file >= 0)
            close(m_file);
        if (!m_name.empty())
            unlink(m_name.c_str());
    }

    bool write(std::string_view text) {
        while (!text.empty()) {
            const ssize_t written = ::write(m_file, text.data(), text.size());
            if (written < 0) {
                if (errno == EINTR)
                    continue;
                m_error = errno;
                return false;
            }
            text.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }
    bool putInPlace(mode_t mode) {
        if (fchmod(m_file, mode) != 0 || fsync(m_file) != 0 || rename(m_name.c_str(), m_target.c_str()) != 0) {
            m_error = errno;
            return false;
        }
        m_name.clear();
        return true;
    }
    int error() const { return m_error; }

private:
    std::string m_target;
    std::string m_name;
    int m_file = -1;
    int m_error = 0;
};

/// What a new file's permissions would be. There is no way to ask but to set and restore.
mode_t newFileMode() {
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

}  // namespace

std::optional<Error> writeFileWhole(const std::string& path, std::span<const std::string> protectedFiles,
                                    const std::function<bool(const Sink&)>& fill) {
    const std::string target = resolved(path);
    struct stat old {};
    const bool exists = stat(target.c_str(), &old) == 0;
    if (exists && S_ISDIR(old.st_mode))
        return Error{"is a directory, not a file to write to", path};
    if (exists && !S_ISREG(old.st_mode))
        return Error{"is not a regular file; Weir writes only to regular files", path};
    for (const std::string& file : protectedFiles) {
        struct stat other {};
        if (exists && stat(file.c_str(), &other) == 0 && other.st_dev == old.st_dev && other.st_ino == old.st_ino)
            return Error{"is the capture itself; choose another file", path};
    }
    Temporary temporary(target);
    if (temporary.error() != 0)
        return Error{"can not be written: " + reason(temporary.error()), path};
    const bool filled = fill([&](std::string_view text) { return temporary.write(text); });
    if (temporary.error() != 0)
        return Error{"can not be written: " + reason(temporary.error()), path};
    if (!filled)
        return Error{"writing was cancelled; the file is as it was before", path};
    if (!temporary.putInPlace(exists ? old.st_mode & 07777 : newFileMode()))
        return Error{"can not be written: " + reason(temporary.error()), path};
    return {};
}

}  // namespace weir::exporting
