// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fragments.h"

namespace weir::engine {

void FragmentPorts::apply(dissect::PacketRecord& record) {
    const Key key{record.source, record.destination, record.identification, record.protocol};
    if (record.laterFragment) {
        if (const auto found = m_ports.find(key); found != m_ports.end()) {
            record.hasPorts = true;
            record.sourcePort = found->second.source;
            record.destinationPort = found->second.destination;
        }
        return;
    }
    if (!record.hasPorts)
        return;
    if (m_ports.insert_or_assign(key, Ports{record.sourcePort, record.destinationPort}).second)
        m_order.push_back(key);
    if (m_order.size() > maximum) {
        m_ports.erase(m_order.front());
        m_order.pop_front();
    }
}

}  // namespace weir::engine
