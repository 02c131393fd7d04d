// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakelookups/fixtures.h"

namespace weir::enrich::fixtures {

QByteArray arinTwoNetworks() {
    return R"(#
# ARIN WHOIS data and services are subject to the Terms of Use
#

NetRange:       104.64.0.0 - 104.127.255.255
CIDR:           104.64.0.0/10
NetName:        EXAMPLE-CDN
NetHandle:      NET-104-64-0-0-1
OrgName:        Example CDN, Inc.
OrgId:          EXCDN
Country:        US
OrgAbuseEmail:  abuse@example.com

# start

NetRange:       104.80.224.0 - 104.80.239.255
CIDR:           104.80.224.0/20
NetName:        EXAMPLE-NL
NetHandle:      NET-104-80-224-0-1
CustName:       Example Transit B.V.
Country:        NL
OrgAbuseEmail:  abuse@example.net
)";
}

QByteArray arinReferral(const QByteArray& referral) {
    return R"(#
NetRange:       2.0.0.0 - 2.255.255.255
CIDR:           2.0.0.0/8
NetName:        2-RIPE
NetHandle:      NET-2-0-0-0-1

OrgName:        RIPE Network Coordination Centre
OrgId:          RIPE
Country:        NL
ReferralServer: )" +
           referral + "\n";
}

QByteArray ripe() {
    return R"(% This is a database query service.
% Information related to '2.16.0.0 - 2.23.255.255'

% Abuse contact for '2.16.0.0 - 2.23.255.255' is 'abuse@example.org'

inetnum:        2.16.0.0 - 2.23.255.255
netname:        EU-EXAMPLE-20100101
descr:          Example delivery network
country:        EU # pan-European
org:            ORG-EX1-RIPE
created:        2010-08-04T10:58:58Z
last-modified:  2016-04-14T11:01:15Z
source:         RIPE

route:          2.18.96.0/20
origin:         AS64500
source:         RIPE
)";
}

QByteArray apnicKorea() {
    return R"(% [whois.apnic.net]

inetnum:        182.160.0.0 - 182.163.255.255
netname:        EXAMPLE-KR
descr:          Example Korea
country:        KR
mnt-by:         MNT-EXAMPLE-KR
remarks:        To see assignments, use the KRNIC whois server at whois.krnic.net
source:         APNIC

irt:            IRT-EXAMPLE-KR
country:        KR
abuse-mailbox:  irt@example.kr
source:         APNIC

role:           Example manager
country:        KR
source:         APNIC

inetnum:        182.162.143.0 - 182.162.143.255
netname:        EXAMPLE-KR-NET
country:        KR
source:         KRNIC
)";
}

QByteArray lacnic() {
    return "% LACNIC resource: whois.lacnic.net\n\ninetnum:     200.57.128/19\nstatus:      allocated\n"
           "owner:       Compa\xf1\xed\x61 Ejemplo\nownerid:     MX-EJEM-LACNIC\ncountry:     MX\ncreated:     "
           "20030101\n"
           "changed:     20180515\n\nnic-hdl:     EJE\nperson:      Ejemplo\ncountry:     MX\n";
}

QByteArray afrinic() {
    return "% No abuse contact registered for 196.11.240.0 - 196.11.241.255\n\n"
           "inetnum:        196.11.240.0 - 196.11.241.255\nnetname:        EXAMPLE-ZA\ndescr:          Example Africa\n"
           "country:        ZA\nparent:         196.0.0.0 - 196.255.255.255\n";
}

QByteArray verisign(const QByteArray& registrarHost) {
    return "   Domain Name: FOOTPRINTDNS.COM\r\n   Registry Domain ID: 1\r\n   Registrar WHOIS Server: " +
           registrarHost +
           "\r\n   Updated Date: 2022-05-25T09:10:44Z\r\n   Creation Date: 2013-06-26T17:21:23Z\r\n"
           "   Registry Expiry Date: 2023-06-26T17:21:23Z\r\n   Registrar: Example Registrar Inc.\r\n"
           "   Registrar IANA ID: 292\r\n   Domain Status: clientTransferProhibited https://icann.org/epp\r\n"
           "   Name Server: NS1.EXAMPLE.COM\r\n   Name Server: NS2.EXAMPLE.COM\r\n   DNSSEC: unsigned\r\n"
           ">>> Last update of whois database: 2022-11-09T00:00:00Z <<<\r\n\r\nNOTICE: quota exceeded is a legal "
           "text.\r\n";
}

QByteArray registrar() {
    return "Domain Name: footprintdns.com\nRegistrar WHOIS Server: whois.markmonitor.com\n"
           "Creation Date: 2013-06-26T17:21:23+0000\nRegistrar: Example Registrar Inc.\n"
           "Registrant Organization: Microsoft Corporation\nRegistrant Country: US\n"
           "Admin Organization: Microsoft Corporation\nTech Organization: Microsoft Corporation\n";
}

QByteArray rdapArin() {
    return R"({"objectClassName":"ip network","handle":"NET-74-125-0-0-1","startAddress":"074.125.000.000",
"endAddress":"074.125.255.255","ipVersion":"v4","name":"EXAMPLE","entities":[{"roles":["registrant"],
"vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Example Search LLC"],["adr",
{"label":"1 Example Way\nMountain View\nCA\n94043\nUNITED STATES"},"text",["","","","","","",""]],
["kind",{},"text","org"]]],"entities":[{"roles":["abuse"],"vcardArray":["vcard",[["fn",{},"text","Abuse"],
["email",{},"text","network-abuse@example.com"]]]}]}],
"events":[{"eventAction":"registration","eventDate":"2007-03-13T00:00:00-04:00"}]})";
}

QByteArray virusTotal(int harmless, int malicious, int suspicious, int undetected) {
    return QStringLiteral(
               R"({"data":{"id":"x","type":"ip_address","attributes":{"as_owner":"Example","asn":64500,"country":"KR",)"
               R"("last_analysis_date":1667900000,"reputation":-3,"last_analysis_stats":)"
               R"({"harmless":%1,"malicious":%2,"suspicious":%3,"undetected":%4,"timeout":0}}}})")
        .arg(harmless)
        .arg(malicious)
        .arg(suspicious)
        .arg(undetected)
        .toUtf8();
}

const QList<LessonAnswer>& lesson() {
    static const QList<LessonAnswer> answers{
        {"104.80.224.44", "US;NL", "Akamai International B.V.", 94, 0, 0},
        {"13.107.42.254", "US", "Microsoft Corporation", 81, 0, 0},
        {"182.162.143.56", "KR;KR", "LG DACOM Corporation", 65, 18, 0},
        {"2.18.109.224", "EU", "Akamai Technologies", 84, 0, 0},
        {"20.108.172.194", "US", "Microsoft Corporation", 94, 0, 0},
        {"204.79.197.200", "US", "Microsoft Corporation", 82, 1, 0},
        {"204.79.197.203", "US", "Microsoft Corporation", 82, 0, 0},
        {"204.79.197.222", "US", "Microsoft Corporation", 81, 0, 0},
        {"209.197.3.8", "US;US", "StackPath, LLC.", 81, 0, 0},
        {"40.126.31.71", "US", "Microsoft Corporation", 80, 0, 0},
        {"51.104.136.2", "GB", "Microsoft Limited", 80, 0, 0},
        {"52.109.13.64", "US", "Microsoft Corporation", 83, 0, 0},
        {"52.123.128.254", "US", "Microsoft Corporation", 83, 0, 0},
        {"52.152.110.14", "US", "Microsoft Corporation", 80, 0, 0},
        {"52.242.97.97", "US", "Microsoft Corporation", 80, 0, 0},
        {"72.21.91.29", "US", "Edgecast Inc.", 82, 1, 0},
        {"8.8.8.8", "US;US", "Google LLC", 79, 1, 0},
        {"93.184.220.29", "EU", "Edgecast Inc.", 80, 2, 0},
    };
    return answers;
}

namespace {

const LessonAnswer* find(const QByteArray& address) {
    for (const LessonAnswer& one : lesson()) {
        if (address == one.address)
            return &one;
    }
    return nullptr;
}

QByteArray arinForm(const LessonAnswer& answer) {
    QByteArray out = "#\n# ARIN WHOIS data and services are subject to the Terms of Use\n#\n";
    const QByteArrayList countries = QByteArray(answer.countries).split(';');
    for (qsizetype i = 0; i < countries.size(); ++i) {
        const bool last = i == countries.size() - 1;
        out += "\nNetRange:       " + QByteArray(answer.address) + " - " + answer.address + "\nNetName:        NET-" +
               QByteArray::number(i) + "\n\nOrgName:        " +
               (last ? QByteArray(answer.organization) : QByteArray("Example Backbone, Inc.")) +
               "\nOrgId:          EX" + QByteArray::number(i) + "\nCountry:        " + countries[i] + "\n";
    }
    return out;
}

QByteArray rpslForm(const LessonAnswer& answer) {
    const QByteArrayList countries = QByteArray(answer.countries).split(';');
    QByteArray out = "% Information related to this range\n\ninetnum:        " + QByteArray(answer.address) + " - " +
                     answer.address + "\nnetname:        EXAMPLE\ndescr:          " + answer.organization +
                     "\ncountry:        " + countries[0] + "\nsource:         EXAMPLE\n";
    for (qsizetype i = 1; i < countries.size(); ++i)
        out += "\nirt:            IRT-EXAMPLE\ncountry:        " + countries[i] + "\n";
    return out;
}

}  // namespace

QByteArray lessonWhois(const QByteArray& query) {
    const QByteArray word = query.simplified().mid(query.simplified().lastIndexOf(' ') + 1);
    if (word == "footprintdns.com")
        return query.startsWith("domain ") ? verisign("whois.markmonitor.com") : registrar();
    const LessonAnswer* answer = find(word);
    if (!answer)
        return "%ERROR:101: no entries found\n";
    return query.startsWith("n + ") ? arinForm(*answer) : rpslForm(*answer);
}

QByteArray lessonRdap(const QByteArray& address) {
    const LessonAnswer* answer = find(address);
    if (!answer)
        return {};
    const QByteArray country = QByteArray(answer->countries).split(';').last();
    return R"({"objectClassName":"ip network","startAddress":")" + address + R"(","endAddress":")" + address +
           R"(","name":"EXAMPLE","country":")" + country +
           R"(","entities":[{"roles":["registrant"],"vcardArray":["vcard",[["fn",{},"text",")" + answer->organization +
           R"("]]]}]})";
}

QByteArray lessonVirusTotal(const QByteArray& address) {
    const LessonAnswer* answer = find(address);
    if (!answer)
        return {};
    return virusTotal(answer->harmless, answer->malicious, answer->suspicious, 11);
}

}  // namespace weir::enrich::fixtures
