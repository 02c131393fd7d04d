#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows for machines: their form, and that the tables of the contract can be made from them.

WEIR_CLI is the program, WEIR_SAMPLE a capture, WEIR_CAPTURES a folder of captures, perhaps.
"""
import hashlib
import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from madecaptures import ACK, FIN, asked, connected, dns, pcap, tcp, udp
from tablesfromrows import INEXACT, MERGED, SITE_TABLES, Site

SAMPLE = os.environ["WEIR_SAMPLE"]
CAPTURES = Path(os.environ.get("WEIR_CAPTURES", "/nonexistent"))
FILES = {"captures", "flows", "told", "dns", "tls", "http", "files", "findings", "clients", "events", "contacts"}
GUEST, SERVER = "10.0.2.15", "45.33.7.9"


def cli(*arguments, **options):
    return subprocess.run([os.environ["WEIR_CLI"], *map(str, arguments)], capture_output=True, text=True, timeout=120,
                          **options)


def table(name, *captures):
    """The table's cells as they are printed, without the guard of CSV."""
    done = cli("--table", name, "--format", "ndjson", *captures)
    cells = [json.loads(line, parse_float=str, parse_int=str) for line in done.stdout.splitlines()]
    return [{key: {None: "", True: "true", False: "false"}.get(cell, cell) for key, cell in row.items()} for row in cells]


class WithFolder(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def rows(self, *arguments, status=0):
        out = self.folder / "rows"
        done = cli("--rows", out, *arguments)
        self.assertEqual(done.returncode, status, done.stderr)
        return {path.stem: [json.loads(line) for line in path.read_text().splitlines()] for path in out.glob("*.ndjson")}


class Form(WithFolder):
    def test_the_files(self):
        rows = self.rows(SAMPLE)
        self.assertEqual(set(rows), FILES)
        identity = hashlib.sha256(Path(SAMPLE).read_bytes()).hexdigest()
        for name, lines in rows.items():
            for line in lines:
                self.assertEqual(line["capture"], identity)
                self.assertEqual(list(line), list(lines[0]), name)
        (capture,) = rows["captures"]
        self.assertEqual((capture["files"], capture["sha256"], capture["problems"]), ([SAMPLE], [identity], []))
        self.assertEqual(capture["flows"], len(rows["flows"]))

    def test_kinds(self):
        listed = json.loads(cli("--columns", "--rows", "-", "--format", "json").stdout)
        self.assertEqual({row["table"] for row in listed}, FILES)
        kinds = {(row["table"], row["column"]): row["kind"] for row in listed if row["column"]}
        wanted = {"time": int, "duration": int, "integer": int, "bytes": int, "boolean": bool, "text": str, "address": str,
                  "list": list, "array": list, "real": (int, float)}
        for name, lines in self.rows(SAMPLE).items():
            for line in lines:
                self.assertEqual([key for key in line], [column for one, column in kinds if one == name])
                for key, value in line.items():
                    if value is not None:
                        self.assertIsInstance(value, wanted[kinds[name, key]], (name, key))
                    else:
                        self.assertNotIn(kinds[name, key], ("list", "array"))

    def test_times_are_whole_nanoseconds(self):
        rows = self.rows(SAMPLE)
        told = {row["first_seen"].replace(".", "") for row in table("conversations", SAMPLE)}
        self.assertEqual({str(row["first_seen"]) for row in rows["flows"]}, told)

    def test_standard_output(self):
        done = cli("--rows", "-", SAMPLE)
        apart = self.rows(SAMPLE)
        together = {}
        for line in done.stdout.splitlines():
            row = json.loads(line)
            self.assertEqual(list(row)[:2], ["table", "capture"])
            together.setdefault(row.pop("table"), []).append(row)
        self.assertEqual(together, {name: lines for name, lines in apart.items() if lines})

    def test_tsv_is_the_same(self):
        rows = self.rows(SAMPLE)
        out = self.folder / "tsv"
        self.assertEqual(cli("--rows", out, "--format", "tsv", SAMPLE).returncode, 0)
        for name, lines in rows.items():
            text = (out / f"{name}.tsv").read_text().split("\n")
            self.assertEqual(text.pop(), "")
            head = text.pop(0).split("\t")
            self.assertEqual(len(text), len(lines))
            for line, row in zip(text, lines):
                cells = [None if cell == "\\N" else re.sub(r"\\(.)", lambda m: {"t": "\t", "n": "\n", "r": "\r"}.get(m[1], m[1]), cell)
                         for cell in line.split("\t")]
                read = {key: cell if cell is None or isinstance(row[key], str) else bool(int(cell))
                        if isinstance(row[key], bool) else json.loads(cell) for key, cell in zip(head, cells)}
                self.assertEqual(read, row)

    def test_no_guard_and_text_that_holds_separators(self):
        path = pcap(self.folder / "a.pcap", [(1000, udp(GUEST, 50000, "10.0.2.3", 53, dns(1, "=1+1.example"))),
                                             (1001, udp(GUEST, 50000, "10.0.2.3", 53, dns(2, "a;b.example")))])
        self.assertEqual([row["names"] for row in self.rows(path)["dns"]], [["=1+1.example"], ["a;b.example"]])

    def test_what_does_not_go_together(self):
        for arguments in (["--table", "dns"], ["--where", "bytes > 1"], ["--format", "csv"], ["--limit", "1"],
                          ["--output", "x"], ["--all-tables", "x"]):
            self.assertEqual(cli("--rows", self.folder / "rows", *arguments, SAMPLE).returncode, 2, arguments)
        self.assertEqual(cli("--rows", "-", "--format", "tsv", SAMPLE).returncode, 2)
        self.assertEqual(cli("--format", "tsv", SAMPLE).returncode, 2)
        self.assertEqual(cli("--sensor", "x", SAMPLE).returncode, 2)


class Several(WithFolder):
    def setUp(self):
        super().setUp()
        self.first = pcap(self.folder / "p1.pcap", asked(1000, GUEST, "example.com", SERVER))
        self.second = pcap(self.folder / "p2.pcap", connected(1010, GUEST, SERVER))

    def test_a_series_is_one_capture(self):
        rows = self.rows("--series", self.first, self.second, "--sensor", "tap 1")
        both = Path(self.first).read_bytes() + Path(self.second).read_bytes()
        (capture,) = rows["captures"]
        self.assertEqual(capture["capture"], hashlib.sha256(both).hexdigest())
        self.assertEqual(capture["files"], [self.first, self.second])
        self.assertEqual(capture["sha256"],
                         [hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in (self.first, self.second)])
        self.assertEqual(capture["sensor"], "tap 1")

    def test_each_and_what_can_not_be_read(self):
        none = self.folder / "none.pcap"
        none.write_text("no capture\n")
        rows = self.rows("--each", self.first, none, self.folder / "missing.pcap", self.second, status=1)
        self.assertEqual([len(row["problems"]) for row in rows["captures"]], [0, 1, 1, 0])
        self.assertEqual(rows["captures"][1]["capture"], hashlib.sha256(b"no capture\n").hexdigest())
        self.assertEqual(len({row["capture"] for row in rows["flows"]}), 2)
        self.assertEqual(cli("--rows", self.folder / "rows", "--each", none).returncode, 2)


class TablesFromRows(WithFolder):
    """Tables made from rows equal those of one reading."""

    def compare(self, rows, *captures, tables=SITE_TABLES, inexact=frozenset()):
        site = Site(rows)
        for name in tables:
            expected, made = table(name, *captures), site.table(name)
            self.assertEqual(len(made), len(expected), name)
            for column in made[0] if made else ():
                if (name, column) not in inexact:
                    self.assertEqual([row[column] for row in made], [row[column] for row in expected], (name, column))

    def test_of_the_sample(self):
        self.compare(self.rows(SAMPLE), SAMPLE)

    def test_of_real_captures(self):
        if not CAPTURES.is_dir():
            self.skipTest("no folder of captures")
        small = [path for path in sorted(CAPTURES.rglob("*.pcap*")) if path.is_file() and path.stat().st_size < 400_000]
        step = max(1, len(small) // 40)
        compared = 0
        for path in small[::step]:
            with self.subTest(path=path.name):
                done = cli("--rows", self.folder / "one", path)
                if done.returncode != 0:
                    continue
                rows = {one.stem: [json.loads(line) for line in one.read_text().splitlines()]
                        for one in (self.folder / "one").glob("*.ndjson")}
                self.compare(rows, path)
                compared += 1
        self.assertGreater(compared, 10)

    def test_pieces_are_the_whole(self):
        """Pieces that were read apart, of one sensor."""
        frames = asked(1000, GUEST, "example.com", SERVER) + connected(1002, GUEST, SERVER) + \
            connected(1003, GUEST, "198.51.100.7", 40001) + \
            [(1004, tcp(GUEST, 40000, SERVER, 443, FIN | ACK, 1, 1)), (1005, tcp(SERVER, 443, GUEST, 40000, FIN | ACK, 1, 2))] + \
            asked(1006, "10.0.2.16", "example.com", SERVER) + connected(1007, "10.0.2.16", SERVER)
        whole = pcap(self.folder / "whole.pcap", frames)
        pieces = [pcap(self.folder / f"piece{i}.pcap", frames[i:i + 2]) for i in range(0, len(frames), 2)]
        rows = self.rows("--each", "--sensor", "tap", *pieces)
        self.assertEqual(len(rows["captures"]), len(pieces))
        self.compare(rows, whole, tables=MERGED, inexact=INEXACT)

    def test_unrelated_captures_lend_each_other_nothing(self):
        one = pcap(self.folder / "one.pcap", asked(1000, GUEST, "example.com", SERVER) + connected(1002, GUEST, SERVER))
        other = pcap(self.folder / "other.pcap", connected(900000, GUEST, SERVER))
        hosts = Site(self.rows("--each", one, other)).table("hosts")
        self.assertEqual(sorted(row["named_by"] for row in hosts), ["dns", "none"])


if __name__ == "__main__":
    unittest.main()
