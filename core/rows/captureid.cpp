// SPDX-License-Identifier: GPL-3.0-or-later
// The identity of a capture, for rows of many.
#include <openssl/evp.h>

#include <cstdio>
#include <memory>

#include "core/rows/rowsource.h"
#include "core/traffic/filehash.h"

namespace weir::rows {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
using Context = std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)>;

bool add(EVP_MD_CTX* context, const std::string& path) {
    const File file(std::fopen(path.c_str(), "rbe"), std::fclose);
    if (!file)
        return false;
    std::vector<unsigned char> buffer(std::size_t{1} << 18);
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file.get()))
        EVP_DigestUpdate(context, buffer.data(), count);
    return std::ferror(file.get()) == 0;
}

}  // namespace

std::string captureId(const traffic::SnapshotData& state) {
    const std::vector<std::string> hashes = traffic::fileHashes(state);
    if (hashes.size() == 1)
        return hashes.front();
    const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1)
        return {};
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        // A file that cannot be read says nothing in the tables either; standard input said something once.
        if (state.info.files[i] == "-")
            return {};
        if (!hashes[i].empty() && !add(context.get(), state.info.files[i]))
            return {};
    }
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (EVP_DigestFinal_ex(context.get(), digest, &length) != 1)
        return {};
    std::string out;
    for (unsigned i = 0; i < length; ++i) {
        constexpr char digits[] = "0123456789abcdef";
        out += {digits[digest[i] >> 4], digits[digest[i] & 15]};
    }
    return out;
}

}  // namespace weir::rows
