// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <getopt.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "app/cli/packets.h"
#include "core/capturetables/filereasons.h"
#include "core/capturetables/ownrules.h"
#include "core/capturetables/tableinfo.h"
#include "core/handover/compare.h"

namespace weir::cli {
namespace {

enum Option : int {
    tableOption = 256,
    baselineOption,
    indicatorsOption,
    leastScoreOption,
    tlpOption,
    producerOption,
    provenanceOption,
    reportOption,
    allTablesOption,
    caseOption,
    groupByOption,
    twoWayOption,
    oneWayOption,
    outboundOption,
    homeOption,
    innerOption,
    captureFilterOption,
    whereOption,
    sortOption,
    rareOption,
    limitOption,
    packetOption,
    followOption,
    writeSliceOption,
    formatOption,
    outputOption,
    jobsOption,
    progressOption,
    pslOption,
    lookupOption,
    yesOption,
    mmdbOption,
    onlineOption,
    updateRegistriesOption,
    wholeNamesOption,
    keptAnswersOption,
    privateOption,
    limitsOption,
    testEndpointsOption,
    weightsOption,
    listOption,
    columnsOption,
    keyLogOption,
    rulesOption,
    saveFilesOption,
    versionOption,
    helpOption
};

constexpr option options[] = {
    {"table", required_argument, nullptr, tableOption},
    {"baseline", required_argument, nullptr, baselineOption},
    {"indicators", required_argument, nullptr, indicatorsOption},
    {"least-score", required_argument, nullptr, leastScoreOption},
    {"tlp", required_argument, nullptr, tlpOption},
    {"producer", required_argument, nullptr, producerOption},
    {"report", required_argument, nullptr, reportOption},
    {"all-tables", required_argument, nullptr, allTablesOption},
    {"case", required_argument, nullptr, caseOption},
    {"provenance", no_argument, nullptr, provenanceOption},
    {"group-by", required_argument, nullptr, groupByOption},
    {"two-way", no_argument, nullptr, twoWayOption},
    {"one-way", no_argument, nullptr, oneWayOption},
    {"outbound", no_argument, nullptr, outboundOption},
    {"home", required_argument, nullptr, homeOption},
    {"inner", no_argument, nullptr, innerOption},
    {"capture-filter", required_argument, nullptr, captureFilterOption},
    {"where", required_argument, nullptr, whereOption},
    {"sort", required_argument, nullptr, sortOption},
    {"rare", no_argument, nullptr, rareOption},
    {"limit", required_argument, nullptr, limitOption},
    {"packet", required_argument, nullptr, packetOption},
    {"follow", required_argument, nullptr, followOption},
    {"write-slice", required_argument, nullptr, writeSliceOption},
    {"format", required_argument, nullptr, formatOption},
    {"output", required_argument, nullptr, outputOption},
    {"jobs", required_argument, nullptr, jobsOption},
    {"progress", no_argument, nullptr, progressOption},
    {"psl", required_argument, nullptr, pslOption},
    {"lookup", required_argument, nullptr, lookupOption},
    {"yes", no_argument, nullptr, yesOption},
    {"mmdb", required_argument, nullptr, mmdbOption},
    {"online", no_argument, nullptr, onlineOption},
    {"update-registries", no_argument, nullptr, updateRegistriesOption},
    {"whole-names", no_argument, nullptr, wholeNamesOption},
    {"kept-answers", required_argument, nullptr, keptAnswersOption},
    {"private", no_argument, nullptr, privateOption},
    {"limits", required_argument, nullptr, limitsOption},
    {"test-endpoints", required_argument, nullptr, testEndpointsOption},
    {"findings-weights", required_argument, nullptr, weightsOption},
    {"list", required_argument, nullptr, listOption},
    {"columns", no_argument, nullptr, columnsOption},
    {"save-files", required_argument, nullptr, saveFilesOption},
    {"keylog", required_argument, nullptr, keyLogOption},
    {"rules", required_argument, nullptr, rulesOption},
    {"version", no_argument, nullptr, versionOption},
    {"help", no_argument, nullptr, helpOption},
    {nullptr, 0, nullptr, 0},
};

std::optional<std::uint64_t> wholeNumber(std::string_view text) {
    std::uint64_t value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || stop != text.data() + text.size())
        return {};
    return value;
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t comma = std::min(text.find(',', at), text.size());
        out.emplace_back(text.substr(at, comma - at));
        at = comma + 1;
    }
    return out;
}

/// Takes one option's value; what is wrong with it, if anything.
std::optional<Error> apply(int code, const std::string& value, Arguments& out) {
    switch (code) {
        case tableOption:
            out.table.name = value;
            out.tableGiven = true;
            break;
        case baselineOption:
            if (value.empty())
                return Error{"--baseline takes the name of a capture"};
            out.baseline = value;
            break;
        case groupByOption:
            out.table.groupBy = split(value);
            break;
        case twoWayOption:
            out.table.twoWay = true;
            break;
        case oneWayOption:
            out.table.twoWay = false;
            break;
        case outboundOption:
            out.table.outbound = true;
            break;
        case innerOption:
            out.analysis.inner = true;
            break;
        case captureFilterOption:
            out.analysis.captureFilter = value;
            break;
        case whereOption:
            out.where = value;
            break;
        case sortOption:
            out.sort = value;
            break;
        case rareOption:
            out.table.rare = true;
            break;
        case indicatorsOption:
            if (value != "text" && value != "csv" && value != "stix")
                return Error{"--indicators is text, csv or stix, not '" + value + "'"};
            out.indicators = value == "text"  ? IndicatorFormat::text
                             : value == "csv" ? IndicatorFormat::csv
                                              : IndicatorFormat::stix;
            break;
        case leastScoreOption: {
            const auto score = wholeNumber(value);
            if (!score || *score > 1'000'000)
                return Error{"--least-score takes a number of points, not '" + value + "'"};
            out.leastScore = static_cast<double>(*score);
            break;
        }
        case tlpOption:
            out.stix.tlp = handover::parseTlp(value);
            if (!out.stix.tlp)
                return Error{"--tlp is clear, green, amber or red, not '" + value + "'"};
            break;
        case producerOption:
            if (value.empty() || value.size() > 1024)
                return Error{"--producer takes the name of an organization"};
            out.stix.producer = value;
            break;
        case reportOption:
        case caseOption:
            if (value.empty())
                return Error{code == reportOption ? "--report takes the name of a file"
                                                  : "--case takes the name of a file"};
            (code == reportOption ? out.report : out.caseFile) = value;
            break;
        case allTablesOption:
            if (value.empty())
                return Error{"--all-tables takes the name of a folder"};
            out.allTables = value;
            break;
        case provenanceOption:
            out.provenance = true;
            break;
        case outputOption:
            out.output = value;
            break;
        case progressOption:
            out.progress = true;
            break;
        case pslOption:
            out.analysis.publicSuffixList = value;
            break;
        case versionOption:
            out.version = true;
            break;
        case columnsOption:
            out.columns = true;
            break;
        case helpOption:
            out.help = true;
            break;
        case lookupOption:
            out.lookup = split(value);
            break;
        case yesOption:
            out.yes = true;
            break;
        case updateRegistriesOption:
            out.updateRegistries = true;
            break;
        case onlineOption:
            out.online = true;
            break;
        case wholeNamesOption:
            out.wholeNames = true;
            break;
        case privateOption:
            out.keptAnswers = false;
            break;
        case keptAnswersOption:
            if (value != "yes" && value != "no")
                return Error{"--kept-answers is yes or no, not '" + value + "'"};
            out.keptAnswers = value == "yes";
            break;
        case limitsOption: {
            const std::size_t equals = value.find('=');
            if (equals == std::string::npos || equals == 0)
                return Error{"--limits takes PROVIDER=N/minute,N/day,N/month or PROVIDER=none, not '" + value + "'"};
            out.limits.emplace_back(value.substr(0, equals), value.substr(equals + 1));
            break;
        }
        case mmdbOption:
            out.mmdb.push_back(value);
            break;
        case testEndpointsOption:
            out.testEndpoints = value;
            break;
        case weightsOption: {
            auto weights = findings::FindingWeights::load(value);
            if (!weights)
                return weights.error();
            out.table.weights = std::make_shared<const findings::FindingWeights>(weights.take());
            break;
        }
        case listOption: {
            // The name follows the last comma; a file whose own name has one is meant where it is there.
            const std::size_t comma = std::string(value).rfind(',');
            const bool named = comma != std::string::npos && !std::filesystem::exists(value);
            auto list = findings::IndicatorList::load(named ? std::string(value).substr(0, comma) : std::string(value),
                                                      named ? std::string(value).substr(comma + 1) : std::string{});
            if (!list)
                return list.error();
            auto lists = out.table.lists ? findings::IndicatorLists(*out.table.lists) : findings::IndicatorLists{};
            lists.push_back(list.take());
            out.table.lists = std::make_shared<const findings::IndicatorLists>(std::move(lists));
            break;
        }
        case saveFilesOption:
            out.saveFiles = value;
            break;
        case keyLogOption:
            out.analysis.keyLogs.push_back(value);
            break;
        case rulesOption:
            out.rules = value;
            break;
        case homeOption: {
            const auto home = Networks::parse(value);
            if (!home)
                return Error{"--home takes networks such as 10.0.0.0/8,fd00::/8, not '" + value + "'"};
            out.table.home = *home;
            break;
        }
        case limitOption:
            out.limit = wholeNumber(value);
            if (!out.limit)
                return Error{"--limit takes a number of rows, not '" + value + "'"};
            break;
        case packetOption:
            out.packet = wholeNumber(value);
            if (!out.packet)
                return Error{"--packet takes the number of a frame, not '" + value + "'"};
            break;
        case followOption:
            out.follow = wholeNumber(value);
            if (!out.follow)
                return Error{"--follow takes the number of a frame, not '" + value + "'"};
            break;
        case writeSliceOption:
            out.writeSlice = value;
            break;
        case formatOption:
            out.format = exporting::parseFormat(value);
            if (!out.format)
                return Error{"--format is text, csv, json or ndjson, not '" + value + "'"};
            break;
        case jobsOption: {
            const auto jobs = wholeNumber(value);
            if (!jobs || *jobs == 0 || *jobs > 256)
                return Error{"--jobs takes a number from 1 to 256, not '" + value + "'"};
            out.analysis.jobs = static_cast<unsigned>(*jobs);
            break;
        }
        default:
            return Error{"unknown option"};
    }
    return {};
}

/// Addresses and names are what stands there unless a table of a capture is asked for.
std::optional<Error> fitValues(Arguments& out) {
    if (out.lookup.empty() || out.tableGiven || !out.report.empty() || out.indicators || !out.baseline.empty() ||
        !out.allTables.empty() || out.packet || out.follow || !out.writeSlice.empty())
        return {};
    for (const std::string& value : out.captures) {
        if (value == "-" || access(value.c_str(), F_OK) == 0)
            return Error{
                "--lookup goes with --table hosts, talkers, findings or another that has addresses or names, for a "
                "capture; without --table, name addresses and names to look up"};
    }
    if (out.provenance)
        return Error{"--provenance is of a table of a capture"};
    out.values = std::move(out.captures);
    out.captures.clear();
    return {};
}

/// Rules of the user's own, once all weights are known.
std::optional<Error> useRules(Arguments& out) {
    out.table.further = capturetables::withFileReasons(nullptr);
    if (out.rules.empty())
        return {};
    auto rules = findings::loadOwnRules(out.rules);
    if (!rules)
        return rules.error();
    if (const auto used = capturetables::useOwnRules(out.table, rules.take()); !used)
        return Error(used.error()).in(out.rules);
    return {};
}

/// Options that only make sense together, or apart.
std::optional<Error> fit(Arguments& out) {
    if (auto error = fitValues(out); error || !out.values.empty())
        return error;
    if (!out.report.empty()) {
        if (out.tableGiven || !out.output.empty() || out.format || !out.where.empty() || !out.sort.empty() ||
            out.indicators || !out.baseline.empty())
            return Error{
                "--report goes without --table, --where, --sort, --format, --output, --indicators and --baseline"};
        out.table.name = "hosts";
    } else if (!out.caseFile.empty() && !out.indicators) {
        return Error{"--case goes with --report or --indicators"};
    }
    if (out.leastScore > 0 && !out.indicators)
        return Error{"--least-score goes with --indicators"};
    if ((out.stix.tlp || !out.stix.producer.empty()) && out.indicators != IndicatorFormat::stix)
        return Error{"--tlp and --producer go with --indicators stix"};
    if (!out.allTables.empty() && (out.tableGiven || !out.output.empty() || out.format || !out.where.empty() ||
                                   !out.sort.empty() || out.limit || out.provenance || !out.lookup.empty()))
        return Error{
            "--all-tables goes without --table, --where, --sort, --limit, --format, --output, --provenance and "
            "--lookup"};
    if (out.indicators) {
        if (out.tableGiven && capturetables::tableInfo(out.table.name).rows != capturetables::RowKind::finding)
            return Error{"--indicators come from findings, not from --table " + out.table.name};
        if (!out.baseline.empty() || out.format)
            return Error{"--indicators go without --baseline and --format"};
        out.table.name = "findings";
    }
    if (const auto schema = capturetables::tableSchema(out.table); !schema)
        return schema.error();
    if (!out.baseline.empty() && out.tableGiven && !capturetables::tableInfo(out.table.name).comparable)
        return Error{"--baseline compares talkers, hosts, names, conversations and tls, not '" + out.table.name + "'"};
    const int instead = (out.packet ? 1 : 0) + (out.follow ? 1 : 0) + (out.writeSlice.empty() ? 0 : 1) +
                        (out.saveFiles.empty() ? 0 : 1) + (out.baseline.empty() ? 0 : 1) + (out.indicators ? 1 : 0) +
                        (out.report.empty() ? 0 : 1) + (out.allTables.empty() ? 0 : 1);
    if (instead > 1)
        return Error{
            "--packet, --follow, --write-slice, --save-files, --baseline, --indicators, --report and --all-tables go "
            "one at a time"};
    if (!out.saveFiles.empty() && (out.table.name != "files" || !out.output.empty()))
        return Error{"--save-files goes with --table files, names the archive itself and goes without --output"};
    if (!out.writeSlice.empty() && !out.output.empty())
        return Error{"--write-slice names the file itself and goes without --output"};
    if ((out.packet || out.follow || !out.writeSlice.empty()) && out.provenance)
        return Error{"--provenance is of a table, not of --packet, --follow or --write-slice"};
    if (!out.writeSlice.empty() && !canSlice(out))
        return Error{"--write-slice takes the rows of --table packets or conversations, not of '" + out.table.name +
                     "'; without --table, all packets"};
    if (!out.writeSlice.empty() && !out.tableGiven && (!out.where.empty() || out.limit))
        return Error{"--write-slice with --where or --limit needs --table packets or conversations"};
    if (out.provenance && out.output.empty())
        return Error{"--provenance goes with --output FILE, beside which it is written"};
    return {};
}

}  // namespace

std::vector<std::string> Arguments::inputs() const {
    std::vector<std::string> all = captures;
    if (!baseline.empty())
        all.push_back(baseline);
    return all;
}

Result<Arguments> parseArguments(int count, char** values) {
    Arguments out;
    opterr = 0;
    optind = 1;
    while (true) {
        const int before = optind;
        const int code = getopt_long(count, values, "", options, nullptr);
        if (code == -1)
            break;
        const std::string given = values[std::min(before, count - 1)];
        if (code == '?') {
            const bool known = optopt >= tableOption;
            return Error{known ? "option '" + given + "' needs a value, or takes none; see weir-cli --help"
                               : "there is no option '" + given + "'; see weir-cli --help"};
        }
        if (auto error = apply(code, optarg ? optarg : "", out))
            return *error;
    }
    for (int i = optind; i < count; ++i) out.captures.emplace_back(values[i]);
    if (out.updateRegistries && !out.captures.empty())
        return Error{"--update-registries goes without a capture"};
    if (!out.help && !out.version && !out.columns && !out.updateRegistries && out.captures.empty())
        return Error{"name a capture file, or - for standard input; see weir-cli --help"};
    if (!out.help && !out.version) {
        if (const auto error = useRules(out))
            return *error;
        if (const auto error = fit(out))
            return *error;
    }
    return out;
}

}  // namespace weir::cli
