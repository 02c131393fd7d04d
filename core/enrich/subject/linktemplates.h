// SPDX-License-Identifier: GPL-3.0-or-later
// The user's own lookups: pages to open in the browser about an address or a domain. Weir sends nothing itself.
#pragma once

#include <QList>
#include <QUrl>

#include "core/enrich/subject/indicator.h"

namespace weir::enrich::subject {

/// A URL with "{address}" or "{domain}" in it, which also says what it is for.
struct LinkTemplate {
    QString name;
    QString url;
};

/// Why the template cannot be used; empty if it can. http and https only; no user information; exactly one kind of
/// placeholder, and none in the host, so that a name from a capture never decides where the browser goes.
QString problemOf(const LinkTemplate& link);
bool isFor(const LinkTemplate& link, const Indicator& indicator);
/// The URL with the indicator percent-encoded; an error if the template has a problem or is for another kind.
Result<QUrl> expand(const LinkTemplate& link, const Indicator& indicator);

/// Pages that analysts open first.
QList<LinkTemplate> defaultLinks();

/// As JSON: [{"name": "…", "url": "https://…/{domain}"}]. At most 100; those with a problem are errors.
Result<QList<LinkTemplate>> parseLinkTemplates(const QByteArray& json);
QByteArray toJson(const QList<LinkTemplate>& links);

}  // namespace weir::enrich::subject
