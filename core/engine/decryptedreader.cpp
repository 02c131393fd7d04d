// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/decryptedreader.h"

#include <algorithm>
#include <array>
#include <fstream>

#include "core/base/ipprotocol.h"
#include "core/engine/decryptedconnections.h"
#include "core/engine/httprows.h"

namespace weir::engine {
namespace {

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

class Readers final : public streams::StreamReaders {
public:
    explicit Readers(DecryptedShared& shared) : m_shared(shared) {}
    std::unique_ptr<streams::StreamReader> reader(traffic::FlowId flow, std::uint32_t) override {
        const bool tcp = m_shared.state.flows[index(flow)].protocol == ipprotocol::tcp;
        return tcp ? makeTlsConnection(m_shared, flow) : makeQuicConnection(m_shared, flow);
    }

private:
    DecryptedShared& m_shared;
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

traffic::Application* DecryptedShared::recordOf(traffic::FlowId flow, std::uint64_t frame) {
    auto& all = records[index(flow)];
    const auto found = std::find_if(all.begin(), all.end(), [&](const traffic::Application* each) {
        return each->nameFrame == 0 || each->nameFrame >= frame;
    });
    if (found == all.end())
        return nullptr;
    traffic::Application* const record = *found;
    all.erase(all.begin(), found + 1);
    return record;
}

void DecryptedShared::keep(const std::vector<HttpExchange>& exchanges, traffic::FlowId flow,
                           traffic::Protection protection, traffic::Application* known) {
    for (const HttpExchange& exchange : exchanges) {
        traffic::HttpRow row = httpRow(exchange, flow, texts);
        row.protection = protection;
        http.push_back(row);
        if (known != nullptr && known->serverName == 0)
            keepRequestedName(*known, exchange, false, texts);
    }
}

void DecryptedShared::keepState(traffic::Application* known, const decrypt::DecryptionState& state) {
    if (known == nullptr)
        return;
    known->decryption = decryptionOf(state.outcome);
    known->decryptionFrame = static_cast<std::uint32_t>(state.frame);
}

void DecryptedShared::keepInner(traffic::Application* known, const std::string& application, Bytes certificate) {
    if (known == nullptr)
        return;
    if (!application.empty())
        known->tlsApplication = texts.intern(application);
    if (!certificate.empty() && known->certificateNames == 0 && known->certificateIssuer == 0)
        keepCertificate(*known, certificate, known->nameSource == traffic::NameSource::tls, texts);
}

Result<std::shared_ptr<decrypt::KeyLog>> readKeyLogs(const std::vector<std::string>& files) {
    auto keys = std::make_shared<decrypt::KeyLog>();
    for (const std::string& file : files) {
        std::ifstream in(file, std::ios::binary);
        if (!in)
            return Error::of(ErrorKind::unreadable, "the key log cannot be read").in(file);
        std::string text;
        std::array<char, 65536> buffer{};
        while (text.size() < decrypt::KeyLog::maximumText && (in.read(buffer.data(), buffer.size()), in.gcount() > 0))
            text.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
        if (keys->add(asBytes(text)) == 0)
            return Error::of(ErrorKind::invalid, "holds no TLS keys (no line of the NSS key log format)").in(file);
    }
    return keys;
}

void readDecrypted(traffic::SnapshotData& state, TextPool& texts, traffic::AddressPool& told, std::stop_token stop) {
    DecryptedShared shared{state, texts, told, {}, {}, {}};
    std::vector<bool> wanted(state.flows.size());
    for (std::size_t i = 0; i < state.flows.size(); ++i) {
        const traffic::Flow& flow = state.flows[i];
        if (flow.application == 0)
            continue;
        traffic::Application& known = state.inspected.applications[flow.application - 1];
        wanted[i] = saysTls(known);
        if (wanted[i])
            shared.records[static_cast<std::uint32_t>(i)].push_back(&known);
    }
    for (std::size_t i = 0; i < state.inspected.laterTls.size(); ++i) {
        traffic::LaterTls& later = state.inspected.laterTls[i];
        shared.records[index(later.flow)].push_back(&later.application);
    }
    Readers readers(shared);
    streams::walkStreams(state, wanted, readers, stop);
    addRequests(state.inspected, std::move(shared.http));
}

}  // namespace weir::engine
