// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/findfiles.h"

#include <algorithm>

#include "core/base/ipprotocol.h"
#include "core/files/filesources.h"
#include "core/files/httpfiles.h"
#include "core/streams/streamwalk.h"
#include "core/streams/tlslayer.h"

namespace weir::files {
namespace {

/// What all connections share.
struct Shared {
    const traffic::SnapshotData& state;
    const decrypt::KeyLog& keys;
    Transfers transfers;
    decrypt::RecordScratch scratch;
    std::vector<FileRecord> found;
    FileTakers* takers;
};

std::string_view serviceOf(const traffic::SnapshotData& state, const traffic::Flow& flow) {
    return flow.application == 0 ? std::string_view{}
                                 : state.texts[state.inspected.applications[flow.application - 1].service];
}

class Connection final : public streams::StreamReader, public streams::LayerConsumer {
public:
    Connection(Shared& shared, traffic::FlowId flow)
        : m_shared(shared), m_flow(flow), m_row(shared.state.flows[index(flow)]), m_client(m_row.client) {
        if (m_row.protocol == ipprotocol::tcp && !shared.keys.empty())
            m_layer = std::make_unique<streams::TlsLayer>(shared.keys, shared.scratch, *this);
        m_clear = makeSource(serviceOf(shared.state, m_row), context(traffic::Protection::none), shared.transfers);
    }

    void data(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        m_layer ? m_layer->data(side, octets, arrival) : clear(side, octets, arrival);
    }
    void gap(int side, std::uint64_t octets) override { m_layer ? m_layer->gap(side, octets) : clearGap(side, octets); }
    bool done() const override { return m_layer ? m_layer->stopped() : !m_clear; }
    void end() override {
        if (m_layer)
            m_layer->end();
        if (m_clear)
            m_clear->end();
        if (m_plain)
            m_plain->end();
    }

    void clear(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        if (m_clear)
            m_clear->data(role(side), octets, static_cast<std::uint32_t>(arrival.frame), arrival.time);
    }
    void clearGap(int side, std::uint64_t octets) override {
        if (m_clear)
            m_clear->gap(role(side), octets);
    }
    void tlsBegins(int client, std::uint64_t) override {
        m_client = client;
        m_plain = makeInnerSource(serviceOf(m_shared.state, m_row), context(traffic::Protection::tls));
    }
    void plain(int side, Bytes octets, const protocol::TcpArrival& arrival) override {
        m_plain->data(role(side), octets, static_cast<std::uint32_t>(arrival.frame), arrival.time);
    }
    void plainGap(int side, std::uint64_t octets) override { m_plain->gap(role(side), octets); }

private:
    int role(int side) const { return side == m_client ? 0 : 1; }
    FileContext context(traffic::Protection protection) {
        return {m_shared.state, m_flow, m_client, protection, m_shared.found, m_shared.takers};
    }

    Shared& m_shared;
    traffic::FlowId m_flow;
    const traffic::Flow& m_row;
    int m_client;
    std::unique_ptr<streams::TlsLayer> m_layer;
    std::unique_ptr<FileSource> m_clear, m_plain;
};

class Readers final : public streams::StreamReaders {
public:
    explicit Readers(Shared& shared) : m_shared(shared) {}
    std::unique_ptr<streams::StreamReader> reader(traffic::FlowId flow, std::uint32_t) override {
        const traffic::Flow& row = m_shared.state.flows[index(flow)];
        if (row.protocol == ipprotocol::udp && serviceOf(m_shared.state, row) == "quic")
            return makeQuicFiles(
                {m_shared.state, flow, row.client, traffic::Protection::quic, m_shared.found, m_shared.takers});
        return std::make_unique<Connection>(m_shared, flow);
    }

private:
    Shared& m_shared;
};

}  // namespace

std::vector<FileRecord> findFiles(const traffic::SnapshotData& state, std::stop_token stop, FileTakers* takers) {
    const decrypt::KeyLog none;
    Shared shared{state, state.keys ? *state.keys : none, {}, {}, {}, takers};
    shared.transfers.learn(state, stop);
    std::vector<bool> wanted(state.flows.size());
    for (std::uint32_t i = 0; i < state.flows.size(); ++i) {
        const traffic::Flow& flow = state.flows[i];
        wanted[i] = mayCarryFiles(serviceOf(state, flow), !shared.keys.empty()) || shared.transfers.mayBe(state, flow);
    }
    Readers readers(shared);
    streams::walkStreams(state, wanted, readers, stop);
    std::stable_sort(shared.found.begin(), shared.found.end(),
                     [](const FileRecord& a, const FileRecord& b) { return a.frame < b.frame; });
    return std::move(shared.found);
}

}  // namespace weir::files
