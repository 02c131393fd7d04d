// SPDX-License-Identifier: GPL-3.0-or-later
// Undoes the content encodings of HTTP as octets come: gzip, deflate, br, zstd.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/bytes.h"

namespace weir::files {

/// One encoding. Not thread-safe.
class Decoder {
public:
    virtual ~Decoder() = default;
    using Take = std::function<void(Bytes)>;
    /// Hands on what comes out; false once the octets are not what they should be.
    virtual bool add(Bytes octets, const Take& take) = 0;
    /// The end mark was read.
    virtual bool ended() const = 0;
};

/// "gzip", "x-gzip", "deflate", "br", "zstd"; null for another.
std::unique_ptr<Decoder> makeDecoder(std::string_view encoding);

/// A chain of them. What expands beyond `maximumRatio` (after 64 MiB) is given up: bombs take no time.
class ContentDecoder {
public:
    static constexpr std::size_t mostEncodings = 4;
    static constexpr std::uint64_t maximumRatio = 1100, ratioFrom = std::uint64_t{64} << 20;

    explicit ContentDecoder(std::string_view encodings);
    void add(Bytes octets, const Decoder::Take& take);
    bool decodes() const { return !m_decoders.empty(); }
    /// The encodings, joined with ';'.
    const std::string& names() const { return m_names; }
    /// What is wrong, in words; empty where nothing is.
    std::string problem() const;

private:
    void pass(std::size_t which, Bytes octets, const Decoder::Take& take);

    std::vector<std::unique_ptr<Decoder>> m_decoders;  ///< the last one applied first
    std::vector<std::string> m_order;
    std::string m_names, m_problem;
    std::uint64_t m_in = 0, m_out = 0;
};

}  // namespace weir::files
