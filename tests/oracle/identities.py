#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Weir against tshark: who is behind the addresses at home. Every name, user and build in the table clients must be said
by the frame that its source names, and users whom Kerberos or NTLM name must be there.

    identities.py WEIR-CLI CAPTURES [PATH...]      only these captures of the index

Differences are problems unless exceptions.tsv lists their frames and says why Weir is right.
"""
import re
import sys

from weir import Weir, exceptions, finish, in_parallel, index, ranges, tshark

NAMES = {"dhcp": ["dhcp.option.hostname", "dhcp.fqdn.name"],
         "kerberos": ["kerberos.CNameString", "kerberos.addr_nb"],
         "kerberos-request": ["kerberos.CNameString"],
         "ntlm": ["ntlmssp.auth.username", "ntlmssp.auth.hostname", "ntlmssp.challenge.target_info.nb_computer_name"],
         "netbios": ["nbns.name", "nbns.netbios_name", "nbss.calling_name"], "browser": ["browser.server", "nbdgm.source_name"],
         "llmnr": ["dns.qry.name", "dns.resp.name"], "mdns": ["dns.qry.name", "dns.resp.name"],
         "ftp": ["ftp.request.arg"], "http-basic": ["http.authbasic"],
         "ldap": ["ldap.name", "ldap.assertionValue"]}
BUILDS = {"ntlm": ["ntlmssp.version.build_number"]}
FIELDS = ["frame.number", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "kerberos.msg_type", "ntlmssp.messagetype",
          *sorted({field for fields in [*NAMES.values(), *BUILDS.values()] for field in fields})]
WANTED = "dhcp || kerberos || ntlmssp || nbns || nbss || nbdgm || browser || mdns || llmnr || ftp || http.authbasic || ldap || cldap"

weir = Weir(sys.argv[1])
allowed = exceptions("identities")


def plain(name):
    """As names are compared: case, padding, suffixes, domain and account marks are no difference."""
    name = re.sub(r"<[0-9a-f]{2}>.*", "", name.lower())
    return name.strip().rstrip("$. \x00")


def said(row, fields):
    """Whole names, and what they are without their domain."""
    values = {plain(value) for field in fields for value in [row[field], *row[field].split(",")]}
    for value in list(values):
        values |= {value.split(".")[0], value.split(":")[0], value.split("/")[-1]}
    return values


def source_of(text):
    kind, _, frame = text.rpartition(" frame ")
    return kind, int(frame)


def compare(row):
    path, file = row["path"], row["file"]
    clients = weir.objects("clients", file)
    if not clients:
        return [], 0
    frames = {int(each["frame.number"]): each for each in tshark(file, FIELDS, "-Y", WANTED, occurrence="a")}
    wrong, compared, users = {}, 0, {}
    for client in clients:
        users[client["address"]] = {plain(user) for user in (client["user_names"] or "").split(";")}
        for names, sources, fields in (("host_names", "host_name_source", NAMES), ("user_names", "user_source", NAMES),
                                       ("os", "os_source", BUILDS)):
            for name, source in zip((client[names] or "").split(";"), (client[sources] or "").split(";")):
                if not source:
                    continue
                kind, frame = source_of(source)
                if kind not in fields:
                    continue
                compared += 1
                wanted = plain(re.search(r"\d+(?=\)$)", name)[0] if fields is BUILDS else name)
                seen = frames.get(frame)
                if not seen or not {wanted, wanted.split(".")[0], wanted.removeprefix("host/")} & said(seen, fields[kind]):
                    wrong[frame] = f"{client['address']} {names} {name} from {source}: tshark has " + \
                                   str(sorted(said(seen, fields[kind])) if seen else "nothing")
    for number, seen in frames.items():
        source, target = seen["ip.src"] or seen["ipv6.src"], seen["ip.dst"] or seen["ipv6.dst"]
        expected = [(target, user) for user in seen["kerberos.CNameString"].split(",")
                    if {"11", "13"} & set(seen["kerberos.msg_type"].split(","))]
        expected += [(source, user) for user in seen["ntlmssp.auth.username"].split(",")]
        for address, user in expected:
            if not user or user.endswith("$") or user == "NULL" or user.startswith("host") or address not in users:
                continue
            compared += 1
            if plain(user) not in users[address]:
                wrong.setdefault(number, f"only tshark has user {user} of {address}")
    explained, _ = allowed.get((path, "identity"), (set(), ""))
    problems = []
    unexplained = {frame for frame in wrong if explained is not None and frame not in explained}
    if unexplained:
        problems.append(f"{path} identity {ranges(unexplained)}: {wrong[min(unexplained)]}")
    if explained is not None and explained - wrong.keys():
        problems.append(f"{path} identity: exceptions.tsv lists {ranges(explained - wrong.keys())}, which agree")
    return problems, compared


captures = index(sys.argv[2], sys.argv[3:])
results = in_parallel(compare, captures)
total = sum(compared for _, compared in results)
assert len(sys.argv) > 3 or total > 200, f"only {total} identities were compared"
finish([problem for problems, _ in results for problem in problems], f"{total} identities")
