// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <getopt.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "app/cli/argumentchecks.h"

namespace weir::cli {
namespace {

enum Option : int {
    tableOption = 256,
    seriesOption,
    eachOption,
    capturesFromOption,
    rowsOption,
    sensorOption,
    mcpOption,
    wideOption,
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
    {"series", no_argument, nullptr, seriesOption},
    {"each", no_argument, nullptr, eachOption},
    {"rows", required_argument, nullptr, rowsOption},
    {"sensor", required_argument, nullptr, sensorOption},
    {"mcp", no_argument, nullptr, mcpOption},
    {"wide", no_argument, nullptr, wideOption},
    {"captures-from", required_argument, nullptr, capturesFromOption},
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
        case seriesOption:
        case eachOption: {
            const Several wanted = code == seriesOption ? Several::series : Several::each;
            if (out.several != Several::decide && out.several != wanted)
                return Error{"--series and --each go one at a time"};
            out.several = wanted;
            break;
        }
        case capturesFromOption:
            if (value.empty())
                return Error{
                    "--captures-from takes the name of a file with names of captures, or - for standard input"};
            out.capturesFrom = value;
            break;
        case mcpOption:
            out.mcp = true;
            break;
        case wideOption:
            out.wide = true;
            break;
        case rowsOption:
            if (value.empty())
                return Error{"--rows takes the name of a folder, or - for standard output"};
            out.rowsInto = value;
            break;
        case sensorOption:
            if (value.empty() || value.size() > 1024)
                return Error{"--sensor takes the name of who recorded the captures"};
            out.sensor = value;
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
            out.tsv = value == "tsv";
            if (out.tsv)
                break;
            out.format = exporting::parseFormat(value);
            if (!out.format)
                return Error{"--format is text, csv, json, ndjson or (of --rows) tsv, not '" + value + "'"};
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
    if (!out.help && !out.version && !out.columns && !out.updateRegistries && out.captures.empty() &&
        out.capturesFrom.empty())
        return Error{"name a capture file, or - for standard input; see weir-cli --help"};
    if (!out.help && !out.version) {
        if (const auto error = fitTogether(out))
            return *error;
    }
    return out;
}

}  // namespace weir::cli
