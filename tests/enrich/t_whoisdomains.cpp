// SPDX-License-Identifier: GPL-3.0-or-later
// Records of top-level domains that have no RDAP (and some that do), in the layouts that their registries publish.
#include <gtest/gtest.h>

#include "core/enrich/providers/registrationdate.h"
#include "core/enrich/providers/whoistext.h"
#include "core/enrich/subject/utctime.h"
#include "tests/enrich/answers.h"

namespace weir::enrich {
using namespace weir::enrich::providers;
namespace {

struct Sample {
    const char* text;
    const char *organization, *registrar, *created, *expires;  ///< dates as "2001-08-22"
};

QString day(const QString& text) {
    const auto time = timeOf(text);
    return time ? QDateTime::fromMSecsSinceEpoch(*time, enrich::subject::utc).date().toString(Qt::ISODate) : QString();
}

const Sample samples[] = {
    // .uk (Nominet): headings behind four spaces, values behind eight.
    {"\n    Domain name:\n        example.co.uk\n\n    Data validation:\n        Nominet was able to match the "
     "registrant's name and address against a 3rd party data source on 10-Dec-2012\n\n    Registrar:\n        Example "
     "Registrars Ltd [Tag = EXAMPLE]\n        URL: https://www.example.net\n\n    Relevant dates:\n        Registered "
     "on: 26-Nov-1996\n        Expiry date:  13-Dec-2027\n        Last updated:  12-Nov-2025\n\n    Registration "
     "status:\n        Registered until expiry date.\n\n    Name servers:\n        ns1.example.net    192.0.2.1\n      "
     "  "
     "ns2.example.net\n\n    WHOIS lookup made at 10:00:00 30-Nov-2026\n\n-- \nThis WHOIS information is provided for "
     "free by Nominet UK\n",
     "", "Example Registrars Ltd [Tag = EXAMPLE]", "1996-11-26", "2027-12-13"},
    // .jp (JPRS), general and organizational.
    {"[ JPRS database provides information on network administration. ]\n\nDomain Information:\n[Domain Name]        "
     "           EXAMPLE.JP\n\n[Registrant]                    Example Registry Services Co., Ltd.\n\n[Name Server]    "
     "               ns1.example.jp\n[Signing Key]                   \n\n[Created on]                    2001/08/22\n["
     "Expires on]                    2027/08/31\n[Status]                        Active\n[Last Updated]              "
     "    2026/09/01 01:05:08 (JST)\n",
     "Example Registry Services Co., Ltd.", "", "2001-08-22", "2027-08-31"},
    {"Domain Information:\na. [Domain Name]                EXAMPLE.CO.JP\ng. [Organization]               Example "
     "Corporation\nl. [Organization Type]          Corporation\np. [Name Server]                ns1.example.co.jp\n["
     "State]                         Connected (2027/03/31)\n[Registered Date]               1994/03/08\n[Last Update]"
     "                   2026/04/01 01:01:01 (JST)\n",
     "Example Corporation", "", "1994-03-08", ""},
    // .fi (Traficom): dotted keys, headings without colon.
    {"\ndomain.............: example.fi\nstatus.............: Registered\ncreated............: 30.6.2006 "
     "00:00:00\nexpires............: 4.7.2027 10:15:55\navailable..........: 4.8.2027 10:15:55\nmodified...........: "
     "2.6.2026 10:30:34\nRegistryLock.......: no\n\nNameservers\n\nnserver............: ns1.example.fi "
     "[OK]\n\nDNSSEC\n\ndnssec.............: no\n\nHolder\n\nname...............: Example Oy\nregister number....: "
     "1234567-8\naddress............: Somewhere 1\ncountry............: Finland\n\nRegistrar\n\nregistrar..........: "
     "Example Registrar Oy\nwww................: www.example.net\n\n>>> Last update of WHOIS database: 30.11.2026\n",
     "Example Oy", "Example Registrar Oy", "2006-06-30", "2027-07-04"},
    // .no (Norid)
    {"% By looking up information in the domain registration directory\n\nDomain Information\n\nNORID "
     "Handle...............: EXA1D-NORID\nDomain Name................: example.no\nRegistrar Handle...........: "
     "REG42-NORID\nTech-c Handle..............: EX1R-NORID\n\nAdditional information:\nCreated:         "
     "1999-11-15\nLast updated:    2026-11-15\n\nNORID Handle...............: "
     "EXO1O-NORID\nType.......................: "
     "organization\nName.......................: EXAMPLE AS\n",
     "EXAMPLE AS", "", "1999-11-15", ""},
    // .tr (TRABIS)
    {"** Domain Name: example.com.tr\nDomain Status: Active\nFrozen Status: -\n\n** Registrant:\n   Example LLC\n   "
     "Hidden upon user request\n\n\n** Registrar:\nNIC Handle\t\t: abc12\nOrganization Name\t: Example Registrar, "
     "Inc.\nAddress\t\t\t: Somewhere\n\n\n** Domain Servers:\nns1.example.com\n\n** Additional Info:\nCreated "
     "on..............: 2001-Aug-23.\nExpires on..............: 2027-Aug-22.\n",
     "Example LLC", "Example Registrar, Inc.", "2001-08-23", "2027-08-22"},
    // .fr (Afnic): the holder is an object of its own.
    {"%%\n%% This is the AFNIC Whois server.\n\ndomain:                        example.fr\nstatus:                    "
     "    ACTIVE\nholder-c:                      EXA123-FRNIC\nadmin-c:                       "
     "ADM1-FRNIC\nregistrar:                     EXAMPLE NET\nExpiry Date:                   "
     "2027-12-30T17:16:48Z\ncreated:                       2000-07-26T22:00:00Z\nlast-update:                   "
     "2026-12-03T10:12:00Z\nsource:                        FRNIC\n\nnserver:                       "
     "ns1.example.fr\n\nnic-hdl:                       ADM1-FRNIC\ntype:                          "
     "PERSON\ncontact:                       Somebody\n\nnic-hdl:                       EXA123-FRNIC\ntype:          "
     "                ORGANIZATION\ncontact:                       Example SA\ncountry:                       FR\n",
     "Example SA", "EXAMPLE NET", "2000-07-26", "2027-12-30"},
    // .kr (KISA)
    {"query : example.co.kr\n\n# ENGLISH\n\nDomain Name                 : example.co.kr\nRegistrant                  "
     ": Example Corporation\nRegistrant Address          : Seoul\nAdministrative Contact(AC)  : Example\nRegistered "
     "Date             : 1999. 07. 28.\nLast Updated Date           : 2026. 07. 01.\nExpiration Date             : "
     "2027. 07. 28.\nPublishes                   : Y\nAuthorized Agency           : Example "
     "Co.(http://www.example.net)\nDNSSEC                      : unsigned\n",
     "Example Corporation", "Example Co.(http://www.example.net)", "1999-07-28", "2027-07-28"},
    // .pl (NASK)
    {"\nDOMAIN NAME:           example.pl\nregistrant type:       organization\nnameservers:           "
     "ns1.example.pl.\n                       ns2.example.pl.\ncreated:               2002.09.19 13:00:00\nlast "
     "modified:         2026.08.17 11:02:33\nrenewal date:          2027.09.18 14:00:00\n\nno option\n\ndnssec:        "
     "        Unsigned\n\n\nREGISTRAR:\nExample Sp. z o.o.\nul. Przykladowa 1\n",
     "", "Example Sp. z o.o.", "2002-09-19", "2027-09-18"},
    // .nl (SIDN)
    {"Domain name: example.nl\nStatus:      active\n\nRegistrar:\n   Example Registrar B.V.\n   Straat 1\n\nAbuse "
     "Contact:\n   abuse@example.net\n\nCreation Date: 1999-05-27\n\nUpdated Date: 2026-01-19\n\nDNSSEC:      "
     "yes\n\nDomain nameservers:\n   ns1.example.nl\n   ns2.example.nl\n\nRecord maintained by: SIDN BV\n",
     "", "Example Registrar B.V.", "1999-05-27", ""},
    // .eu (EURid): no dates.
    {"% The WHOIS service offered by EURid\n\nDomain: example.eu\nScript: LATIN\n\nRegistrant:\n        NOT "
     "DISCLOSED!\n        Visit www.eurid.eu for the web-based WHOIS.\n\nTechnical:\n        Organisation: Helper "
     "Ltd\n        Language: en\n\nRegistrar:\n        Name: Example Registrar\n        Website: "
     "http://www.example.net\n\nName servers:\n        ns1.example.eu\n",
     "redacted", "Example Registrar", "", ""},
    // .be (DNS Belgium)
    {"% .be Whois Server 6.1\n\nDomain:\texample.be\nStatus:\tNOT AVAILABLE\nRegistered:\tTue Dec 12 "
     "2000\n\nRegistrant:\n\tNot shown, please visit www.dnsbelgium.be for webbased whois.\n\nRegistrar "
     "Technical Contacts:\n\tOrganisation:\tOther\n\nRegistrar:\n\tName:\t Example Registrar "
     "BV\n\tWebsite: https://www.example.net\n\nNameservers:\n\tns1.example.be\n",
     "redacted", "Example Registrar BV", "2000-12-12", ""},
    // .se (Internetstiftelsen): the holder is a handle.
    {"# Copyright (c) 1997- The Swedish Internet Foundation.\nstate:            active\ndomain:           "
     "example.se\nholder:           exampl1234-00001\ncreated:          1997-08-20\nmodified:         "
     "2026-07-02\nexpires:          2027-08-20\nnserver:          ns1.example.se\ndnssec:           "
     "unsigned delegation\nstatus:           ok\nregistrar:        Example AB\n",
     "", "Example AB", "1997-08-20", "2027-08-20"},
    // .it (Registro.it): sections without colon.
    {"*********\n* Please note\n*********\n\nDomain:             example.it\nStatus:             ok\nSigned:           "
     " "
     " no\nCreated:            1996-01-29 00:00:00\nLast Update:        2026-05-07 00:56:13\nExpire Date:        "
     "2027-04-21\n\nRegistrant\n  Organization:     Example S.p.A.\n  Address:          Via Roma 1\n  Created:         "
     " 2007-03-01 10:19:04\n\nAdmin Contact\n  Name:             Mario Rossi\n  Organization:     Other\n\nRegistrar\n "
     " "
     "Organization:     Example Registrar S.r.l.\n  Name:             EXAMPLE-REG\n\nNameservers\n  ns1.example.it\n",
     "Example S.p.A.", "Example Registrar S.r.l.", "1996-01-29", "2027-04-21"},
    // .dk (Punktum dk)
    {"# Hello 192.0.2.1\n\nDomain:               example.dk\nDNS:                  example.dk\nRegistered:           "
     "1999-01-10\nExpires:              2027-01-31\nRegistrar:            Example A/S\nStatus:               "
     "Active\n\nRegistrant\nHandle:               ***N/A***\nName:                 Example ApS\nAddress:              "
     "Gade 1\n\nNameservers\nHostname:             ns1.example.dk\n",
     "Example ApS", "Example A/S", "1999-01-10", "2027-01-31"},
    // .cz (CZ.NIC): handles lead to contacts.
    {"%  (c) 2006-2026 CZ.NIC\n\ndomain:       example.cz\nregistrant:   SB:EXAMPLE1\nnsset:        "
     "NS1\nregistrar:    REG-EXAMPLE\nregistered:   07.11.1996 01:00:00\nchanged:      14.02.2026 "
     "12:00:00\nexpire:       31.10.2027\n\ncontact:      SB:EXAMPLE1\norg:          Example s.r.o.\nname:         Jan "
     "Novak\nregistrar:    REG-OTHER\n",
     "Example s.r.o.", "REG-EXAMPLE", "1996-11-07", "2027-10-31"},
    // .at (nic.at)
    {"% Copyright (c)2026 by NIC.AT\n\ndomain:         example.at\nregistrar:      Example GmbH "
     "(https://nic.at/registrar/1)\nregistrant:     EG1234567-NICAT\ntech-c:         TC1-NICAT\nnserver:        "
     "ns1.example.at\nchanged:        20260101 10:00:00\nsource:         AT-DOM\n\npersonname:     Max "
     "Muster\norganization:   Example GmbH\nstreet address: Gasse 1\nnic-hdl:        EG1234567-NICAT\nsource:         "
     "AT-DOM\n",
     "Example GmbH", "Example GmbH (https://nic.at/registrar/1)", "", ""},
    // .ru (TCI)
    {"% TCI Whois Service.\n\ndomain:        EXAMPLE.RU\nnserver:       ns1.example.ru.\nstate:         REGISTERED, "
     "DELEGATED, VERIFIED\norg:           Example LLC\nregistrar:     EXAMPLE-RU\nadmin-contact: "
     "https://www.example.net\ncreated:       1997-09-23T09:45:07Z\npaid-till:     2027-09-30T21:00:00Z\nsource:       "
     " "
     "TCI\n",
     "Example LLC", "EXAMPLE-RU", "1997-09-23", "2027-09-30"},
    // .cn (CNNIC)
    {"Domain Name: example.cn\nROID: 20030312s10001s00033735-cn\nDomain Status: ok\nRegistrant: Example "
     "Ltd\nRegistrant Contact Email: a@example.cn\nSponsoring Registrar: Example Cloud\nName Server: "
     "ns1.example.cn\nRegistration Time: 2003-03-17 12:20:05\nExpiration Time: 2027-03-17 12:48:36\nDNSSEC: "
     "unsigned\n",
     "Example Ltd", "Example Cloud", "2003-03-17", "2027-03-17"},
    // .ua (Hostmaster): sections in comments.
    {"% Request from 192.0.2.1\n\ndomain:           example.com.ua\ndom-public:       NO\nmnt-by:           "
     "ua.example\nnserver:          ns1.example.ua\nstatus:           ok\ncreated:          2002-12-04 "
     "00:00:00+02\nmodified:         2026-11-05 14:54:44+02\nexpires:          2027-12-04 00:00:00+02\nsource:         "
     "  UAEPP\n\n% Registrar:\n% ==========\nregistrar:        ua.example\norganization:     Example Registrar "
     "LLC\n\n% Registrant:\n% ===========\nperson:           not published\norganization:     Example Holding\n",
     "Example Holding", "Example Registrar LLC", "2002-12-03", "2027-12-03"},
    // .br (Registro.br)
    {"% Copyright (c) Nic.br\n\ndomain:      example.com.br\nowner:       Exemplo Ltda\nownerid:     "
     "01.234.567/0001-89\ncountry:     BR\nowner-c:     ABC1\nnserver:     ns1.example.com.br\ncreated:     19990518 "
     "#162310\nchanged:     20260517\nexpires:     20270518\nstatus:      published\n\nnic-hdl-br:  ABC1\nperson:      "
     "Somebody\n",
     "Exemplo Ltda", "", "1999-05-18", "2027-05-18"},
    // .cl (NIC Chile)
    {"%%\n%% This is the NIC Chile Whois server\n\nDomain name: example.cl\nRegistrant name: Ejemplo SpA\nRegistrant "
     "organisation: \nRegistrar name: NIC Chile\nRegistrar URL: https://www.nic.cl\nCreation date: 1998-02-12 19:34:08 "
     "CLST\nExpiration date: 2027-03-12 15:34:08 CLST\nName server: ns1.example.cl\n",
     "Ejemplo SpA", "NIC Chile", "1998-02-12", "2027-03-12"},
    // .mx (NIC Mexico)
    {"\nDomain Name:       example.mx\n\nCreated On:        2009-05-12\nExpiration Date:   2027-05-11\nLast Updated "
     "On:  "
     " 2026-05-12\nRegistrar:         Ejemplo Registros\nURL:               http://www.example.net\n\nRegistrant:\n   "
     "Name:            Ejemplo SA de CV\n   City:            Ciudad\n   Country:         Mexico\n",
     "Ejemplo SA de CV", "Ejemplo Registros", "2009-05-12", "2027-05-11"},
    // .tw (TWNIC)
    {"\nDomain Name: example.com.tw\n   Domain Status: clientTransferProhibited\n   Registrant:\n      Example Co., "
     "Ltd.\n      No. 1, Road\n\n   Administrative Contact:\n      Somebody\n\n   Record expires on 2027-05-31 "
     "(YYYY-MM-DD)\n   Record created on 1998-05-31 (YYYY-MM-DD)\n\n   Domain servers in listed order:\n      "
     "ns1.example.com.tw\n\nRegistration Service Provider: Example Net\n",
     "Example Co., Ltd.", "Example Net", "1998-05-31", "2027-05-31"},
    // .hk (HKIRC)
    {"Domain Name:  EXAMPLE.HK\n\nDomain Status: Active\n\nRegistrar Name: Example Registrar Ltd\n\nRegistrant Contact "
     "Information:\n\nCompany English Name (It should be the same as the registered/corporation name on your Business "
     "Register Certificate or relevant documents): EXAMPLE LIMITED\nAddress: -\nCountry: HK\nDomain Name Commencement "
     "Date: 01-04-2004\nExpiry Date: 31-03-2027\n",
     "EXAMPLE LIMITED", "Example Registrar Ltd", "2004-04-01", "2027-03-31"},
    // .sk (SK-NIC)
    {"Domain:                       example.sk\nRegistrant:                   EXA-0001\nAdmin Contact:                "
     "EXA-0001\nRegistrar:                    EXAM-0001\nCreated:                      2003-05-02\nUpdated:            "
     "          2026-07-02\nValid Until:                  2027-07-01\n\nRegistrar:                    "
     "EXAM-0001\nName:                         Example Registrar\n\nContact:                      EXA-0001\nName:      "
     "                   Jozef\nOrganization:                 Example a.s.\n",
     "Example a.s.", "EXAM-0001", "2003-05-02", "2027-07-01"},
    // .ee (EIS)
    {"Domain:\nname:       example.ee\nstatus:     ok (paid and in zone)\nregistered: 2010-07-04 03:39:15 "
     "+03:00\nchanged:    2026-06-25 11:04:54 +03:00\nexpire:     2027-07-05\n\nRegistrant:\nname:       Example "
     "OÜ\norg id:     12345678\ncountry:    EE\n\nRegistrar:\nname:       Example Registrar OÜ\nurl:        "
     "http://www.example.net\n",
     "Example OÜ", "Example Registrar OÜ", "2010-07-04", "2027-07-05"},
    // .ro (ROTLD)
    {"\n% Whois Server Version 3.0\n\n  Domain Name: example.ro\n  Registered On: 2000-07-17\n  Expires On: "
     "2027-03-12\n  Registrar: Example Registrar SRL\n  Referral URL: http://www.example.net\n\n  Nameserver: "
     "ns1.example.ro\n\n  Domain Status: OK\n",
     "", "Example Registrar SRL", "2000-07-17", "2027-03-12"},
    // .pt (DNS.PT)
    {"Domain: example.pt\nDomain Status: Registered\nCreation Date: 30/10/2003 00:00:00\nExpiration Date: 29/10/2027 "
     "23:59:00\nOwner Name: Exemplo Lda\nOwner Address: Rua 1\nOwner Country Code: PT\nName Server: ns1.example.pt | "
     "IPv4: 192.0.2.1\n",
     "Exemplo Lda", "", "2003-10-30", "2027-10-29"},
    // .ir (IRNIC)
    {"% This is the IRNIC Whois server\n\ndomain:\t\texample.ir\nascii:\t\texample.ir\nremarks:\t(Domain Holder) "
     "Example\nholder-c:\tex12-irnic\nnserver:\tns1.example.ir\nlast-updated:\t2026-08-01\nexpire-date:\t2027-08-10\n"
     "source:\t\tIRNIC\n\nnic-hdl:\tex12-irnic\norg:\t\tExample Company\ne-mail:\t\ta@example.ir\n",
     "Example Company", "", "", "2027-08-10"},
    // .th (THNIC)
    {"Whois Server Version 2.1.6\n\nDomain Name: EXAMPLE.CO.TH\nRegistrar: T.H.NIC Co., Ltd.\nName Server: "
     "NS1.EXAMPLE.CO.TH\nStatus: ACTIVE\nUpdated date: 08 Oct 2026\nCreated date: 08 Oct 1999\nExp date: 07 Oct "
     "2027\nDomain Holder Organization: Example (Thailand) Co., Ltd.\n",
     "Example (Thailand) Co., Ltd.", "T.H.NIC Co., Ltd.", "1999-10-08", "2027-10-07"},
    // .de (DENIC): says nothing of the holder, by design.
    {"Domain: example.de\nNserver: ns1.example.de\nStatus: connect\nChanged: 2026-03-12T21:44:25+01:00\n", "", "", "",
     ""},
};

TEST(WhoisDomains, LayoutsOfTheRegistries) {
    for (const Sample& sample : samples) {
        const WhoisRecord r = readWhois(parseWhois(sample.text));
        const std::string about = std::string(sample.text).substr(0, 160);
        EXPECT_EQ(r.answer, WhoisAnswer::record) << about;
        EXPECT_TRUE(r.domain.contains(u"example", Qt::CaseInsensitive)) << about << r.domain.toStdString();
        EXPECT_EQ(r.organization, QString::fromUtf8(sample.organization)) << about;
        EXPECT_EQ(r.registrar, QString::fromUtf8(sample.registrar)) << about;
        EXPECT_EQ(day(r.created), QString::fromUtf8(sample.created)) << about << " has " << r.created.toStdString();
        EXPECT_EQ(day(r.expires), QString::fromUtf8(sample.expires)) << about << " has " << r.expires.toStdString();
    }
}

TEST(WhoisDomains, DatesAsRegistriesWriteThem) {
    for (const char* text :
         {"1997-09-15T04:00:00Z", "1997-09-15 04:00:00", "15-Sep-1997", "15-sep-1997 04:00", "1997. 09. 15.",
          "1997.09.15 13:00:00", "19970915", "19970915 #162310", "15.9.1997 00:00:00", "15/09/1997", "1997/09/15",
          "15 September 1997", "Mon Sep 15 1997", "Sep 15 04:00:00 1997"})
        EXPECT_EQ(day(QLatin1String(text)), QStringLiteral("1997-09-15")) << text;
    EXPECT_EQ(day(QStringLiteral("before Aug-1996")), QStringLiteral("1996-08-01"));
    for (const char* text : {"", "soon", "99/99/1997", "1997-13-40", "0001-01-01", "31.12.", "x1997y"})
        EXPECT_EQ(day(QLatin1String(text)), QString()) << text;
}

TEST(WhoisDomains, CountriesAreTwoLettersOrNothing) {
    const WhoisRecord r = readWhois(
        parseWhois("inetnum: 1.2.3.0 - 1.2.3.255\nnetname: X\ncountry: US;=HYPERLINK(A1)\ncountry: nl # here\n"));
    EXPECT_EQ(r.countries, QStringList(QStringLiteral("NL")));
}

}  // namespace
}  // namespace weir::enrich
