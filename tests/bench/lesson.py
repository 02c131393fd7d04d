#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an analyst writes in a notebook with scapy and pandas: packets into a frame, sums by address and by
conversation, DNS names counted. A peer for scripts/bench; prints how many packets it has seen.

    lesson.py CAPTURE
"""
import sys

import pandas
from scapy.all import DNSQR, IP, TCP, UDP, IPv6, PcapReader


def main(path):
    rows, names, count = [], [], 0
    for packet in PcapReader(path):
        count += 1
        layer = packet.getlayer(IP) or packet.getlayer(IPv6)
        if layer is None:
            continue
        transport = packet.getlayer(TCP) or packet.getlayer(UDP)
        length = layer.len if isinstance(layer, IP) else (layer.plen or 0) + 40
        rows.append((layer.src, layer.dst, getattr(transport, "sport", None), getattr(transport, "dport", None), length))
        question = packet.getlayer(DNSQR)
        if question is not None:
            names.append(question.qname)
    frame = pandas.DataFrame(rows, columns=["src", "dst", "sport", "dport", "len"])
    by_source = frame.groupby("src")["len"].sum().sort_values(ascending=False)
    by_flow = frame.groupby(["src", "dst", "sport", "dport"])["len"].sum().sort_values(ascending=False)
    by_name = pandas.Series(names, dtype=object).value_counts()
    print(count, len(by_source), len(by_flow), len(by_name))


if __name__ == "__main__":
    main(sys.argv[1])
