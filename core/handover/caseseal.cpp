// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/caseseal.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <filesystem>

#include "core/base/text.h"

namespace weir::handover {

namespace {

using Key = std::array<char, 32>;

}  // namespace

CaseSeal CaseSeal::load(const std::string& path) {
    CaseSeal out;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0)
        return out;
    Key key;
    if (::read(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()))
        out.m_key.assign(key.data(), key.size());
    ::close(file);
    return out;
}

CaseSeal CaseSeal::make(const std::string& path) {
    if (CaseSeal known = load(path); known.hasKey() || path.empty())
        return known;
    Key key;
    if (::getrandom(key.data(), key.size(), 0) != static_cast<ssize_t>(key.size()))
        return {};
    std::error_code failure;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), failure);
    // Whole before it has its name, so that two programs that begin at once agree on one key.
    const std::string fresh = path + '.' + std::to_string(::getpid());
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return {};
    const bool written = ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size());
    const bool whole = ::close(file) == 0 && written;
    const bool named = whole && ::link(fresh.c_str(), path.c_str()) == 0;
    ::unlink(fresh.c_str());
    return named || whole ? load(path) : CaseSeal();  // another program may have been quicker
}

std::string CaseSeal::of(const CaseFile& file) const {
    if (!hasKey())
        return {};
    CaseFile bare = file;
    bare.seal.clear();
    const std::string text = caseJson(bare);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned length = 0;
    if (!HMAC(EVP_sha256(), m_key.data(), static_cast<int>(m_key.size()),
              reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &length))
        return {};
    std::string out;
    for (unsigned i = 0; i < length; ++i) {
        constexpr std::string_view digits = "0123456789abcdef";
        out += digits[digest[i] >> 4];
        out += digits[digest[i] & 15];
    }
    return out;
}

bool CaseSeal::holds(const CaseFile& file) const {
    const std::string seal = of(file);
    return !seal.empty() && seal.size() == file.seal.size() &&
           CRYPTO_memcmp(seal.data(), file.seal.data(), seal.size()) == 0;
}

}  // namespace weir::handover
