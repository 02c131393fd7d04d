// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capturetables/filereasons.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/base/textparts.h"
#include "core/files/findfiles.h"
#include "core/findings/request.h"

namespace weir::capturetables {
namespace {

/// Neither an address nor a name holds as many hexadecimal digits and nothing else.
bool isFileHash(std::string_view text) {
    return (text.size() == 64 || text.size() == 40 || text.size() == 32) &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool asksForHashes(const findings::FindingsRequest& request) {
    const bool listed = request.lists && std::any_of(request.lists->begin(), request.lists->end(),
                                                     [](const auto& list) { return list.holdsHashes(); });
    return listed || (request.nameNotes && std::any_of(request.nameNotes->begin(), request.nameNotes->end(),
                                                       [](const auto& note) { return isFileHash(note.first); }));
}

class FileReasons final : public findings::FurtherReasons {
public:
    explicit FileReasons(std::shared_ptr<const findings::FurtherReasons> others) : m_others(std::move(others)) {}

    std::vector<findings::FurtherReason> find(const traffic::Snapshot& snapshot,
                                              const findings::FindingsRequest& request) const override {
        std::vector<findings::FurtherReason> out;
        if (m_others)
            out = m_others->find(snapshot, request);
        if (!asksForHashes(request))
            return out;
        for (const files::FileRecord& file : files::findFiles(*snapshot)) {
            if (!file.incomplete.empty())
                continue;
            const auto add = [&](const char* kind, const std::string& why) {
                const std::string server = snapshot->address(file.server).toString();
                const std::string client = snapshot->address(file.client).toString();
                std::string what = std::string(kind) + ": " + client + (file.upload ? " sent " : " received ") +
                                   (file.name.empty() ? "a file" : quoted(printable(file.name))) +
                                   (file.upload ? " to " : " from ") + server + ", " + why + " (SHA-256 " +
                                   std::string(file.sha256) + ")";
                out.push_back({server, kind, std::move(what), static_cast<std::uint32_t>(file.frame), file.frames});
            };
            if (request.lists) {
                for (const findings::IndicatorList& list : *request.lists) {
                    if (list.holdsText(file.sha256) || list.holdsText(file.md5))
                        add("listed", "which stands on the list " + list.name() +
                                          (list.date().empty() ? "" : " of " + list.date()));
                }
            }
            if (!request.nameNotes)
                continue;
            for (const std::string_view hash : {std::string_view(file.sha256), std::string_view(file.md5)}) {
                const traffic::Said said = traffic::saidOf(*request.nameNotes, hash);
                if (said.verdict == "malicious") {
                    add("reputation", "which is called malicious by " + printable(said.verdictBy));
                    break;
                }
            }
        }
        return out;
    }

    std::pair<std::string, std::string> evidence(std::string_view kind, std::string_view subject) const override {
        if (kind == "listed" || kind == "reputation")
            return {"files", "server = " + quoted(subject)};
        return m_others ? m_others->evidence(kind, subject) : std::pair<std::string, std::string>();
    }

private:
    std::shared_ptr<const findings::FurtherReasons> m_others;
};

}  // namespace

std::shared_ptr<const findings::FurtherReasons> withFileReasons(
    std::shared_ptr<const findings::FurtherReasons> others) {
    if (others)
        return std::make_shared<FileReasons>(std::move(others));
    // One for all requests: findings are kept as long as what they were asked with is the same object.
    static const auto alone = std::make_shared<const FileReasons>(nullptr);
    return alone;
}

}  // namespace weir::capturetables
