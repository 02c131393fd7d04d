// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/mcpserver.h"

#include <algorithm>
#include <array>

#include "core/base/jsonwriter.h"

namespace weir::cli {
namespace {

using Kind = JsonValue::Kind;

/// Of JSON-RPC 2.0, section 5.1.
enum Code : int { parseError = -32700, invalidRequest = -32600, methodNotFound = -32601, invalidParameters = -32602 };

constexpr std::array<std::string_view, 3> revisions = {"2025-06-18", "2025-03-26", "2024-11-05"};

std::string errorObject(int code, std::string_view message) {
    std::string out;
    JsonWriter(out, JsonWriter::Spacing::none)
        .beginObject()
        .key("code")
        .number(code)
        .key("message")
        .text(message)
        .endObject();
    return out;
}

/// `name` is "result" or "error"; the identification is null where it could not be read.
std::string response(const JsonValue* id, std::string_view name, std::string_view json) {
    std::string out;
    JsonWriter writer(out, JsonWriter::Spacing::none);
    writer.beginObject().key("jsonrpc").text("2.0").key("id");
    if (id != nullptr)
        writer.value(*id);
    else
        writer.literal("null");
    writer.key(name).literal(json).endObject();
    return out;
}

}  // namespace

std::string McpServer::tooLong() {
    return response(nullptr, "error", errorObject(parseError, "the message is longer than 1 MiB"));
}

std::string McpServer::answer(std::string_view line) const {
    const auto message = parseJson(line, {.octets = longestMessage});
    if (!message)
        return response(nullptr, "error", errorObject(parseError, message.error().toString()));
    if (!message.value().is(Kind::array))
        return answerOne(message.value());
    // Several at once, as the revision 2025-03-26 has it.
    if (message.value().items.empty())
        return response(nullptr, "error", errorObject(invalidRequest, "an empty batch"));
    std::string out;
    for (const JsonValue& one : message.value().items) {
        if (const std::string answered = answerOne(one); !answered.empty())
            out.append(out.empty() ? "[" : ",").append(answered);
    }
    return out.empty() ? out : out + ']';
}

std::string McpServer::answerOne(const JsonValue& message) const {
    const JsonValue* id = message.find("id");
    if (id != nullptr && !id->is(Kind::string) && !id->is(Kind::number))
        id = nullptr;
    const JsonValue* method = message.find("method");
    if (!message.is(Kind::object) || message.textOf("jsonrpc") != "2.0" || method == nullptr ||
        !method->is(Kind::string)) {
        // What has no method may answer a question; none was asked.
        const bool answers = message.find("result") != nullptr || message.find("error") != nullptr;
        return answers ? std::string()
                       : response(id, "error", errorObject(invalidRequest, "not a JSON-RPC 2.0 request"));
    }
    if (message.find("id") == nullptr)
        return {};  // a notification
    if (id == nullptr)
        return response(nullptr, "error", errorObject(invalidRequest, "an id is a string or a number"));
    const JsonValue* parameters = message.find("params");
    if (parameters != nullptr && !parameters->is(Kind::object))
        return response(id, "error", errorObject(invalidParameters, "params are an object"));
    if (method->text == "initialize")
        return response(id, "result", initialized(parameters));
    if (method->text == "ping")
        return response(id, "result", "{}");
    if (method->text == "tools/list")
        return response(id, "result", listed());
    if (method->text == "tools/call") {
        bool isError = false;
        const std::string result = called(parameters, isError);
        return response(id, isError ? "error" : "result", result);
    }
    return response(id, "error", errorObject(methodNotFound, "there is no method '" + method->text + "'"));
}

std::string McpServer::initialized(const JsonValue* parameters) const {
    const std::string wanted = parameters != nullptr ? parameters->textOf("protocolVersion") : std::string();
    const bool known = std::find(revisions.begin(), revisions.end(), wanted) != revisions.end();
    std::string out;
    JsonWriter writer(out, JsonWriter::Spacing::none);
    writer.beginObject().key("protocolVersion").text(known ? wanted : revisions.front());
    writer.key("capabilities").beginObject().key("tools").beginObject().key("listChanged").truth(false);
    writer.endObject().endObject();
    writer.key("serverInfo").beginObject().key("name").text("weir").key("title").text("Weir");
    writer.key("version").text(WEIR_VERSION).endObject();
    writer.key("instructions").text(m_instructions).endObject();
    return out;
}

std::string McpServer::listed() const {
    std::string out;
    JsonWriter writer(out, JsonWriter::Spacing::none);
    writer.beginObject().key("tools").beginArray();
    for (const McpTool& tool : m_tools) {
        writer.beginObject().key("name").text(tool.name).key("title").text(tool.title);
        writer.key("description").text(tool.description).key("inputSchema").literal(tool.inputSchema);
        writer.key("annotations").beginObject().key("title").text(tool.title);
        writer.key("readOnlyHint").truth(!tool.asksNetwork).key("destructiveHint").truth(false);
        writer.key("idempotentHint").truth(true).key("openWorldHint").truth(tool.asksNetwork).endObject().endObject();
    }
    writer.endArray().endObject();
    return out;
}

std::string McpServer::called(const JsonValue* parameters, bool& isError) const {
    const auto refuse = [&](const std::string& why) {
        isError = true;
        return errorObject(invalidParameters, why);
    };
    const std::string name = parameters != nullptr ? parameters->textOf("name") : std::string();
    const auto tool =
        std::find_if(m_tools.begin(), m_tools.end(), [&](const McpTool& one) { return one.name == name; });
    if (tool == m_tools.end())
        return refuse("there is no tool '" + name + "'");
    JsonValue none;
    none.kind = Kind::object;
    const JsonValue* arguments = parameters->find("arguments");
    if (arguments != nullptr && !arguments->is(Kind::object) && !arguments->is(Kind::null))
        return refuse("arguments are an object");
    const auto text = tool->call(arguments != nullptr && arguments->is(Kind::object) ? *arguments : none);
    std::string out;
    JsonWriter writer(out, JsonWriter::Spacing::none);
    writer.beginObject().key("content").beginArray().beginObject().key("type").text("text");
    writer.key("text").text(text ? text.value() : text.error().toString()).endObject().endArray();
    writer.key("isError").truth(!text.ok()).endObject();
    return out;
}

}  // namespace weir::cli
