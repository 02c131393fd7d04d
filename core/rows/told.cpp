// SPDX-License-Identifier: GPL-3.0-or-later
// The rows `told`: who was told which address a name has, when, and by what.
#include <algorithm>

#include "core/rows/computedtable.h"
#include "core/rows/filesofseries.h"
#include "core/rows/rowdefinition.h"
#include "core/traffic/toldaddresses.h"

namespace weir::rows {
namespace {

using namespace table;

enum class Source : std::uint8_t { dns, local, capture };

struct Told {
    Source source = Source::dns;
    std::uint32_t message = 0;  ///< into DnsLog::messages, of DNS
    traffic::AddressId address{0};
    TextId name = 0;
    std::string_view captureName = {};
};

struct Context {
    explicit Context(const RowSource& source)
        : snapshot(source.snapshot), plain(traffic::plainForms(*snapshot)), files(snapshot->info) {
        const traffic::SnapshotData& state = *snapshot;
        for (const std::uint32_t i : traffic::messagesByFrame(state.dns)) {
            const traffic::DnsMessageRow& message = state.dns.messages[i];
            for (std::uint32_t a = 0; a < message.answerCount; ++a)
                addAnswer(i, state.dns.answers[message.firstAnswer + a]);
        }
        for (const traffic::LocalName& local : state.inspected.localNames)
            told.push_back({Source::local, 0, state.addresses.told(local.address), local.name});
        addCaptureNames();
    }

    void addAnswer(std::uint32_t i, const traffic::DnsAnswerRow& answer) {
        if (!answer.hasAddress)
            return;
        const traffic::SnapshotData& state = *snapshot;
        const traffic::DnsMessageRow& message = state.dns.messages[i];
        const traffic::AddressId address = state.addresses.told(answer.address);
        const TextId asked = answer.inAnswerSection && message.questionCount > 0
                                 ? state.dns.questions[message.firstQuestion].name
                                 : TextId{0};
        if (asked != 0)
            told.push_back({Source::dns, i, address, asked});
        if (answer.owner != asked || asked == 0)
            told.push_back({Source::dns, i, address, answer.owner});
    }

    void addCaptureNames() {
        std::vector<const std::pair<const IpAddress, std::vector<std::string>>*> named;
        for (const auto& entry : snapshot->captureNames) named.push_back(&entry);
        std::sort(named.begin(), named.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
        for (const auto* entry : named) {
            for (const std::string& name : entry->second) {
                captureAddresses.push_back(entry->first);
                told.push_back({Source::capture, static_cast<std::uint32_t>(captureAddresses.size() - 1), {}, 0, name});
            }
        }
    }

    traffic::Snapshot snapshot;
    std::vector<traffic::AddressId> plain;
    FilesOfSeries files;
    std::vector<IpAddress> captureAddresses;
    std::vector<Told> told;
};

struct ToldRow {
    const Context& context;
    const Told& told;
    std::size_t position;

    const traffic::SnapshotData& state() const { return *context.snapshot; }
    const traffic::DnsMessageRow* message() const {
        return told.source == Source::dns ? &state().dns.messages[told.message] : nullptr;
    }
    IpAddress address(bool plain) const {
        if (told.source == Source::capture)
            return context.captureAddresses[told.message];
        return state().address(plain ? context.plain[index(told.address)] : told.address);
    }
    std::string_view source() const {
        constexpr std::string_view names[] = {"dns", "local", "capture"};
        return names[static_cast<std::size_t>(told.source)];
    }
    template <typename Get>
    auto ofMessage(Get&& get) const -> std::optional<std::decay_t<decltype(get(*message()))>> {
        return message() != nullptr ? std::optional<std::decay_t<decltype(get(*message()))>>(get(*message()))
                                    : std::nullopt;
    }
};

const ColumnsOf<ToldRow>& columns() {
    static const ColumnsOf<ToldRow> all{
        {numberColumn("position", "Position", "Place among the rows of the capture, from 0"),
         [](const ToldRow& row) { return row.position; }},
        {textColumn("source", "Source",
                    "`dns`: an answer, or a record beside one; `local`: what a machine calls itself (DHCP, NetBIOS); "
                    "`capture`: the capture file's own list of names"),
         [](const ToldRow& row) { return row.source(); }},
        {addressColumn("client", "Client", "Who was told; empty unless by `dns`"),
         [](const ToldRow& row) {
             return row.ofMessage([&](const auto& message) { return row.state().address(message.client); });
         }},
        {addressColumn("address", "Address", "The address that has the name"),
         [](const ToldRow& row) { return row.address(false); }},
        {addressColumn("plain", "Plain", "As `flows.server_plain`"),
         [](const ToldRow& row) { return row.address(true); }},
        {textColumn("name", "Name", "The name: that of the question, or that of the record where it is another"),
         [](const ToldRow& row) {
             return row.told.source == Source::capture ? row.told.captureName : row.state().texts[row.told.name];
         }},
        {timeColumn("time", "Time", "When; empty unless by `dns`"),
         [](const ToldRow& row) { return row.ofMessage([](const auto& message) { return message.time; }); }},
        {numberColumn("frame", "Frame", "In which frame; likewise"),
         [](const ToldRow& row) { return row.ofMessage([](const auto& message) { return message.frame; }); }},
        {numberColumn("file", "File", "Place in `captures.files` of the file with that frame, from 0"),
         [](const ToldRow& row) {
             return row.ofMessage(
                 [&](const auto& message) { return row.context.files.of(std::uint64_t{message.frame}); });
         }},
    };
    return all;
}

TablePtr make(const RowSource& source) {
    const auto context = std::make_shared<const Context>(source);
    return std::make_shared<ComputedTable<ToldRow>>("told", columns(), context->told.size(), [context](std::size_t i) {
        return ToldRow{*context, context->told[i], i};
    });
}

}  // namespace

RowDefinition toldRows() {
    return {"told",
            "A row is a name that somebody was told to have an address: with `flows`, it gives what named each host",
            schemaOf(columns()),
            {},
            make};
}

}  // namespace weir::rows
