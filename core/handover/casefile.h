// SPDX-License-Identifier: GPL-3.0-or-later
// What an analyst has to say of a capture, kept in a file beside it: stars, notes and verdicts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/table/subject.h"

namespace weir::handover {

enum class SubjectKind : std::uint8_t { address, name, flow, frame };
enum class Verdict : std::uint8_t { none, benign, suspicious, malicious };
std::string_view toString(SubjectKind kind);
std::string_view toString(Verdict verdict);  ///< "none", "benign", …

/// What a mark is about. `key`: an address as printed; a name in lower case; a flow's client, server, client's port,
/// server's port and protocol with spaces between ("10.0.0.1 192.0.2.1 50000 443 tcp", "-" for no port); a frame's
/// number.
struct CaseSubject {
    SubjectKind kind = SubjectKind::address;
    std::string key;
    auto operator<=>(const CaseSubject&) const = default;
};

/// What a mark on a row with this subject is about; nothing for rows grouped by fewer than all five keys, or about
/// nothing.
std::optional<CaseSubject> caseSubject(const table::Subject& subject);

struct Mark {
    bool starred = false;
    Verdict verdict = Verdict::none;
    std::string note;
    JsonValue::Members others;  ///< members that this version does not know, kept when saving

    bool empty() const { return !starred && verdict == Verdict::none && note.empty() && others.empty(); }
    bool operator==(const Mark&) const = default;
};

/// A value; not shared between threads.
struct CaseFile {
    std::vector<std::string> hashes;  ///< SHA-256 of each capture file, in order: what the case is about
    std::vector<std::string> files;   ///< their names when it was saved, for people
    std::map<CaseSubject, Mark> marks;
    std::vector<JsonValue> otherMarks;  ///< of kinds that this version does not know
    JsonValue::Members others;
    std::string seal;  ///< of who wrote it (see caseseal.h); empty: not known

    const Mark* find(const CaseSubject& subject) const;
    /// Takes the mark away where it is empty.
    void set(const CaseSubject& subject, Mark mark);
    bool empty() const { return marks.empty() && otherMarks.empty() && others.empty(); }
    bool operator==(const CaseFile&) const = default;
};

/// "CAPTURE.weir.json" of the first file; empty for standard input or no file.
std::string casePath(const std::vector<std::string>& files);

/// The case at `path`, or an empty one for `hashes` where there is no file. An error, with nothing applied, if the file
/// is about other captures than these, or cannot be read or understood, or if a hash is not known. At most 16 MiB.
Result<CaseFile> loadCase(const std::string& path, const std::vector<std::string>& hashes);

/// Whole or not at all. Refuses to take the place of a file that `loadCase` would not have read for the same hashes,
/// and of any capture. An empty case takes no place where there is no file.
Result<void> saveCase(const std::string& path, const CaseFile& file);

std::string caseJson(const CaseFile& file);
Result<CaseFile> parseCase(std::string_view text);

}  // namespace weir::handover
