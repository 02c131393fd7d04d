// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/filehash.h"

#include <openssl/evp.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "core/traffic/snapshot.h"

namespace weir::traffic {

std::string fileHash(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return {};
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), std::fclose);
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    if (!file || !context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1)
        return {};
    std::vector<unsigned char> buffer(std::size_t{1} << 18);
    while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file.get()))
        EVP_DigestUpdate(context.get(), buffer.data(), count);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (std::ferror(file.get()) || EVP_DigestFinal_ex(context.get(), digest, &length) != 1)
        return {};
    std::string out;
    for (unsigned i = 0; i < length; ++i) {
        char text[3];
        std::snprintf(text, sizeof text, "%02x", digest[i]);
        out += text;
    }
    return out;
}

std::vector<std::string> fileHashes(const SnapshotData& state) {
    const std::lock_guard lock(state.hashMutex);
    if (!state.hashes) {
        std::vector<std::string> hashes;
        for (const std::string& path : state.info.files) hashes.push_back(path == "-" ? std::string{} : fileHash(path));
        state.hashes = std::move(hashes);
    }
    return *state.hashes;
}

}  // namespace weir::traffic
