// SPDX-License-Identifier: GPL-3.0-or-later
// All the servers that the lesson's addresses and names lead to, on the loopback.
#pragma once

#include <memory>
#include <vector>

#include "tests/support/fakelookups/fakeserver.h"

namespace weir::enrich {
using namespace weir::enrich::subject;

class LessonServers {
public:
    LessonServers();
    bool ok(QString* problem) const;
    const TestEndpoints& endpoints() const { return m_endpoints; }
    /// Writes endpoints.json and ca.pem into the folder, for --test-endpoints.
    bool write(const QString& folder) const;
    const FakeServer& whois() const { return *m_whois; }
    const FakeServer& https() const { return *m_https; }

    static QByteArray key() {
        return "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    }  ///< the only one VirusTotal takes

private:
    Script answer(const QByteArray& request) const;

    TestAuthority m_authority;
    std::unique_ptr<FakeServer> m_whois, m_https;
    TestEndpoints m_endpoints;
};

}  // namespace weir::enrich
