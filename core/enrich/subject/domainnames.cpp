// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/enrich/subject/domainnames.h"

#include <libpsl.h>

#include <QByteArrayList>
#include <memory>

namespace weir::enrich::subject {

namespace {

bool publicSuffix(const char* name) {
    struct Free {
        void operator()(psl_ctx_t* list) const { psl_free(list); }
    };
    static const std::unique_ptr<psl_ctx_t, Free> list(psl_latest(nullptr));
    return list && psl_is_public_suffix2(list.get(), name, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE) != 0;
}

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

bool hasPublicTopLevel(const QByteArray& hostName) {
    const QByteArray top = hostName.mid(hostName.lastIndexOf('.') + 1);
    return top != "onion" && top != "arpa" && publicSuffix(top.constData());
}

QByteArray registrableDomain(const QByteArray& hostName) {
    if (!hasPublicTopLevel(hostName))
        return {};
    qsizetype previous = -1;
    for (qsizetype at = 0; at >= 0;) {
        if (publicSuffix(hostName.constData() + at))
            return previous < 0 ? QByteArray() : hostName.mid(previous);
        previous = at;
        const qsizetype dot = hostName.indexOf('.', at);
        at = dot < 0 ? -1 : dot + 1;
    }
    return {};
}

}  // namespace weir::enrich::subject
