#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Latencies and retransmissions of DNS against tshark's dns.time and dns.retransmission, message by message.

    latencies.py WEIR-CLI CAPTURES [PATH...]      only these captures of the index

Compared are frames with one message of DNS over UDP. Differences are problems unless exceptions.tsv lists their frames
and says why Weir is right. One rule differs: tshark takes a query that is repeated after five seconds for a new one, Weir
for a repetition as long as the first has no response.
"""
import subprocess
import sys
from collections import Counter

from weir import Weir, exceptions, finish, in_parallel, index, ranges

weir = Weir(sys.argv[1])
allowed = exceptions("latencies")
FIELDS = ("frame.number", "dns.time", "dns.retransmit_request", "frame.protocols")


def tshark(file):
    """{frame: (seconds in nine decimals or "", whether a retransmitted query)} of plain DNS."""
    command = ["tshark", "-n", "-r", file, "-Y", "dns && udp.port == 53", "-T", "fields", "-E", "occurrence=a",
               "-E", "separator=/t", *[word for field in FIELDS for word in ("-e", field)]]
    done = subprocess.run(command, capture_output=True, timeout=300)
    out = {}
    for line in done.stdout.decode("utf-8", "replace").split("\n"):
        cells = line.split("\t")
        if len(cells) == len(FIELDS):
            out[int(cells[0])] = cells[1], cells[2] not in ("", "0", "False")
    return out


def compare(row):
    theirs = tshark(row["file"])
    rows = weir.objects("dns", row["file"])
    alone = Counter(message["number"] for message in rows)
    differing, samples, compared = {}, {}, 0
    for message in rows:
        number = message["number"]
        if alone[number] != 1 or number not in theirs or message["transport"] != "udp":
            continue
        compared += 1
        ours = {"latency": str(message["latency"] or ""), "retransmission": message["retransmission"]}
        for field, expected in zip(ours, theirs[number]):
            if ours[field] != expected:
                differing.setdefault(field, set()).add(number)
                samples.setdefault(field, f"frame {number}: weir {ours[field]!r}, tshark {expected!r}")
    problems = []
    for field in ("latency", "retransmission"):
        frames = differing.get(field, set())
        listed = allowed.get((row["path"], field), (set(), ""))[0]
        if listed is not None and frames - listed:
            problems.append(f"{row['path']}\t{field}\t{ranges(frames - listed)}\t{samples[field]}")
        if listed and listed - frames:
            problems.append(f"exceptions.tsv: {row['path']}: {field}: {ranges(listed - frames)} no exception any more")
    return compared, problems


captures = [row for row in index(sys.argv[2]) if len(sys.argv) < 4 or row["path"] in sys.argv[3:]]
results = in_parallel(compare, captures)
total = sum(compared for compared, _ in results)
assert len(sys.argv) > 3 or total > 1000, f"only {total} messages were compared"
finish([problem for _, problems in results for problem in problems], f"{total} DNS messages")
