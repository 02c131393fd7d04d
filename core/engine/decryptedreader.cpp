// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/decryptedreader.h"

#include <algorithm>
#include <fstream>
#include <unordered_map>

#include "core/base/ipprotocol.h"
#include "core/engine/httprows.h"
#include "core/engine/innercontent.h"
#include "core/streams/streamwalk.h"
#include "core/streams/tlslayer.h"

namespace weir::engine {
namespace {

/// What all connections share.
struct Shared {
    traffic::SnapshotData& state;
    TextPool& texts;
    traffic::AddressPool& told;
    decrypt::RecordScratch scratch;
    std::vector<traffic::HttpRow> http;
    std::unordered_map<std::uint32_t, std::vector<traffic::Application*>> records;  ///< by flow, in order, not yet met
};

bool saysTls(const traffic::Application& known) {
    return known.tlsVersion != 0 || known.ja4 != 0 || known.nameSource == traffic::NameSource::tls;
}

traffic::Decryption decryptionOf(decrypt::Outcome outcome) {
    switch (outcome) {
        case decrypt::Outcome::readable:
            return traffic::Decryption::readable;
        case decrypt::Outcome::keysDoNotFit:
            return traffic::Decryption::keysDoNotFit;
        case decrypt::Outcome::gap:
            return traffic::Decryption::gap;
        case decrypt::Outcome::noKeys:
            break;
    }
    return traffic::Decryption::noKeys;
}

class TlsConnection final : public streams::StreamReader, public streams::LayerConsumer {
public:
    TlsConnection(Shared& shared, traffic::FlowId flow)
        : m_shared(shared),
          m_flow(flow),
          m_layer(*shared.state.keys, shared.scratch, *this),
          m_sink{shared.state.dns, shared.texts, shared.told, shared.state.flows[index(flow)], 0} {}

    void data(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        m_layer.data(side, octets, arrival);
    }
    void gap(int side, std::uint64_t octets) override { m_layer.gap(side, octets); }
    bool done() const override { return m_layer.stopped(); }
    void end() override {
        m_layer.end();
        if (m_content) {
            m_content->end();
            keep();
        }
        if (m_known != nullptr) {
            const decrypt::DecryptionState state = m_layer.state();
            m_known->decryption = decryptionOf(state.outcome);
            m_known->decryptionFrame = static_cast<std::uint32_t>(state.frame);
        }
    }

    void clear(int, Bytes, const protocol::TcpArrival&) override {}
    void clearGap(int, std::uint64_t) override {}
    void tlsBegins(int client, std::uint64_t frame) override {
        m_client = client;
        m_sink.client = client;
        m_dnsOverHttp.emplace(m_sink);
        m_dnsOverTls.emplace(m_sink);
        const traffic::Flow& flow = m_shared.state.flows[index(m_flow)];
        m_content = std::make_unique<InnerContent>(flow.port[1 - client], &*m_dnsOverHttp, &*m_dnsOverTls);
        m_known = recordOf(frame);
    }
    void plain(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        m_dnsOverHttp->now(arrival.time);
        m_content->data(role(side), octets, static_cast<std::uint32_t>(arrival.frame), arrival.time);
        keep();
    }
    void plainGap(int side, std::uint64_t octets) override { m_content->gap(role(side), octets); }
    void application(const std::string& name) override {
        if (m_known != nullptr && !name.empty())
            m_known->tlsApplication = m_shared.texts.intern(name);
        m_content->agreed(name);
    }
    void certificate(Bytes der) override {
        if (m_known != nullptr && m_known->certificateNames == 0 && m_known->certificateIssuer == 0)
            keepCertificate(*m_known, der, m_known->nameSource == traffic::NameSource::tls, m_shared.texts);
    }

private:
    int role(int side) const { return side == m_client ? 0 : 1; }

    /// The record of the TLS connection whose hello began in that frame: the first whose hello was complete then, or
    /// later.
    traffic::Application* recordOf(std::uint64_t frame) {
        auto& records = m_shared.records[index(m_flow)];
        const auto found = std::find_if(records.begin(), records.end(), [&](const traffic::Application* each) {
            return each->nameFrame == 0 || each->nameFrame >= frame;
        });
        if (found == records.end())
            return nullptr;
        traffic::Application* const record = *found;
        records.erase(records.begin(), found + 1);
        return record;
    }

    void keep() {
        for (const HttpExchange& exchange : m_content->take()) {
            traffic::HttpRow row = httpRow(exchange, m_flow, m_shared.texts);
            row.protection = traffic::Protection::tls;
            m_shared.http.push_back(row);
            if (m_known != nullptr && m_known->serverName == 0)
                keepRequestedName(*m_known, exchange, false, m_shared.texts);
        }
    }

    Shared& m_shared;
    traffic::FlowId m_flow;
    streams::TlsLayer m_layer;
    DnsSink m_sink;
    std::optional<DnsOverHttp> m_dnsOverHttp;
    std::optional<DnsOverTls> m_dnsOverTls;
    std::unique_ptr<InnerContent> m_content;
    traffic::Application* m_known = nullptr;
    int m_client = 0;
};

class Readers final : public streams::StreamReaders {
public:
    explicit Readers(Shared& shared) : m_shared(shared) {}
    std::unique_ptr<streams::StreamReader> reader(traffic::FlowId flow, std::uint32_t) override {
        return std::make_unique<TlsConnection>(m_shared, flow);
    }

private:
    Shared& m_shared;
};

/// In the order of their frames, among those that were read in clear.
void addRequests(traffic::Inspected& inspected, std::vector<traffic::HttpRow> added) {
    if (added.empty())
        return;
    std::vector<traffic::HttpRow> all;
    all.reserve(inspected.http.size() + added.size());
    for (std::size_t i = 0; i < inspected.http.size(); ++i) all.push_back(inspected.http[i]);
    all.insert(all.end(), added.begin(), added.end());
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.frame < b.frame; });
    inspected.http = {};
    for (const traffic::HttpRow& row : all) inspected.http.push_back(row);
}

}  // namespace

Result<std::shared_ptr<decrypt::KeyLog>> readKeyLogs(const std::vector<std::string>& files) {
    auto keys = std::make_shared<decrypt::KeyLog>();
    for (const std::string& file : files) {
        std::ifstream in(file, std::ios::binary);
        if (!in)
            return Error{"the key log can not be read", file};
        std::vector<std::uint8_t> text(decrypt::KeyLog::maximumText);
        in.read(reinterpret_cast<char*>(text.data()), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(in.gcount()));
        if (keys->add(text) == 0)
            return Error{"holds no TLS keys (no line of the NSS key log format)", file};
    }
    return keys;
}

void readDecrypted(traffic::SnapshotData& state, TextPool& texts, traffic::AddressPool& told, std::stop_token stop) {
    Shared shared{state, texts, told, {}, {}, {}};
    std::vector<bool> wanted(state.flows.size());
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        const traffic::Flow& flow = state.flows[i];
        if (flow.application == 0 || flow.protocol != ipprotocol::tcp)
            continue;
        traffic::Application& known = state.inspected.applications[flow.application - 1];
        wanted[i] = saysTls(known);
        if (wanted[i])
            shared.records[static_cast<std::uint32_t>(i)].push_back(&known);
    }
    for (std::size_t i = 0; i < state.inspected.laterTls.size(); ++i) {
        traffic::LaterTls& later = state.inspected.laterTls[i];
        if (state.flows[index(later.flow)].protocol == ipprotocol::tcp)
            shared.records[index(later.flow)].push_back(&later.application);
    }
    Readers readers(shared);
    streams::walkStreams(state, wanted, readers, stop);
    addRequests(state.inspected, std::move(shared.http));
}

}  // namespace weir::engine
