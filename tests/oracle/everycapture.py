#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every real capture: no crash, no hang, as many frames as two independent counts say, sums as capinfos has them.

    everycapture.py WEIR-CLI CAPTURES
"""
import csv
import io
import subprocess
import sys
import tempfile
from pathlib import Path

from weir import Weir, exceptions, finish, in_parallel, index

TABLES = {"summary", "talkers", "conversations", "names", "dns", "hosts", "findings", "queries", "domains", "clients", "events"}
weir = Weir(sys.argv[1])
allowed = exceptions("everycapture")
used = set()


def capinfos(file):
    """(packets, bytes on the wire, first time, last time) or None where capinfos finds the file damaged."""
    done = subprocess.run(["capinfos", "-T", "-M", "-r", "-c", "-d", "-a", "-e", "-S", file], capture_output=True,
                          text=True)
    cells = done.stdout.strip().split("\t")
    return cells[1:] if done.returncode == 0 and len(cells) == 5 else None


def check(row):
    problems, file = [], row["file"]

    def differ(field, ours, theirs):
        if str(ours) == str(theirs):
            return
        if (row["path"], field) in allowed:
            used.add((row["path"], field))
        else:
            problems.append(f"{row['path']}: {field}: {ours} instead of {theirs}")

    try:
        done = weir.run("--table", "summary", "--format", "csv", file)
        summary = dict(list(csv.reader(io.StringIO(done.stdout.decode(), newline="")))[1:])
        with tempfile.TemporaryDirectory() as folder:
            others = {"packets": weir.run("--table", "packets", "--format", "csv", file),
                      "all tables": weir.run("--all-tables", folder, file)}
            missing = TABLES - {path.stem for path in Path(folder).iterdir() if path.stat().st_size}
        for what, other in others.items():
            if other.returncode != done.returncode:
                problems.append(f"{row['path']}: {what}: status {other.returncode}, summary's was {done.returncode}: "
                                + other.stderr.decode(errors="replace")[:200])
        if missing and done.returncode != 2:
            problems.append(f"{row['path']}: no table of {', '.join(sorted(missing))}")
    except subprocess.TimeoutExpired as expired:
        return [f"{row['path']}: {expired}"]

    frames = int(summary.get("frames", 0))
    differ("frames", frames, row["packets_walk"] or row["tshark_packets"])
    if row["walk_problem"]:  # 2 is for what has no readable part
        differ("status", done.returncode, 1 if frames else 2)
    elif row["libpcap"] == "OK":
        differ("status", done.returncode, 0)
    # What was inferred of home is said, too, and is no complaint.
    complaints = [line for line in done.stderr.splitlines() if b"home" not in line]
    if (done.returncode != 0) != bool(complaints):
        problems.append(f"{row['path']}: status {done.returncode} but standard error is {done.stderr!r}")
    theirs = capinfos(file)
    if theirs and frames:
        differ("frames", frames, theirs[0])
        differ("wire_bytes", summary["wire_bytes"], theirs[1])
        for key, time in (("first_seen", theirs[2]), ("last_seen", theirs[3])):
            if time != "n/a":  # as many decimals as the file's resolution has
                digits = len(time.partition(".")[2])
                differ(key, summary[key][:len(summary[key]) - 9 + digits], time)
    return problems


rows = index(sys.argv[2])
problems = [problem for found in in_parallel(check, rows) for problem in found]
problems += [f"exceptions.tsv: {key} is no exception any more" for key in allowed.keys() - used]
finish(problems, f"{len(rows)} captures")
