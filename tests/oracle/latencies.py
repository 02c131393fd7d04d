#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Latencies and retransmissions of DNS against tshark's dns.time and dns.retransmission, message by message.

    latencies.py WEIR-CLI CAPTURES [PATH...]      only these captures of the index

Compared are frames with one message of DNS over UDP. Differences are problems unless exceptions.tsv lists their frames
and says why Weir is right. One rule differs: tshark takes a query that is repeated after five seconds for a new one, Weir
for a repetition as long as the first has no response.
"""
import sys
from collections import Counter

from weir import Weir, exceptions, finish, in_parallel, index, ranges, tshark

weir = Weir(sys.argv[1])
allowed = exceptions("latencies")
FIELDS = ("frame.number", "dns.time", "dns.retransmit_request")


def expected(file):
    """{frame: (seconds in nine decimals or "", whether a retransmitted query)} of plain DNS."""
    return {int(row["frame.number"]): (row["dns.time"], row["dns.retransmit_request"] not in ("", "0", "False"))
            for row in tshark(file, FIELDS, "-Y", "dns && udp.port == 53", occurrence="a")}


def compare(row):
    theirs = expected(row["file"])
    rows = weir.objects("dns", row["file"])
    alone = Counter(message["number"] for message in rows)
    differing, samples, compared = {}, {}, 0
    for message in rows:
        number = message["number"]
        if alone[number] != 1 or number not in theirs or message["transport"] != "udp":
            continue
        compared += 1
        ours = {"latency": str(message["latency"] or ""), "retransmission": message["retransmission"]}
        for field, wanted in zip(ours, theirs[number]):
            if ours[field] != wanted:
                differing.setdefault(field, set()).add(number)
                samples.setdefault(field, f"frame {number}: weir {ours[field]!r}, tshark {wanted!r}")
    problems = []
    for field in ("latency", "retransmission"):
        frames = differing.get(field, set())
        listed = allowed.get((row["path"], field), (set(), ""))[0]
        if listed is not None and frames - listed:
            problems.append(f"{row['path']}\t{field}\t{ranges(frames - listed)}\t{samples[field]}")
        if listed and listed - frames:
            problems.append(f"exceptions.tsv: {row['path']}: {field}: {ranges(listed - frames)} no exception any more")
    return compared, problems


captures = index(sys.argv[2], sys.argv[3:])
results = in_parallel(compare, captures)
total = sum(compared for compared, _ in results)
assert len(sys.argv) > 3 or total > 1000, f"only {total} messages were compared"
finish([problem for _, problems in results for problem in problems], f"{total} DNS messages")
