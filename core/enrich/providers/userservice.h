// SPDX-License-Identifier: GPL-3.0-or-later
// Services that the user describes in a small file: the same gate, consent, limits, cache and record as all others.
#pragma once

#include "core/enrich/providers/provider.h"

namespace weir::enrich::providers {

/// One JSON file a service:
///
///     {"id": "ours", "name": "Our list", "for": ["address", "domain", "hash"],
///      "url": "https://intel.example.com/v1/{value}",
///      "key_header": "Authorization", "key_prefix": "Bearer ", "limits": "60/minute 5000/day",
///      "columns": [{"name": "score", "path": "data.score", "number": true}, {"name": "tags", "path":
///      "data.tags.*.name"}], "malicious": "data.is_bad", "suspicious": "data.is_odd"}
///
/// `{value}` is the address, name or hash. With a "body" (JSON, with `{value}` in one of its texts) the question is
/// posted. "inside": true says that the host is the user's own: it may have any name, address and port. A path goes
/// from member to member, by number into an array, by `*` into all of them. A verdict's path leads to true, or to a
/// number above 0. The key comes from the key store or from WEIR_<ID>_KEY and goes into that one header. Columns are
/// called <id>_<name>. HTTP 404 means "nothing known".
Result<std::shared_ptr<const Provider>> parseUserService(const QByteArray& json);

struct UserServices {
    Providers providers;
    QStringList inside;    ///< hosts that are the user's own
    QStringList problems;  ///< "ours.json: the URL needs {value}"
};
/// Every *.json of the folder, by name; none if there is no such folder.
UserServices loadUserServices(const QString& folder);

}  // namespace weir::enrich::providers
