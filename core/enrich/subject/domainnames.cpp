// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/subject/domainnames.h"

#include <QByteArrayList>
#include <string_view>

namespace weir::enrich::subject {

namespace {

std::string_view view(const QByteArray& name) { return {name.constData(), static_cast<std::size_t>(name.size())}; }

}  // namespace

bool isHostName(const QByteArray& name) {
    if (name.isEmpty() || name.size() > 253)
        return false;
    for (const QByteArray& label : name.split('.')) {
        if (label.isEmpty() || label.size() > 63 || label.startsWith('-') || label.endsWith('-'))
            return false;
        for (const char c : label) {
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
                return false;
        }
    }
    return true;
}

const PublicSuffixes& systemSuffixes() {
    static const std::shared_ptr<const PublicSuffixes> list = PublicSuffixes::system();
    return *list;
}

bool hasPublicTopLevel(const QByteArray& hostName, const PublicSuffixes& suffixes) {
    return suffixes.hasPublicTopLevel(view(hostName));
}

QByteArray registrableDomain(const QByteArray& hostName, const PublicSuffixes& suffixes) {
    if (!hasPublicTopLevel(hostName, suffixes))
        return {};
    return QByteArray::fromStdString(suffixes.registrableDomain(view(hostName)));
}

QByteArray guestDomain(const QByteArray& hostName, const PublicSuffixes& suffixes) {
    if (!hasPublicTopLevel(hostName, suffixes))
        return {};
    return QByteArray::fromStdString(suffixes.guestDomain(view(hostName)));
}

bool hasGuests(const QByteArray& hostName, const PublicSuffixes& suffixes) {
    return suffixes.hasGuests(view(hostName));
}

}  // namespace weir::enrich::subject
