#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several captures: as one recording, or each for itself; lists and folders of captures.

WEIR_CLI is the program, WEIR_SAMPLE a capture.
"""
import csv
import io
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from madecaptures import asked, connected, pcap

SAMPLE = os.environ["WEIR_SAMPLE"]
GUEST, SERVER = "10.0.2.15", "45.33.7.9"


def cli(*arguments, **options):
    return subprocess.run([os.environ["WEIR_CLI"], *map(str, arguments)], capture_output=True, text=True, timeout=60,
                          **options)


def rows(done):
    return list(csv.DictReader(io.StringIO(done.stdout)))


class WithFolder(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def made(self, name, frames, **options):
        return pcap(self.folder / name, frames, **options)

    def sandboxes(self):
        """Two runs of one guest address: the first asks for a name, the second connects without asking."""
        return (self.made("run1.pcap", asked(1000, GUEST, "example.com", SERVER) + connected(1002, GUEST, SERVER)),
                self.made("run2.pcap", connected(900000, GUEST, SERVER)))


class SeriesOrEach(WithFolder):
    def named_by(self, *arguments):
        done = cli("--table", "hosts", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {(Path(row.get("capture", "")).name, row["named_by"]) for row in rows(done)}, done.stderr

    def test_each_keeps_the_alarm(self):
        found, said = self.named_by("--each", *self.sandboxes())
        self.assertEqual(found, {("run1.pcap", "dns"), ("run2.pcap", "none")})
        done = cli("--table", "findings", "--each", *self.sandboxes())
        kinds = {Path(row["capture"]).name: row["kind"] for row in rows(done) if row["subject"] == SERVER}
        self.assertIn("never-named", kinds["run2.pcap"].split(";"))
        self.assertNotIn("never-named", kinds.get("run1.pcap", "").split(";"))

    def test_as_one_it_vanishes(self):
        found, said = self.named_by("--series", *self.sandboxes())
        self.assertEqual(found, {("", "dns")})

    def test_unrelated_by_default(self):
        found, said = self.named_by(*self.sandboxes())
        self.assertEqual(found, {("run1.pcap", "dns"), ("run2.pcap", "none")})
        self.assertRegex(said, r"2 captures are read each for itself: .*run2.pcap begins 10 days after .*run1.pcap ended")

    def test_pieces_by_default(self):
        first = self.made("p1.pcap", asked(1000, GUEST, "example.com", SERVER))
        second = self.made("p2.pcap", connected(1010, GUEST, SERVER))
        found, said = self.named_by(first, second)
        self.assertEqual(found, {("", "dns")})
        self.assertRegex(said, r"2 captures are read as one: they follow each other in time")

    def test_overlapping(self):
        first = self.made("p1.pcap", asked(1000, GUEST, "example.com", SERVER) + connected(1020, GUEST, SERVER))
        second = self.made("p2.pcap", connected(1010, GUEST, SERVER))
        self.assertRegex(self.named_by(first, second)[1], r"each for itself: .*p2.pcap begins before .*p1.pcap ends")

    def test_other_interfaces(self):
        first = self.made("p1.pcap", asked(1000, GUEST, "example.com", SERVER))
        second = self.made("p2.pcap", connected(1010, GUEST, SERVER), snap_length=96)
        self.assertRegex(self.named_by(first, second)[1],
                         r"each for itself: .*p2.pcap was written by other interfaces \(EN10MB, 96 bytes\) than")

    def test_a_series_is_put_in_order(self):
        first = self.made("z.pcap", asked(1000, GUEST, "example.com", SERVER))
        second = self.made("a.pcap", connected(1010, GUEST, SERVER))
        for table in ("packets", "conversations", "dns", "hosts"):
            one, other = (cli("--series", "--table", table, *files) for files in ((first, second), (second, first)))
            self.assertEqual(one.stdout, other.stdout)
        self.assertIn("in the order of their times", other.stderr)
        given = cli("--table", "packets", second, first)
        self.assertEqual(rows(given)[0]["proto"], "tcp")
        self.assertIn("not that of their times", given.stderr)
        folder = cli("--table", "packets", self.folder)
        self.assertEqual(rows(folder)[0]["proto"], "udp")

    def test_the_sample_in_pieces(self):
        if not shutil.which("editcap"):
            self.skipTest("no editcap")
        subprocess.run(["editcap", "-c", "100", SAMPLE, self.folder / "piece.pcapng"], check=True)
        pieces = sorted(map(str, self.folder.iterdir()))
        self.assertGreater(len(pieces), 2)
        for table in ("conversations", "hosts", "dns", "tls", "findings"):
            whole, parts = cli("--table", table, SAMPLE), cli("--table", table, *reversed(pieces), "--series")
            self.assertEqual(whole.stdout, parts.stdout, table)
        self.assertIn("are read as one", cli(self.folder).stderr)


class Rows(WithFolder):
    def test_filter_sort_and_limit_are_of_all(self):
        files = self.sandboxes()
        done = cli("--each", "--table", "conversations", "--sort", "packets:desc", "--limit", "1", *files)
        self.assertEqual([Path(row["capture"]).name for row in rows(done)], ["run1.pcap"])
        done = cli("--each", "--table", "conversations", "--where", "sport = 443", "--sort", "capture:desc", *files)
        self.assertEqual([Path(row["capture"]).name for row in rows(done)], ["run2.pcap", "run1.pcap"])
        done = cli("--each", "--table", "conversations", "--where", "capture contains run2", *files)
        self.assertEqual([Path(row["capture"]).name for row in rows(done)], ["run2.pcap"])
        self.assertEqual(cli("--each", "--where", "nothing = 1", *files).returncode, 2)

    def test_the_rows_are_those_of_each(self):
        files = self.sandboxes()
        together = rows(cli("--each", "--table", "packets", *files))
        apart = [dict(row, capture=path) for path in files for row in rows(cli("--table", "packets", path))]
        self.assertEqual(together, apart)

    def test_all_tables(self):
        files = self.sandboxes()
        out = self.folder / "out"
        done = cli("--each", "--all-tables", out, *files)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(out / "conversations.csv") as text:
            self.assertEqual({row["capture"] for row in csv.DictReader(text)}, set(files))

    def test_what_goes_with_one_reading(self):
        for option in (["--packet", "1"], ["--follow", "1"], ["--report", self.folder / "r.html"],
                       ["--write-slice", self.folder / "s.pcap"], ["--indicators", "text"]):
            done = cli("--each", *option, *self.sandboxes())
            self.assertEqual(done.returncode, 2)
            self.assertIn(f"{option[0]} goes with one capture", done.stderr)
        self.assertEqual(cli("--each", "--packet", "1", self.sandboxes()[0]).returncode, 0)
        self.assertEqual(cli("--each", "--series", self.sandboxes()[0]).returncode, 2)


class BadFiles(WithFolder):
    def setUp(self):
        super().setUp()
        self.good = self.sandboxes()
        self.none = self.folder / "none.pcap"
        self.none.write_text("no capture\n")
        self.cut = self.folder / "cut.pcap"
        self.cut.write_bytes(Path(self.good[0]).read_bytes()[:-10])

    def test_every_problem_is_said_and_nothing_stops(self):
        for how in ("--each", "--series"):
            done = cli(how, "--table", "conversations", self.none, self.good[0], self.cut, self.folder / "missing", self.good[1])
            self.assertEqual(done.returncode, 1)
            for name in ("none.pcap", "cut.pcap", "missing"):
                self.assertIn(name + ": ", done.stderr)
            self.assertGreaterEqual(len(rows(done)), 2)
        each = rows(cli("--each", "--table", "conversations", self.none, self.good[0], self.cut, self.good[1]))
        self.assertEqual({Path(row["capture"]).name for row in each}, {"run1.pcap", "cut.pcap", "run2.pcap"})

    def test_nothing_can_be_read(self):
        self.assertEqual(cli("--each", self.none, self.folder / "missing").returncode, 2)
        self.assertEqual(cli("--series", self.none, self.folder / "missing").returncode, 2)

    def test_a_capture_without_packets(self):
        empty = pcap(self.folder / "empty.pcap", [])
        done = cli("--each", "--table", "conversations", empty, *self.good)
        self.assertEqual((done.returncode, len(rows(done))), (0, 3))


class Lists(WithFolder):
    def test_names_by_lines_and_by_nul(self):
        files = self.sandboxes()
        expected = cli("--each", "--table", "conversations", *files).stdout
        for text in ("\n".join(files), "\r\n".join(files) + "\r\n", "\0".join(files), "\0".join(files) + "\0"):
            listed = self.folder / "list"
            listed.write_bytes(text.encode())
            self.assertEqual(cli("--each", "--table", "conversations", "--captures-from", listed).stdout, expected)
        done = cli("--each", "--table", "conversations", "--captures-from", "-", input="\n".join(files))
        self.assertEqual(done.stdout, expected)

    def test_an_odd_name(self):
        path = self.folder / "a\nb.pcap"
        pcap(path, connected(1000, GUEST, SERVER))
        done = cli("--each", "--table", "conversations", "--captures-from", "-", input=str(path) + "\0")
        self.assertEqual((done.returncode, len(rows(done))), (0, 1))

    def test_a_list_of_nothing(self):
        self.assertEqual(cli("--captures-from", "-", input="\n").returncode, 2)
        self.assertEqual(cli("--captures-from", self.folder / "missing").returncode, 2)

    def test_a_folder(self):
        inside = self.folder / "captures"
        (inside / "below").mkdir(parents=True)
        first, second = self.sandboxes()
        shutil.move(first, inside / "run1.pcap")
        shutil.move(second, inside / "below/without-ending")
        (inside / "notes.txt").write_text("not a capture")
        (inside / ".hidden.pcap").write_text("passed over")
        (inside / "around").symlink_to(inside)
        done = cli("--each", "--table", "conversations", inside)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual({Path(row["capture"]).name for row in rows(done)}, {"run1.pcap", "without-ending"})
        self.assertIn("captures: 1 file is no capture: notes.txt", done.stderr)
        self.assertEqual(cli(self.folder / "below").returncode, 2)
        (self.folder / "empty").mkdir()
        self.assertEqual(cli(self.folder / "empty").returncode, 2)


if __name__ == "__main__":
    unittest.main()
