// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/filedigest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/protocol/filemagic.h"

namespace weir::files {
namespace {

std::string hexadecimal(EVP_MD_CTX* context) {
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    std::string out;
    if (context == nullptr || EVP_DigestFinal_ex(context, digest.data(), &size) != 1)
        return out;
    constexpr std::string_view digits = "0123456789abcdef";
    for (unsigned i = 0; i < size; ++i) {
        out += digits[digest[i] >> 4];
        out += digits[digest[i] & 15];
    }
    return out;
}

EVP_MD_CTX* begun(const EVP_MD* algorithm) {
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    if (context != nullptr)
        EVP_DigestInit_ex(context, algorithm, nullptr);
    return context;
}

}  // namespace

void FileDigest::Free::operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }

FileDigest::FileDigest(std::string_view encodings)
    : m_sha256(begun(EVP_sha256())), m_md5(begun(EVP_md5())), m_decoder(encodings) {}

void FileDigest::add(Bytes octets, std::uint32_t frame) {
    if (octets.empty())
        return;
    m_frames += frame != m_lastFrame ? 1 : 0;
    m_lastFrame = frame;
    if (m_missing > 0 && m_decoder.decodes())
        return;  // nothing behind a gap can be decoded
    m_decoder.add(octets, [this](Bytes decoded) { take(decoded); });
}

void FileDigest::take(Bytes decoded) {
    if (m_start.size() < keptOctets) {
        const std::size_t more = std::min(keptOctets - m_start.size(), decoded.size());
        m_start.insert(m_start.end(), decoded.begin(), decoded.begin() + static_cast<std::ptrdiff_t>(more));
    }
    m_bytes += decoded.size();
    if (m_missing > 0)
        return;
    EVP_DigestUpdate(m_sha256.get(), decoded.data(), decoded.size());
    EVP_DigestUpdate(m_md5.get(), decoded.data(), decoded.size());
    if (m_wanted != nullptr)
        m_wanted->octets(decoded);
}

void FileDigest::finish(FileRecord& record, std::string_view cut) {
    record.bytes = m_bytes;
    record.frames = m_frames;
    const protocol::FileKind kind = protocol::fileKind(m_start);
    record.kind = kind.name;
    record.mismatch = protocol::disguised(kind, record.claimedType) || hidesKind(record.name, m_start);
    record.encoding = m_decoder.names();
    if (m_missing > 0)
        record.incomplete = counted(m_missing, "byte") + " missing";
    else if (!cut.empty())
        record.incomplete = cut;
    else
        record.incomplete = m_decoder.problem();
    if (record.incomplete.empty()) {
        record.sha256 = hexadecimal(m_sha256.get());
        record.md5 = hexadecimal(m_md5.get());
    }
}

bool hidesKind(std::string_view name, Bytes start) {
    static constexpr std::pair<std::string_view, std::string_view> harmless[] = {
        {".jpg", "image/jpeg"},        {".jpeg", "image/jpeg"}, {".png", "image/png"},
        {".gif", "image/gif"},         {".bmp", "image/bmp"},   {".ico", "image/x-icon"},
        {".svg", "image/svg+xml"},     {".txt", "text/plain"},  {".css", "text/css"},
        {".htm", "text/html"},         {".html", "text/html"},  {".pdf", "application/pdf"},
        {".json", "application/json"}, {".xml", "text/xml"},    {".doc", "application/msword"},
        {".mp3", "audio/mpeg"},        {".mp4", "video/mp4"},   {".woff", "font/woff"}};
    const std::string lower = lowered(name);
    return std::any_of(std::begin(harmless), std::end(harmless), [&](const auto& each) {
        return lower.ends_with(each.first) && protocol::disguised(protocol::fileKind(start), each.second);
    });
}

}  // namespace weir::files
