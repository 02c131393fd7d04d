#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Weir against tshark: the first hello of every TLS and QUIC conversation (server name, JA3) and every HTTP request
(method, host, path, user agent), by the frame that completes it.

    applications.py WEIR-CLI CAPTURES [PATH...]      only these captures of the index

Differences are problems unless exceptions.tsv lists their frames and says why Weir is right.
"""
import sys

from weir import Weir, exceptions, finish, in_parallel, index, ranges, tshark

FIELDS = ["frame.number", "tcp.stream", "udp.stream", "tls.handshake.type", "tls.handshake.extensions_server_name",
          "tls.handshake.ja3", "dtls.handshake.type", "dtls.handshake.extensions_server_name", "dtls.handshake.ja3",
          "http.request", "http.notification", "http.request.method", "http.host", "http.request.uri", "http.user_agent"]
# Frames with a hello or a request that is not only quoted in an ICMP error.
WANTED = ("((tls.handshake.type == 1 && (tcp || quic)) || (dtls.handshake.type == 1 && udp) || "
          "((http.request || http.notification) && tcp)) && !icmp && !icmpv6")

weir = Weir(sys.argv[1])
allowed = exceptions("applications")


def hellos(rows):
    """{frame: (server name, JA3)} of the first hello of each conversation."""
    out, seen = {}, set()
    for row in rows:
        stream = (row["tcp.stream"], row["udp.stream"])
        for layer in ("tls", "dtls"):
            if row[f"{layer}.handshake.type"] == "1" and stream not in seen:
                seen.add(stream)
                if row[f"{layer}.handshake.ja3"]:  # none for a hello in the form of SSL 2.0
                    out[int(row["frame.number"])] = (row[f"{layer}.handshake.extensions_server_name"].lower(),
                                                     row[f"{layer}.handshake.ja3"])
    return out


def requests(rows):
    return [(int(row["frame.number"]), row["http.request.method"], row["http.host"], row["http.request.uri"],
             row["http.user_agent"]) for row in rows if row["tcp.stream"] and (row["http.request"] or row["http.notification"])]


def wrong_requests(expected, got):
    """Frames of requests that only one of the two has. tshark shows a request in the frame that ends its body, Weir in
    the one that ends its head: never later, and the same where there is no body."""
    frames = {}
    for side, rows in enumerate((expected, got)):
        for frame, *what in rows:
            frames.setdefault(tuple(what), ([], []))[side].append(frame)
    out = {}
    for what, (theirs, ours) in frames.items():
        for their, our in zip(sorted(theirs), sorted(ours)):
            if our > their or (our != their and what[0] in ("GET", "HEAD")):
                out[our] = f"{what}: tshark {their}"
        for frame in sorted(theirs)[len(ours):]:
            out[frame] = f"only tshark has {what}"
        for frame in sorted(ours)[len(theirs):]:
            out[frame] = f"only weir has {what}"
    return out


def compare(row):
    path, file = row["path"], row["file"]
    got = {int(o["number"]): (o["server_name"] or "", o["ja3"] or "") for o in weir.objects("tls", file) if o["ja4"]}
    rows = list(tshark(file, FIELDS, "-Y", WANTED))
    expected = hellos(rows)
    wrong = {"hello": {frame: f"tshark {expected.get(frame)}, weir {got.get(frame)}"
                       for frame in expected.keys() | got.keys() if expected.get(frame) != got.get(frame)}}
    asked = requests(rows)
    wrong["request"] = wrong_requests(asked, [(int(o["number"]), *(o[c] or "" for c in ("method", "host", "path", "user_agent")))
                                              for o in weir.objects("http", file) if o["method"]])
    problems = []
    for field, found in wrong.items():
        frames, _ = allowed.get((path, field), (set(), ""))
        unexplained = {frame for frame in found if frames is not None and frame not in frames}
        problems += [f"{path} {field} {ranges(unexplained)}: {found[min(unexplained)]}"] if unexplained else []
        if frames is not None and frames - found.keys():
            problems.append(f"{path} {field}: exceptions.tsv lists {ranges(frames - found.keys())}, which agree")
    return problems, len(expected) + len(asked)


captures = index(sys.argv[2], sys.argv[3:])
results = in_parallel(compare, captures)
total = sum(compared for _, compared in results)
assert len(sys.argv) > 3 or total > 1000, f"only {total} hellos and requests were compared"
finish([problem for problems, _ in results for problem in problems], f"{total} hellos and requests")
