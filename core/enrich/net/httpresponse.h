// SPDX-License-Identifier: GPL-3.0-or-later
// One HTTP/1.1 response (RFC 9112) read as it comes, within limits on its head and its body. Pure: no socket.
#pragma once

#include "core/enrich/providers/provider.h"

namespace weir::enrich::net {

class HttpResponse {
public:
    /// At most `most` octets of body.
    explicit HttpResponse(qint64 most) : m_most(most) {}

    enum class State : quint8 {
        open,     ///< more is wanted
        whole,    ///< all is there
        tooLong,  ///< head or body beyond the limit; `body` holds what is within
        broken    ///< no HTTP, or chunks that lie
    };
    /// Takes the next octets. Once the state is not `open` nothing more is taken.
    State take(const QByteArray& octets);
    /// The server has closed: `whole` if the body ends with the connection or was complete, else `open`.
    State closed() const;

    int status() const { return m_status; }                                               ///< 0 until the head is there
    const QList<enrich::providers::RequestHeader>& headers() const { return m_headers; }  ///< names in lower case
    const QByteArray& body() const { return m_body; }

    static constexpr qsizetype longestHead = 64 * 1024;  ///< of all heads together, interim ones as well

private:
    State readHead();
    State readBody();
    State readChunks();
    State append(qsizetype count);
    bool parseHead(const QByteArray& head);

    enum class Framing : quint8 { none, length, chunks, untilClose };
    qint64 m_most;
    QByteArray m_rest;  ///< not yet understood
    qsizetype m_headOctets = 0;
    int m_status = 0;
    QList<enrich::providers::RequestHeader> m_headers;
    Framing m_framing = Framing::none;
    qint64 m_left = 0;         ///< of the body, or of the chunk
    bool m_inChunk = false;    ///< else before a chunk's size
    bool m_lastChunk = false;  ///< what follows are trailers
    QByteArray m_body;
    State m_state = State::open;
};

}  // namespace weir::enrich::net
