// SPDX-License-Identifier: GPL-3.0-or-later
// The protocol's messages: JSON-RPC in, JSON-RPC out, and tools behind it.
#pragma once

#include <functional>
#include <vector>

#include "core/base/json.h"

namespace weir::cli {

/// Something that can be asked for. `call` gives the answer as text, or what is wrong with the question.
struct McpTool {
    std::string name;
    std::string title;
    std::string description;
    std::string inputSchema;  ///< JSON Schema of the arguments, as text
    bool asksNetwork = false;
    std::function<Result<std::string>(const JsonValue& arguments)> call;
};

class McpServer {
public:
    static constexpr std::size_t longestMessage = std::size_t{1} << 20;

    McpServer(std::vector<McpTool> tools, std::string instructions)
        : m_tools(std::move(tools)), m_instructions(std::move(instructions)) {}

    /// The answer to a line, itself a line without its end; empty where none is due (notifications).
    std::string answer(std::string_view line) const;
    /// The answer to a line that was longer than `longestMessage`.
    static std::string tooLong();

private:
    std::string answerOne(const JsonValue& message) const;
    std::string initialized(const JsonValue* parameters) const;
    std::string listed() const;
    /// The result, or an error object in its place where the tool or its arguments do not exist.
    std::string called(const JsonValue* parameters, bool& isError) const;

    std::vector<McpTool> m_tools;
    std::string m_instructions;
};

}  // namespace weir::cli
