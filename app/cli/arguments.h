// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of weir-cli as a value.
#pragma once

#include "core/capturetables/tables.h"
#include "core/export/writer.h"
#include "core/handover/indicators.h"

namespace weir::cli {

enum class IndicatorFormat : std::uint8_t { text, csv, stix };

/// How several captures are read; `decide`: as one where they look like pieces of one recording.
enum class Several : std::uint8_t { decide, series, each };

struct Arguments {
    std::vector<std::string> captures;  ///< as given: folders, too
    std::string capturesFrom;           ///< a file with the names of further ones; "-": standard input
    Several several = Several::decide;
    traffic::Options analysis;
    capturetables::TableRequest table;
    bool tableGiven = false;
    std::string baseline;  ///< a capture to compare with; empty: none
    std::string where;
    std::string rules;  ///< a file with rules of the user's own; empty: none
    std::string sort;
    std::optional<std::uint64_t> limit;
    std::optional<std::uint64_t> packet;  ///< show this frame instead of a table
    std::optional<std::uint64_t> follow;  ///< show the conversation of this frame instead of a table
    std::string saveFiles;                ///< write the files of the rows into this archive instead of a table
    std::string writeSlice;               ///< write packets there instead of a table
    std::optional<exporting::Format> format;
    std::vector<std::string> lookup;  ///< providers to ask about the addresses of the table
    bool yes = false;                 ///< consent to what --lookup sends
    std::vector<std::string> values;  ///< addresses and names to look up, without any capture
    bool online = false;              ///< although the user's switch says offline
    bool updateRegistries = false;    ///< fetch IANA's tables of RDAP servers, instead of a table
    bool wholeNames = false;          ///< services of reputation are asked about whole host names
    bool keptAnswers = true;          ///< use and keep answers
    std::vector<std::pair<std::string, std::string>> limits;  ///< by provider
    std::vector<std::string> mmdb;  ///< databases of countries and networks, asked before those of the system
    std::string testEndpoints;      ///< developers only: where fake servers listen
    std::string output;             ///< empty: standard output
    bool provenance = false;        ///< a side file beside `output`
    std::optional<IndicatorFormat> indicators;
    double leastScore = 0;       ///< of findings that indicators are made of
    handover::StixOptions stix;  ///< what a bundle says beside them
    std::string allTables;       ///< a folder to write every table into instead of one
    std::string rowsInto;        ///< a folder to write rows for machines into instead of a table; "-": standard output
    bool tsv = false;            ///< as tab-separated values
    std::string sensor;          ///< who recorded the captures, in the rows
    std::string report;          ///< an HTML file to write instead of a table
    std::string caseFile;        ///< of the report or the indicators; empty: the one beside the capture
    std::optional<bool> progress;
    bool mcp = false;      ///< answer a program's questions instead of printing a table
    bool wide = false;     ///< lines longer than the terminal's
    bool columns = false;  ///< list the columns of all tables
    bool help = false;
    bool version = false;

    /// Every capture that is read, none of which may be written to.
    std::vector<std::string> inputs() const;
};

/// The arguments, or what is wrong with them and how to mend it. Does not touch any file.
Result<Arguments> parseArguments(int count, char** values);
std::string helpText();

}  // namespace weir::cli
