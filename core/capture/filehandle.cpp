// SPDX-License-Identifier: GPL-3.0-or-later
// No mmap: a capture that is cut short while mapped would kill the program with SIGBUS.
#include "core/capture/filehandle.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace weir::capture {
namespace {

std::string reason(int error) {
    switch (error) {
        case ENOENT:
            return Error::sentence("no such file");
        case EACCES:
            return Error::sentence("permission denied");
        default:
            return "cannot be opened: " + std::string(std::strerror(error));
    }
}

std::string notRegular(mode_t mode) {
    const char* const what = S_ISDIR(mode)    ? "a directory"
                             : S_ISFIFO(mode) ? "a pipe (FIFO)"
                             : S_ISCHR(mode)  ? "a device"
                             : S_ISBLK(mode)  ? "a device"
                             : S_ISSOCK(mode) ? "a socket"
                                              : "not a regular file";
    return std::string("is ") + what + ", not a capture file";
}

}  // namespace

FileHandle::~FileHandle() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<std::shared_ptr<FileHandle>> FileHandle::openRegular(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        // A socket cannot be opened at all; say what it is rather than ENXIO.
        const int error = errno;
        struct stat status {};
        if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && error != EACCES)
            return Error{notRegular(status.st_mode), path, {}, ErrorKind::unreadable};
        return Error{reason(error), path, {}, ErrorKind::unreadable};
    }
    struct stat status {};
    if (::fstat(descriptor, &status) != 0) {
        const int error = errno;
        ::close(descriptor);
        return Error{reason(error), path, {}, ErrorKind::unreadable};
    }
    const auto handle = std::make_shared<FileHandle>(descriptor, static_cast<std::uint64_t>(status.st_size));
    if (!S_ISREG(status.st_mode))
        return Error{notRegular(status.st_mode), path, {}, ErrorKind::unreadable};
    handle->m_identity = {path, status.st_dev, status.st_ino};
    return handle;
}

std::shared_ptr<FileHandle> FileHandle::standardInput() {
    struct stat status {};
    if (::fstat(STDIN_FILENO, &status) != 0 || !S_ISREG(status.st_mode) || ::lseek(STDIN_FILENO, 0, SEEK_CUR) != 0)
        return nullptr;
    const int descriptor = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    if (descriptor < 0)
        return nullptr;
    return std::make_shared<FileHandle>(descriptor, static_cast<std::uint64_t>(status.st_size));
}

std::shared_ptr<FileHandle> FileHandle::withoutDescriptor() const {
    auto handle = std::make_shared<FileHandle>(-1, m_size);
    handle->m_identity = m_identity;
    return handle;
}

std::shared_ptr<FileHandle> FileHandle::openTemporary() {
    const char* const variable = std::getenv("TMPDIR");
    std::string path = variable != nullptr && *variable != '\0' ? variable : "/tmp";
    path += "/weir-spool-XXXXXX";
    const int descriptor = ::mkostemp(path.data(), O_CLOEXEC);  // mode 0600
    if (descriptor < 0)
        return nullptr;
    ::unlink(path.c_str());
    return std::make_shared<FileHandle>(descriptor, 0);
}

std::size_t FileHandle::readAt(std::uint64_t offset, std::uint8_t* to, std::size_t count, int* error) const {
    if (m_descriptor >= 0)
        return readFrom(m_descriptor, offset, to, count, error);
    const auto again = openRegular(m_identity.path);
    const bool same = again && again.value()->m_identity.device == m_identity.device &&
                      again.value()->m_identity.inode == m_identity.inode;
    return same ? readFrom(again.value()->m_descriptor, offset, to, count, error) : 0;
}

std::size_t FileHandle::readFrom(int descriptor, std::uint64_t offset, std::uint8_t* to, std::size_t count,
                                 int* error) const {
    std::size_t done = 0;
    while (done < count) {
        const ssize_t got = ::pread(descriptor, to + done, count - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (error != nullptr)
            *error = got < 0 ? errno : 0;
        if (got <= 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

bool FileHandle::writeAt(std::uint64_t offset, const std::uint8_t* from, std::size_t count) {
    while (count > 0) {
        const ssize_t done = ::pwrite(m_descriptor, from, count, static_cast<off_t>(offset));
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        from += done;
        count -= static_cast<std::size_t>(done);
        offset += static_cast<std::uint64_t>(done);
    }
    return true;
}

void FileHandle::willReadInOrder() const { ::posix_fadvise(m_descriptor, 0, 0, POSIX_FADV_SEQUENTIAL); }

}  // namespace weir::capture
