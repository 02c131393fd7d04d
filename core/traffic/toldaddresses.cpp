// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/traffic/toldaddresses.h"

#include <algorithm>

#include "core/base/hashmap.h"

namespace weir::traffic {

std::vector<AddressId> plainForms(const SnapshotData& state) {
    std::vector<AddressId> plain(state.addresses.size());
    HashMap<IpAddress, std::vector<std::uint32_t>> embedding;  // by what is inside
    for (std::uint32_t i = 0; i < plain.size(); ++i) {
        plain[i] = AddressId{i};
        if (const IpAddress inside = embeddedV4(state.addresses[i]); inside.valid())
            embedding[inside].push_back(i);
    }
    if (embedding.empty())
        return plain;
    for (std::uint32_t i = 0; i < plain.size(); ++i) {
        const auto found = embedding.find(state.addresses[i]);
        if (found == embedding.end())
            continue;
        for (const std::uint32_t other : found->second) plain[other] = AddressId{i};
    }
    return plain;
}

ToldAddresses::ToldAddresses(const SnapshotData& state)
    : m_state(state), m_plain(plainForms(state)), m_told(m_plain.size()), m_resolved(state.texts.size()) {
    const DnsLog& log = state.dns;
    for (std::size_t i = 0; i < log.messages.size(); ++i) {
        const DnsMessageRow& message = log.messages[i];
        for (std::uint32_t a = 0; a < message.answerCount; ++a) {
            const DnsAnswerRow& row = log.answers[message.firstAnswer + a];
            if (!row.hasAddress)
                continue;
            const AddressId address = state.addresses.told(row.address);
            m_told[index(m_plain[index(address)])] = true;
            m_resolved[row.owner] = true;
            if (row.inAnswerSection && message.questionCount > 0)
                m_resolved[log.questions[message.firstQuestion].name] = true;
            const Answer answer{message.frame, message.time};
            const auto [known, isNew] = m_answers.try_emplace(key(message.client, address), Answers{answer, answer});
            if (!isNew && answer.time < known->second.byTime.time)
                known->second.byTime = answer;
        }
    }
}

bool ToldAddresses::isBefore(const Answer& answer, const Flow& flow) const {
    const std::vector<capture::FileStart>& files = m_state.info.starts;
    if (files.size() < 2)
        return answer.frame < flow.firstFrame();
    const auto fileOf = [&](std::uint32_t frame) {
        return std::upper_bound(files.begin(), files.end(), frame,
                                [](std::uint32_t f, const capture::FileStart& start) { return f < start.frame; }) -
               files.begin();
    };
    const auto file = fileOf(flow.firstFrame());
    // A flow that was seen before this file began was seen in another one first.
    const bool beganHere = file == 0 || flow.firstSeen() >= files[static_cast<std::size_t>(file) - 1].time;
    if (beganHere && fileOf(answer.frame) == file)
        return answer.frame < flow.firstFrame();
    return answer.time < flow.firstSeen();
}

const ToldAddresses::Answers* ToldAddresses::toClient(AddressId client, AddressId address) const {
    const auto found = m_answers.find(key(client, address));
    return found == m_answers.end() ? nullptr : &found->second;
}

}  // namespace weir::traffic
