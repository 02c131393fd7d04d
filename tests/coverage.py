#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums gcovr's figures by folder and says which files of the parsers lie below what is wanted: coverage.py SUMMARY"""
import json
import sys
from collections import defaultdict
from pathlib import PurePath

PARSERS = ("core/capture", "core/dissect", "core/protocol", "core/detail", "core/table", "core/enrich/providers")
WANTED_LINES, WANTED_BRANCHES, WANTED_ALL = 95, 90, 90


def percent(covered, total):
    return 100.0 * covered / total if total else 100.0


def main(path):
    with open(path, encoding="utf-8") as text:
        files = json.load(text)["files"]
    folders = defaultdict(lambda: [0, 0, 0, 0])
    for each in files:
        figures = (each["line_covered"], each["line_total"], each["branch_covered"], each["branch_total"])
        for name in (PurePath(each["filename"]).parent.as_posix(), "core"):
            folders[name] = [a + b for a, b in zip(folders[name], figures)]
    short = []
    print(f"{'folder':28} lines   branches")
    for name, (lines, all_lines, branches, all_branches) in sorted(folders.items()):
        line, branch = percent(lines, all_lines), percent(branches, all_branches)
        wanted = (WANTED_LINES, WANTED_BRANCHES) if name in PARSERS else (WANTED_ALL, 0) if name == "core" else (0, 0)
        low = line < wanted[0] or branch < wanted[1]
        print(f"{name:28} {line:5.1f} %  {branch:5.1f} %{'  below what is wanted' if low else ''}")
        if low:
            short.append(name)
    for each in sorted(files, key=lambda file: file["line_percent"] or 0):
        folder = PurePath(each["filename"]).parent.as_posix()
        if folder in short and each["line_total"] > each["line_covered"]:
            print(f"  {each['filename']}: {each['line_total'] - each['line_covered']} of {each['line_total']} lines not reached")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
