// SPDX-License-Identifier: GPL-3.0-or-later
// What may be asked about captures, and the answers: bounded, with nothing in them that could act on a screen.
#pragma once

#include <map>

#include "app/cli/mcpserver.h"
#include "app/cli/view.h"

namespace weir::cli {

/// A capture, or a series read as one, that may be asked about.
struct OpenCapture {
    std::string name;  ///< its file's, or its first file's
    traffic::Snapshot snapshot;
};

class McpTools {
public:
    /// `arguments` say whose home it is, what findings weigh, and which lookups are allowed.
    McpTools(Arguments arguments, std::vector<OpenCapture> captures);

    /// They refer to this object.
    std::vector<McpTool> all();
    std::string instructions() const;

private:
    Result<std::string> listCaptures() const;
    Result<std::string> listTables() const;
    Result<std::string> page(const JsonValue& asked, const std::string& table);
    Result<std::string> packet(const JsonValue& asked) const;
    Result<std::string> follow(const JsonValue& asked) const;
    Result<std::string> lookUp(const JsonValue& asked) const;

    Result<const OpenCapture*> captureOf(const JsonValue& asked) const;
    Result<table::TablePtr> tableOf(const OpenCapture& capture, const capturetables::TableRequest& request);
    McpTool pageTool(const std::string& name, const std::string& table, const std::string& title,
                     const std::string& description);

    Arguments m_arguments;
    std::vector<OpenCapture> m_captures;
    std::map<std::string, table::TablePtr> m_tables;  ///< made already: making one may take a while
};

}  // namespace weir::cli
