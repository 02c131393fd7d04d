#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Weir against tshark, frame by frame: addresses, IP length, ports and the first DNS question of every real capture.

    framebyframe.py WEIR-CLI CAPTURES [PATH...]      only these captures of the index

Differences are problems unless exceptions.tsv lists their frames and says why Weir is right.
"""
import re
import sys

from weir import Weir, exceptions, finish, in_parallel, index, ranges, tshark

FIELDS = ["frame.number", "frame.protocols", "ip.src", "ip.dst", "ip.len", "ip.proto", "ip.id", "ip.frag_offset",
          "ipv6.src", "ipv6.dst", "ipv6.plen", "ipv6.fraghdr.ident", "ipv6.fraghdr.offset", "tcp.srcport", "tcp.dstport",
          "udp.srcport", "udp.dstport", "sctp.srcport", "sctp.dstport", "dccp.srcport", "dccp.dstport", "dns.qry.name"]
PORTS = {"tcp": "tcp", "udp": "udp", "udplite": "udp", "sctp": "sctp", "dccp": "dccp"}
EXTENSIONS = {"ipv6.hopopts", "ipv6.dstopts", "ipv6.routing", "ipv6.fraghdr", "ipv6.mobility", "ipv6.shim6", "ipv6.hip",
              "ah", "mipv6", "hip", "shim6"}
COMPARED = ("src", "dst", "bytes", "sport", "dport", "name")

weir = Weir(sys.argv[1])
allowed = exceptions("framebyframe")


def expected(file):
    """{frame: what Weir should say of it}, from tshark's fields and our rules of counting."""
    out, first_fragments = {}, {}
    for row in tshark(file, FIELDS, "-o", "ip.defragment:FALSE", "-o", "ipv6.defragment:FALSE",
                      errors="surrogateescape"):
        protocols = row["frame.protocols"].split(":")
        outer = next((i for i, name in enumerate(protocols) if name in ("ip", "ipv6")), None)
        frame = dict.fromkeys(COMPARED, "")
        out[int(row["frame.number"])] = frame
        if outer is None:
            continue
        version = protocols[outer]
        frame["src"], frame["dst"] = row[f"{version}.src"], row[f"{version}.dst"]
        frame["bytes"] = row["ip.len"] if version == "ip" else str(int(row["ipv6.plen"] or 0) + 40)
        after = outer + 1
        while after < len(protocols) and protocols[after] in EXTENSIONS:
            after += 1
        transport = protocols[after] if after < len(protocols) else ""
        offset = row["ip.frag_offset"] if version == "ip" else row["ipv6.fraghdr.offset"]
        datagram = (frame["src"], frame["dst"], row["ip.proto"], row["ip.id"] if version == "ip" else row["ipv6.fraghdr.ident"])
        if transport in PORTS and offset in ("", "0"):
            name = PORTS[transport]
            frame["sport"], frame["dport"] = row[f"{name}.srcport"], row[f"{name}.dstport"]
            if offset == "0":
                first_fragments[datagram] = frame["sport"], frame["dport"]
            if after + 1 < len(protocols) and protocols[after + 1] in ("dns", "mdns", "llmnr"):
                frame["name"] = "." if row["dns.qry.name"] == "<Root>" else rough(row["dns.qry.name"])
        elif offset not in ("", "0"):
            frame["sport"], frame["dport"] = first_fragments.get(datagram, ("", ""))
    return out


def rough(name):
    """A name with each run of characters that programs write in their own ways as one question mark."""
    name = re.sub(r"\\(\d{3})", lambda match: chr(int(match[1])), name)  # ours: \DDD, then \X
    name = re.sub(r"\\(.)", r"\1", name)
    return re.sub(r"[^!-~]+", "?", name).lower()


def text(value):
    return "" if value is None else str(value)


def check(row):
    theirs = expected(row["file"])
    names = {}
    for message in weir.objects("dns", row["file"]):
        first = text(message["name"]).split(";")[0]  # of several questions
        names.setdefault(message["number"], rough(first))
    differing, samples = {}, {}
    for packet in weir.objects("packets", row["file"]):
        number = packet["number"]
        if number not in theirs:  # beyond where tshark stops: everycapture.py compares counts
            continue
        ours = {key: text(packet.get(key)) for key in COMPARED}
        ours["name"] = names.get(number, "")
        for key in COMPARED:
            if ours[key] != theirs[number][key]:
                differing.setdefault(key, set()).add(number)
                samples.setdefault(key, f"frame {number}: {ours[key]!r} instead of {theirs[number][key]!r}")
    problems = []
    for key, frames in differing.items():
        listed = allowed.get((row["path"], key), allowed.get((row["path"], "*"), (set(), "")))[0]
        if listed is not None and frames - listed:
            problems.append(f"{row['path']}\t{key}\t{ranges(frames - listed)}\t{samples[key]}")
    for path, key in allowed:
        listed = allowed[path, key][0]
        seen = set().union(*differing.values()) if key == "*" else differing.get(key, set())
        stale = (listed or set()) - seen
        if path == row["path"] and (stale or not seen):
            problems.append(f"exceptions.tsv: {path}: {key}: {ranges(stale) or 'all'} no exception any more")
    return len(theirs), problems


rows = index(sys.argv[2], sys.argv[3:])
results = in_parallel(check, rows)
finish([problem for _, found in results for problem in found],
       f"{sum(count for count, _ in results)} frames of {len(rows)} captures")
