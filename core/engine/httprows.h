// SPDX-License-Identifier: GPL-3.0-or-later
// What requests and certificates leave in the records, wherever they were read.
#pragma once

#include "core/engine/httpexchange.h"
#include "core/traffic/applications.h"

namespace weir::engine {

traffic::HttpRow httpRow(const HttpExchange& exchange, traffic::FlowId flow, TextPool& texts);

/// Takes the name that a request asks for as its server's, where none better is known. `inside`: through a proxy.
void keepRequestedName(traffic::Application& known, const HttpExchange& exchange, bool inside, TextPool& texts);

/// What a certificate (DER) says of its server; nothing where it is none. `named`: the client asked for a name.
void keepCertificate(traffic::Application& known, Bytes der, bool named, TextPool& texts);

}  // namespace weir::engine
