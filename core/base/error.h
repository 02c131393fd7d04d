// SPDX-License-Identifier: GPL-3.0-or-later
// Errors are values: of which kind, what is wrong, in which file, at which offset. Words are made at the edge.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weir {

/// What a caller can decide by; the message is for people.
enum class ErrorKind : std::uint8_t {
    invalid,      ///< what the user gave makes no sense: an option, a filter, a line of a file
    notFound,     ///< no such table, flow, frame, provider
    unsupported,  ///< it makes sense, but not to this program: a version, a format
    unreadable,   ///< a file, a device or standard input gives nothing (any more)
    unwritable,   ///< a file, a folder or an archive takes nothing (any more)
    damaged,      ///< a file contradicts its own format; `offset` says where
    tooLarge,     ///< beyond a limit that THREAT_MODEL.md names
    noMemory,
    noThread,  ///< the system gives no further thread
    cancelled,
    internal,  ///< a mistake of this program
};

/// What went wrong. `message` is a sentence in English whose %1 to %9 stand for `arguments`: the window looks for its
/// translation before it puts the arguments in. `offset` is in bytes from the start of `file` (after decompression
/// where the file is compressed); both are empty where they make no sense.
struct Error {
    std::string message;
    std::string file = {};
    std::optional<std::uint64_t> offset = {};
    ErrorKind kind = ErrorKind::invalid;
    std::vector<std::string> arguments = {};

    /// Marks a sentence that will become a message or an argument, for those who collect them for translators.
    static constexpr const char* sentence(const char* english) { return english; }

    static Error of(ErrorKind kind, std::string message, std::vector<std::string> arguments = {}) {
        return {std::move(message), {}, {}, kind, std::move(arguments)};
    }
    Error&& in(std::string path) && {
        file = std::move(path);
        return std::move(*this);
    }
    Error&& at(std::optional<std::uint64_t> where) && {
        offset = where;
        return std::move(*this);
    }

    /// The message in English with its arguments, without file and offset.
    std::string text() const { return filledIn(message, arguments); }
    /// "file: message (at offset N)", leaving out what is not known.
    std::string toString() const {
        std::string out = file.empty() ? text() : file + ": " + text();
        if (offset)
            out += " (at offset " + std::to_string(*offset) + ")";
        return out;
    }
    /// For who names the file beside the error.
    Error withoutFile() const {
        Error out = *this;
        out.file.clear();
        return out;
    }
    bool operator==(const Error&) const = default;

    /// `sentence` with %1 to %9 replaced, each once and from left to right: what an argument holds is not looked at.
    static std::string filledIn(const std::string& sentence, const std::vector<std::string>& arguments) {
        std::string out;
        for (std::size_t i = 0; i < sentence.size(); ++i) {
            const bool placeholder = sentence[i] == '%' && i + 1 < sentence.size() && sentence[i + 1] >= '1' &&
                                     static_cast<std::size_t>(sentence[i + 1] - '1') < arguments.size();
            if (placeholder)
                out += arguments[static_cast<std::size_t>(sentence[++i] - '1')];
            else
                out += sentence[i];
        }
        return out;
    }
};

}  // namespace weir
