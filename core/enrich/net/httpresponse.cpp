// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/net/httpresponse.h"

#include <algorithm>

namespace weir::enrich::net {

HttpResponse::State HttpResponse::take(const QByteArray& octets) {
    if (m_state != State::open)
        return m_state;
    m_rest += octets;
    if (m_status < 200)
        m_state = readHead();
    if (m_state == State::open && m_status >= 200)
        m_state = readBody();
    return m_state;
}

HttpResponse::State HttpResponse::closed() const {
    return m_state == State::open && m_status >= 200 && m_framing == Framing::untilClose ? State::whole : m_state;
}

/// Interim responses (1xx) are passed over.
HttpResponse::State HttpResponse::readHead() {
    while (m_status < 200) {
        const qsizetype end = m_rest.indexOf("\r\n\r\n");
        if (end < 0)
            return m_headOctets + m_rest.size() > longestHead ? State::tooLong : State::open;
        m_headOctets += end + 4;
        if (m_headOctets > longestHead)
            return State::tooLong;
        const QByteArray head = m_rest.left(end);
        m_rest.remove(0, end + 4);
        if (!parseHead(head))
            return State::broken;
    }
    return State::open;
}

bool HttpResponse::parseHead(const QByteArray& head) {
    constexpr qsizetype mostHeaders = 100;
    constexpr qsizetype longestValue = 4096;
    const QList<QByteArray> lines = head.split('\n');
    const QByteArray first = lines[0].trimmed();
    bool number = false;
    m_status = first.startsWith("HTTP/1.") ? first.mid(9, 3).toInt(&number) : 0;
    if (!number || m_status < 100 || m_status > 999)
        return false;
    m_headers.clear();
    m_framing = Framing::untilClose;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon <= 0)
            continue;
        const QByteArray name = lines[i].left(colon).trimmed().toLower();
        const QByteArray value = lines[i].mid(colon + 1).trimmed().left(longestValue);
        if (m_headers.size() < mostHeaders)
            m_headers.append({name, value});
        if (name == "transfer-encoding" && value.toLower().endsWith("chunked")) {
            m_framing = Framing::chunks;
        } else if (name == "content-length" && m_framing == Framing::untilClose) {
            bool ok = false;
            m_left = value.toLongLong(&ok);
            if (!ok || m_left < 0)
                return false;
            m_framing = Framing::length;
        }
    }
    if (m_status == 204 || m_status == 304)
        m_framing = Framing::none;
    return true;
}

/// Takes so many octets of the rest as body, as far as the limit allows.
HttpResponse::State HttpResponse::append(qsizetype count) {
    const qsizetype room = static_cast<qsizetype>(m_most) - m_body.size();
    m_body += m_rest.left(std::min(count, room));
    m_rest.remove(0, count);
    return count > room ? State::tooLong : State::open;
}

HttpResponse::State HttpResponse::readBody() {
    if (m_framing == Framing::none)
        return State::whole;
    if (m_framing == Framing::chunks)
        return readChunks();
    const qsizetype count =
        m_framing == Framing::length ? static_cast<qsizetype>(std::min<qint64>(m_left, m_rest.size())) : m_rest.size();
    const State state = append(count);
    m_left -= count;
    if (state == State::open && m_framing == Framing::length && m_left == 0)
        return State::whole;
    return state;
}

HttpResponse::State HttpResponse::readChunks() {
    constexpr qsizetype longestLine = 4096;
    while (true) {
        if (m_inChunk) {
            const auto count = static_cast<qsizetype>(std::min<qint64>(m_left, m_rest.size()));
            if (const State state = append(count); state != State::open)
                return state;
            m_left -= count;
            if (m_left > 0)
                return State::open;
            if (m_rest.size() < 2)
                return State::open;
            if (!m_rest.startsWith("\r\n"))
                return State::broken;
            m_rest.remove(0, 2);
            m_inChunk = false;
        }
        const qsizetype end = m_rest.indexOf("\r\n");
        if (end < 0)
            return m_rest.size() > longestLine ? State::broken : State::open;
        const QByteArray line = m_rest.left(end);
        m_rest.remove(0, end + 2);
        if (m_lastChunk) {  // trailers, up to an empty line
            m_headOctets += end + 2;
            if (line.isEmpty())
                return State::whole;
            if (m_headOctets > longestHead)
                return State::tooLong;
            continue;
        }
        bool ok = false;
        const QByteArray size = line.split(';')[0].trimmed();  // what follows are extensions
        m_left = size.toLongLong(&ok, 16);
        if (!ok || m_left < 0 || size.startsWith('-') || size.startsWith('+'))
            return State::broken;
        m_lastChunk = m_left == 0;
        m_inChunk = !m_lastChunk;
    }
}

}  // namespace weir::enrich::net
