// SPDX-License-Identifier: GPL-3.0-or-later
// What kind of file a body is, whatever its name or declared type says.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/bytes.h"

namespace weir::protocol {

enum class FileGroup : std::uint8_t { unknown, executable, script, archive, document, image, media, text };

struct FileKind {
    std::string_view name = "";  ///< "pe", "elf", "zip", "pdf", …; empty where unknown. Lives as long as the program
    FileGroup group = FileGroup::unknown;
    bool guessed = false;  ///< by words in a text, not by a mark that the format demands
    bool known() const { return group != FileGroup::unknown; }
    bool operator==(const FileKind&) const = default;
};

/// From the first octets of a body; at most 4096 are looked at. A body still compressed by a content encoding is
/// told as that ("gzip").
FileKind fileKind(Bytes start);

/// Whether the declared type (a Content-Type value) hides what the body is: an executable or script that is declared
/// as an image, a text or a document. Generic types ("application/octet-stream") hide nothing.
bool disguised(const FileKind& kind, std::string_view contentType);

}  // namespace weir::protocol
