// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/handover/casefile.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/jsonwriter.h"
#include "core/base/text.h"
#include "core/dissect/dissector.h"
#include "core/export/writer.h"

namespace weir::handover {
namespace {

using Kind = JsonValue::Kind;

constexpr std::string_view format = "weir-case";
constexpr std::string_view kindNames[] = {"address", "name", "flow", "frame"};
constexpr std::string_view verdictNames[] = {"none", "benign", "suspicious", "malicious"};

template <typename Value, std::size_t Count>
std::optional<Value> named(const std::string_view (&names)[Count], std::string_view text) {
    const auto found = std::find(std::begin(names), std::end(names), text);
    return found == std::end(names) ? std::nullopt : std::optional(static_cast<Value>(found - std::begin(names)));
}

/// Members whose names are not among the known ones.
JsonValue::Members unknown(const JsonValue& object, std::initializer_list<std::string_view> known) {
    JsonValue::Members out;
    for (const auto& member : object.members) {
        if (std::find(known.begin(), known.end(), member.first) == known.end())
            out.push_back(member);
    }
    return out;
}

std::vector<std::string> texts(const JsonValue* array) {
    std::vector<std::string> out;
    for (const JsonValue& item : array ? array->items : std::vector<JsonValue>{}) out.push_back(item.text);
    return out;
}

JsonValue ofMark(const CaseSubject& subject, const Mark& mark) {
    JsonValue out;
    out.kind = Kind::object;
    out.members = {{"kind", JsonValue::ofText(toString(subject.kind))}, {"key", JsonValue::ofText(subject.key)}};
    if (mark.starred)
        out.members.emplace_back("star", JsonValue::ofTruth(true));
    if (mark.verdict != Verdict::none)
        out.members.emplace_back("verdict", JsonValue::ofText(toString(mark.verdict)));
    if (!mark.note.empty())
        out.members.emplace_back("note", JsonValue::ofText(mark.note));
    out.members.insert(out.members.end(), mark.others.begin(), mark.others.end());
    return out;
}

void readMark(CaseFile& file, const JsonValue& value) {
    const auto kind = named<SubjectKind>(kindNames, value.textOf("kind"));
    const std::string key = value.textOf("key");
    const std::string verdictText = value.textOf("verdict");
    const auto verdict = verdictText.empty() ? Verdict::none : named<Verdict>(verdictNames, verdictText);
    if (!kind || key.empty() || !verdict || file.marks.contains({*kind, key})) {
        file.otherMarks.push_back(value);
        return;
    }
    file.marks[{*kind, key}] = {value.truthOf("star"), *verdict, value.textOf("note"),
                                unknown(value, {"kind", "key", "star", "verdict", "note"})};
}

Result<std::string> contentOf(const std::string& path) {
    std::error_code error;
    const JsonLimits limits;
    if (!std::filesystem::is_regular_file(path, error))
        return Error::of(ErrorKind::invalid, "not a regular file").in(path);
    if (std::filesystem::file_size(path, error) > limits.octets || error)
        return Error::of(ErrorKind::tooLarge, "a case has at most %1 bytes", {std::to_string(limits.octets)}).in(path);
    std::ifstream stream(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad())
        return Error::of(ErrorKind::unreadable, "cannot be read").in(path);
    return text;
}

}  // namespace

std::optional<CaseSubject> caseSubject(const table::Subject& subject) {
    if (const auto* frame = std::get_if<table::FrameSubject>(&subject))
        return CaseSubject{SubjectKind::frame, std::to_string(frame->number)};
    if (const auto* address = std::get_if<IpAddress>(&subject))
        return CaseSubject{SubjectKind::address, address->toString()};
    if (const auto* name = std::get_if<table::NameSubject>(&subject))
        return CaseSubject{SubjectKind::name, lowered(name->name)};
    const auto* conversation = std::get_if<table::ConversationSubject>(&subject);
    if (!conversation || !conversation->whole())
        return {};
    const auto port = [](std::int32_t value) { return value < 0 ? std::string("-") : std::to_string(value); };
    return CaseSubject{SubjectKind::flow,
                       conversation->source->toString() + ' ' + conversation->destination->toString() + ' ' +
                           port(*conversation->sourcePort) + ' ' + port(*conversation->destinationPort) + ' ' +
                           std::string(dissect::protocolName(*conversation->protocol))};
}

std::string_view toString(SubjectKind kind) { return kindNames[static_cast<std::size_t>(kind)]; }
std::string_view toString(Verdict verdict) { return verdictNames[static_cast<std::size_t>(verdict)]; }

const Mark* CaseFile::find(const CaseSubject& subject) const {
    const auto found = marks.find(subject);
    return found == marks.end() ? nullptr : &found->second;
}

void CaseFile::set(const CaseSubject& subject, Mark mark) {
    if (mark.empty())
        marks.erase(subject);
    else
        marks[subject] = std::move(mark);
}

std::string casePath(const std::vector<std::string>& files) {
    return files.empty() || files.front() == "-" ? std::string{} : files.front() + ".weir.json";
}

Result<CaseFile> parseCase(std::string_view text) {
    const auto parsed = parseJson(text);
    if (!parsed)
        return parsed.error();
    const JsonValue& root = parsed.value();
    if (root.textOf("format") != format)
        return Error::of(ErrorKind::invalid, "not a case: \"format\" is not \"weir-case\"");
    const JsonValue* version = root.find("version");
    if (!version || version->text != "1")
        return Error::of(ErrorKind::unsupported, "a case of a version that this Weir does not know");
    CaseFile out;
    if (const JsonValue* capture = root.find("capture")) {
        out.hashes = texts(capture->find("sha256"));
        out.files = texts(capture->find("files"));
    }
    if (const JsonValue* marks = root.find("marks")) {
        for (const JsonValue& mark : marks->items) readMark(out, mark);
    }
    out.seal = root.textOf("seal");
    out.others = unknown(root, {"format", "version", "capture", "marks", "seal"});
    return out;
}

std::string caseJson(const CaseFile& file) {
    std::string out;
    JsonWriter json(out, JsonWriter::Spacing::afterSeparators);
    json.beginObject();
    json.newLine().key("format").text(format);
    json.newLine().key("version").number(1);
    json.newLine().key("capture").beginObject().key("sha256").texts(file.hashes).key("files").texts(file.files);
    json.endObject().newLine().key("marks").beginArray();
    for (const auto& [subject, mark] : file.marks) json.newLine().value(ofMark(subject, mark));
    for (const JsonValue& mark : file.otherMarks) json.newLine().value(mark);
    json.newLine().endArray();
    for (const auto& [name, value] : file.others) json.newLine().key(name).value(value);
    if (!file.seal.empty())
        json.newLine().key("seal").text(file.seal);
    json.newLine().endObject();
    return out + '\n';
}

Result<CaseFile> loadCase(const std::string& path, const std::vector<std::string>& hashes) {
    if (path.empty() || hashes.empty() || std::find(hashes.begin(), hashes.end(), std::string{}) != hashes.end())
        return Error::of(ErrorKind::invalid, "a case needs captures in files, whose SHA-256 binds it to them").in(path);
    std::error_code error;
    const auto status = std::filesystem::symlink_status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) {
        CaseFile fresh;
        fresh.hashes = hashes;
        return fresh;
    }
    const auto text = contentOf(path);
    if (!text)
        return text.error();
    auto file = parseCase(text.value());
    if (!file)
        return Error(file.error()).in(path);
    if (file.value().hashes != hashes)
        return Error::of(ErrorKind::invalid,
                         "this case is about another capture (its SHA-256 is not this one's), so it is not applied")
            .in(path);
    return file;
}

Result<void> saveCase(const std::string& path, const CaseFile& file) {
    const auto there = loadCase(path, file.hashes);
    if (!there)
        return there.error();
    std::error_code error;
    if (file.empty() && !std::filesystem::exists(path, error))
        return {};
    return exporting::writeFileWhole(
        path, file.files, [&](const exporting::Sink& sink) { return sink(caseJson(file)); }, exporting::Links::refuse);
}

}  // namespace weir::handover
