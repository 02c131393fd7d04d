// SPDX-License-Identifier: GPL-3.0-or-later
// Files in HTTP of any version: the bodies of responses, and of requests.
#pragma once

#include <map>

#include "core/engine/innercontent.h"
#include "core/files/filesource.h"
#include "core/streams/streamwalk.h"

namespace weir::files {

/// The bodies of one connection. Memory: what 256 FileDigests take.
class BodyFiles final : public engine::HttpBodies {
public:
    static constexpr std::size_t maximumBodies = 256;

    explicit BodyFiles(const FileContext& context) : m_context(context) {}

    /// The time of the octets that come next.
    void now(std::int64_t time) { m_time = time; }
    /// Nothing more comes: what is open is not whole.
    void finish();

private:
    struct Body {
        FileRecord record;
        FileDigest digest;
        std::string part;  ///< why it is no whole file though all of it is there
        bool begun = false;
    };
    void begin(int side, const engine::HttpExchange& exchange, const engine::HttpBodyHead& head) override;
    void data(std::uint64_t id, int side, Bytes octets, std::uint32_t frame) override;
    void gap(std::uint64_t id, int side, std::uint64_t octets) override;
    void end(std::uint64_t id, int side, engine::HttpBodyEnd how, std::uint32_t frame) override;

    FileContext m_context;
    std::map<std::pair<std::uint64_t, int>, Body> m_bodies;
    std::int64_t m_time = 0;
};

/// HTTP/1 and HTTP/2 over TCP, in the clear or decrypted.
class HttpFiles final : public FileSource {
public:
    explicit HttpFiles(const FileContext& context)
        : m_bodies(context), m_content(context.flowRow().port[1 - context.client], &m_bodies, nullptr) {}

    void data(int role, Bytes octets, std::uint32_t frame, std::int64_t time) override;
    void gap(int role, std::uint64_t octets) override { m_content.gap(role, octets); }
    void end() override;

private:
    BodyFiles m_bodies;
    engine::InnerContent m_content;
};

/// HTTP/3 over QUIC that `context.state.keys` open.
std::unique_ptr<streams::StreamReader> makeQuicFiles(const FileContext& context);

}  // namespace weir::files
