// SPDX-License-Identifier: GPL-3.0-or-later
// Records of domain registries: every registry has its own words, which tables here turn into one set.
#pragma once

#include <QHash>

#include "core/enrich/providers/whoistext.h"

namespace weir::enrich::providers {

/// Takes a record's objects in their order, then fills in what they say of a domain.
class WhoisDomainReader {
public:
    void take(const WhoisObject& object);
    void finish(WhoisRecord& record) const;

private:
    void takeAttribute(const WhoisAttribute& attribute);
    QString joined(const QString& handle) const;

    WhoisRecord m_record;
    QString m_registrantName, m_holderHandle, m_registrarOrganization, m_registrarName;
    QHash<QString, QString> m_contacts;  ///< names by handle
};

}  // namespace weir::enrich::providers
