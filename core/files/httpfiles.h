// SPDX-License-Identifier: GPL-3.0-or-later
// Files in HTTP of any version: the bodies of responses, and of requests.
#pragma once

#include <map>

#include "core/engine/innercontent.h"
#include "core/files/filesource.h"

namespace weir::files {

/// Memory: what 256 FileDigests take.
class HttpFiles final : public FileSource, private engine::HttpBodies {
public:
    static constexpr std::size_t maximumBodies = 256;

    explicit HttpFiles(const FileContext& context);

    /// The protocol that TLS agreed on.
    void agreed(std::string_view application) { m_content.agreed(application); }
    void data(int role, Bytes octets, std::uint32_t frame, std::int64_t time) override;
    void gap(int role, std::uint64_t octets) override;
    void end() override;

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
    engine::InnerContent m_content;
    std::map<std::pair<std::uint64_t, int>, Body> m_bodies;
    std::int64_t m_time = 0;
};

}  // namespace weir::files
