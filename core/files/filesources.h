// SPDX-License-Identifier: GPL-3.0-or-later
// Which conversations may carry files, and who looks for them there.
#pragma once

#include <memory>

#include "core/files/filesource.h"
#include "core/files/transfers.h"

namespace weir::files {

/// `service` is what is spoken (protocol::identify's names).
bool mayCarryFiles(std::string_view service, bool hasKeys);
/// Null where there is nothing to look for. What is spoken in clear.
std::unique_ptr<FileSource> makeSource(std::string_view service, const FileContext& context,
                                       const Transfers& transfers);
/// What is spoken inside TLS; never null. `service` is what was spoken before it, or "tls".
std::unique_ptr<FileSource> makeInnerSource(std::string_view service, const FileContext& context);

}  // namespace weir::files
