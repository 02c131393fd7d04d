#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample capture must give the tables that a published triage lesson prints: data/lesson has what its page shows.

    lesson.py WEIR-CLI SAMPLE DATA
"""
import csv
import sys
from pathlib import Path

from weir import Weir, finish

weir, sample, data = Weir(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
problems, compared = [], 0


def page(name):
    with open(data / f"{name}.csv", encoding="utf-8", newline="") as file:
        return [tuple(row.values()) for row in csv.DictReader(file)]


def check(name, ours, tied_by=None):
    """The page's rows are our first rows. Among rows with the same figure in column `tied_by` the page shows any, in
    any order: there, the figures in their order and every row of the page must be ours."""
    global compared
    theirs = page(name)
    if tied_by is not None:
        if [row[tied_by] for row in ours[:len(theirs)]] != [row[tied_by] for row in theirs]:
            problems.append(f"{name}: another order of figures: {ours[:len(theirs)]}")
        ours = [row if row in ours else None for row in theirs]
    ours = ours[:len(theirs)]
    for row in range(max(len(ours), len(theirs))):
        if ours[row:row + 1] != theirs[row:row + 1]:
            problems.append(f"{name}: row {row}: {ours[row:row + 1]} but the page has {theirs[row:row + 1]}")
    compared += len(theirs)


def conversations(keys, *more):
    rows = weir.rows("conversations", "--one-way", "--group-by", keys, *more, sample)
    return [tuple(row[key] for key in [*keys.split(","), "bytes"]) for row in rows]


packets = weir.rows("packets", sample)
numbers = {row[0] for row in page("packets")}
check("packets", [(index, row["src"], row["dst"], row["sport"], row["dport"], row["bytes"])
                  for row in packets if (index := str(int(row["number"]) - 1)) in numbers])
check("by_src", conversations("src"), tied_by=1)
check("by_src_dst", conversations("src,dst"), tied_by=2)
check("by_src_dst_sport_dport", conversations("src,dst,sport,dport"), tied_by=4)
check("outbound_by_src_dst_dport", conversations("src,dst,dport", "--outbound"), tied_by=3)
check("dns_by_query", [(row["name"] + ".", row["messages"]) for row in weir.rows("names", sample)], tied_by=1)
check("dns_head", [(str(i), row["ip_id"], row["name"] + ".") for i, row in enumerate(weir.rows("dns", sample))])

# Every address that something went out to, in two ways.
wanted = sorted(page("outbound_addresses"))
for way, ours in {"conversations": {(row[0],) for row in conversations("dst", "--outbound")},
                  "hosts": {(row["address"],) for row in weir.rows("hosts", "--where", "bytes_out > 0", sample)}}.items():
    if sorted(ours) != wanted:
        problems.append(f"outbound_addresses by {way}: {sorted(ours ^ set(wanted))} differ")
    compared += len(wanted)

# The whole capture, which the page counts too: its last row has the number 2044.
if len(packets) != 2045:
    problems.append(f"packets: {len(packets)} rows")
finish(problems, f"{compared} rows of the page compared")
