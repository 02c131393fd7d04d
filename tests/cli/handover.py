#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What weir-cli hands over: comparisons, indicators, provenance, reports with cases.

WEIR_CLI is the program, WEIR_SAMPLE a capture (pcapng, little-endian).
"""
import csv
import hashlib
import html.parser
import json
import os
import re
import shutil
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path

SAMPLE = Path(os.environ["WEIR_SAMPLE"])


def cli(*arguments):
    return subprocess.run([os.environ["WEIR_CLI"], *map(str, arguments)], capture_output=True, text=True, timeout=60)


def table(*arguments):
    done = cli("--format", "csv", *arguments)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(done.stdout.splitlines()))


def datagram(source, destination, port, payload=b"\xff" * 64):
    """An enhanced packet block on interface 0 (Ethernet) with a UDP datagram, long after everything else."""
    udp = struct.pack("!HHHH", 40000, port, 8 + len(payload), 0) + payload
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 1, 0, 64, 17, 0, bytes(map(int, source.split("."))),
                     bytes(map(int, destination.split("."))))
    frame = b"\2\0\0\0\0\1\2\0\0\0\0\2\x08\0" + ip + udp
    padded = frame + b"\0" * (-len(frame) % 4)
    microseconds = 1_700_000_000_000_000
    length = 32 + len(padded)
    return struct.pack("<IIIIIII", 6, length, 0, microseconds >> 32, microseconds & 0xffffffff, len(frame),
                       len(frame)) + padded + struct.pack("<I", length)


class Handover(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def injected(self):
        path = self.folder / "injected.pcapng"
        path.write_bytes(SAMPLE.read_bytes() + datagram("10.127.0.138", "45.33.32.77", 4444))
        return path


class Baseline(Handover):
    def test_against_itself(self):
        self.assertEqual(table("--baseline", SAMPLE, SAMPLE), [])

    def test_one_flow(self):
        rows = table("--baseline", SAMPLE, self.injected())
        self.assertEqual([(row["change"], row["kind"], row["now"], row["before"]) for row in rows],
                         [("new", "talker", "92", ""), ("new", "host", "92", ""), ("new", "service", "92", "")])
        self.assertTrue(rows[2]["subject"].startswith("45.33.32.77 udp 4444"), rows[2])
        for row in rows:
            self.assertIn("45.33.32.77", row["subject"])

    def test_one_kind_and_a_filter(self):
        path = self.injected()
        self.assertEqual([row["kind"] for row in table("--baseline", SAMPLE, "--table", "hosts", path)], ["host"])
        self.assertEqual(len(table("--baseline", path, "--where", "change = gone and kind = talker", SAMPLE)), 1)

    def test_what_is_wrong(self):
        self.assertEqual(cli("--baseline", SAMPLE, "--table", "packets", SAMPLE).returncode, 2)
        self.assertEqual(cli("--baseline", self.folder / "none.pcap", SAMPLE).returncode, 2)
        cut = self.folder / "cut.pcapng"
        cut.write_bytes(SAMPLE.read_bytes()[:-10])
        done = cli("--baseline", cut, SAMPLE)
        self.assertEqual(done.returncode, 1)
        self.assertIn("cut.pcapng", done.stderr)
        self.assertEqual(cli("--baseline", self.injected(), "--output", self.folder / "injected.pcapng",
                             SAMPLE).returncode, 2)


class Indicators(Handover):
    def test_csv(self):
        done = cli("--indicators", "csv", SAMPLE)
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = list(csv.DictReader(done.stdout.splitlines()))
        self.assertEqual(rows[0]["type"], "ipv4-addr")
        self.assertEqual(rows[0]["indicator"], "182[.]162[.]143[.]56")
        self.assertIn("never-named", rows[0]["reasons"])
        packets = {row["number"]: row for row in table("--table", "packets", SAMPLE)}
        for frame in rows[0]["frames"].split(";"):
            self.assertIn("182.162.143.56", (packets[frame]["src"], packets[frame]["dst"]))
        self.assertNotIn("182.162", done.stdout)

    def test_text_and_choice(self):
        done = cli("--indicators", "text", "--limit", 1, SAMPLE)
        self.assertIn("182[.]162[.]143[.]56", done.stdout)
        chosen = cli("--indicators", "csv", "--where", "kind = never-named", SAMPLE)
        self.assertIn("ipv4-addr", {row["type"] for row in csv.DictReader(chosen.stdout.splitlines())})
        rare = cli("--indicators", "csv", "--where", "kind = rare and not kind = never-named", SAMPLE)
        self.assertEqual(len(rare.stdout.splitlines()), 1, "rarity alone makes no indicator")
        self.assertIn("left out", rare.stderr)
        none = cli("--indicators", "csv", "--where", "score > 1000000", SAMPLE)
        self.assertEqual((none.returncode, len(none.stdout.splitlines())), (0, 1))

    def test_stix(self):
        first = cli("--indicators", "stix", SAMPLE).stdout
        self.assertEqual(first, cli("--indicators", "stix", "--jobs", 2, SAMPLE).stdout)
        bundle = json.loads(first)
        self.assertEqual(set(bundle), {"type", "id", "objects"})
        self.assertEqual(bundle["type"], "bundle")
        identifier = r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
        self.assertRegex(bundle["id"], f"^bundle--{identifier}$")
        last = dict(csv.reader(cli("--format", "csv", SAMPLE).stdout.splitlines()))["last_seen"]
        self.assertEqual(last, "1667872977.070000000")
        live = set()
        for thing in bundle["objects"]:
            self.assertEqual({"type", "spec_version", "id", "created", "modified", "name", "description", "confidence",
                              "indicator_types", "pattern", "pattern_type", "valid_from"}, set(thing))
            self.assertRegex(thing["id"], f"^indicator--{identifier}$")
            self.assertEqual(thing["spec_version"], "2.1")
            self.assertEqual(thing["created"], "2022-11-08T02:02:57.070Z")
            self.assertEqual(thing["modified"], thing["created"])
            self.assertLessEqual(thing["valid_from"], thing["created"])
            pattern = re.fullmatch(r"\[[a-z0-9-]+:(value|ja4) = '((?:[^'\\]|\\.)*)'\]", thing["pattern"])
            self.assertTrue(pattern, thing["pattern"])
            live.add(re.sub(r"\\(.)", r"\1", pattern.group(2)))
        self.assertEqual(len({thing["id"] for thing in bundle["objects"]}), len(bundle["objects"]))
        defanged = csv.DictReader(cli("--indicators", "csv", SAMPLE).stdout.splitlines())
        self.assertEqual({re.sub(r"\[(.)\]", r"\1", row["indicator"]).replace("hxxp", "http") for row in defanged}, live)

    def test_what_is_wrong(self):
        self.assertEqual(cli("--indicators", "xml", SAMPLE).returncode, 2)
        self.assertEqual(cli("--indicators", "csv", "--table", "hosts", SAMPLE).returncode, 2)
        self.assertEqual(cli("--indicators", "csv", "--where", "nosuch > 1", SAMPLE).returncode, 2)


class Provenance(Handover):
    def test_side_file(self):
        output = self.folder / "hosts.csv"
        done = cli("--table", "hosts", "--where", "named_by = none", "--sort", "bytes", "--home", "10.0.0.0/8",
                   "--output", output, "--provenance", SAMPLE)
        self.assertEqual(done.returncode, 0, done.stderr)
        said = json.loads((self.folder / "hosts.csv.provenance.json").read_text())
        self.assertEqual(said["capture_sha256"], [hashlib.sha256(SAMPLE.read_bytes()).hexdigest()])
        self.assertEqual(said["capture_files"], [str(SAMPLE)])
        self.assertEqual((said["table"], said["filter"], said["sort"], said["home_networks"], said["lookups"]),
                         ("hosts", "named_by = none", "bytes", "10.0.0.0/8", []))
        self.assertEqual(said["rows"], len(output.read_text().splitlines()) - 1)
        self.assertEqual("Weir " + cli("--version").stdout.split()[1], said["program"])
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["hosts.csv", "hosts.csv.provenance.json"])

    def test_of_a_comparison(self):
        path = self.injected()
        cli("--baseline", SAMPLE, "--output", self.folder / "out.csv", "--provenance", path)
        said = json.loads((self.folder / "out.csv.provenance.json").read_text())
        self.assertEqual((said["table"], said["baseline_files"]), ("changes", [str(SAMPLE)]))
        self.assertEqual(said["capture_sha256"], [hashlib.sha256(path.read_bytes()).hexdigest()])

    def test_needs_a_file(self):
        self.assertEqual(cli("--provenance", SAMPLE).returncode, 2)


class AllTables(unittest.TestCase):
    def test_each_is_what_table_prints(self):
        with tempfile.TemporaryDirectory() as folder:
            tables = Path(folder) / "new" / "tables"
            done = cli("--all-tables", tables, SAMPLE)
            self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
            written = {path.stem: path.read_text() for path in tables.iterdir()}
            self.assertLess({"summary", "talkers", "conversations", "names", "dns", "hosts", "findings"}, set(written))
            self.assertNotIn("packets", written)
            for name, text in written.items():
                self.assertEqual(text, cli("--table", name, "--format", "csv", SAMPLE).stdout, name)

    def test_what_is_wrong(self):
        self.assertEqual(cli("--all-tables", "/proc/no/such", SAMPLE).returncode, 2)
        self.assertEqual(cli("--all-tables", "x", "--table", "dns", SAMPLE).returncode, 2)


class Page(html.parser.HTMLParser):
    """The elements and attributes of a page, and whether every element is closed in order."""
    VOID = {"meta", "br"}

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.open, self.text = set(), set(), [], []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


class Report(Handover):
    def setUp(self):
        super().setUp()
        self.capture = self.folder / "lesson.pcapng"
        shutil.copy(SAMPLE, self.capture)
        self.page = self.folder / "report.html"
        self.sha256 = hashlib.sha256(SAMPLE.read_bytes()).hexdigest()

    def write_case(self, sha256, path=None):
        (path or self.folder / "lesson.pcapng.weir.json").write_text(json.dumps({
            "format": "weir-case", "version": 1, "capture": {"sha256": [sha256]},
            "marks": [{"kind": "address", "key": "182.162.143.56", "star": True, "verdict": "malicious",
                       "note": "seen <elsewhere>"}]}))

    def report(self, *arguments):
        done = cli("--report", self.page, *arguments, self.capture)
        return done, Page(self.page.read_text()) if self.page.exists() else None

    def test_page(self):
        self.write_case(self.sha256)
        case = ("--case", self.folder / "lesson.pcapng.weir.json")
        done, page = self.report(*case)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        text = "\n".join(page.text)
        for expected in (self.sha256, "182.162.143.56", "Never named", "seen <elsewhere>", "malicious", "2,045"):
            self.assertIn(expected, text)
        self.assertLessEqual(page.tags, {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "thead",
                                         "tbody", "tr", "th", "td", "br", "svg", "rect", "h3", "div", "ul", "li", "b", "text", "line",
                                         "circle", "path"})
        self.assertLessEqual(page.attributes, {"lang", "charset", "http-equiv", "content", "name", "class", "width",
                                               "height", "viewbox", "x", "y", "fill", "stroke", "stroke-width", "r", "cx",
                                               "cy", "x1", "y1", "x2", "y2", "d", "font-size", "font-family",
                                               "text-anchor"})
        first = self.page.read_bytes()
        self.report("--jobs", 2, *case)
        self.assertEqual(first, self.page.read_bytes())

    def test_another_captures_case(self):
        self.write_case("0" * 64)
        done, page = self.report()
        self.assertEqual(done.returncode, 0)
        self.assertIn("another capture", done.stderr)
        self.assertNotIn("elsewhere", "".join(page.text))
        self.page.unlink()
        done, page = self.report("--case", self.folder / "lesson.pcapng.weir.json")
        self.assertEqual((done.returncode, page), (2, None))

    def test_a_strangers_case(self):
        self.write_case(self.sha256)
        done, page = self.report()
        self.assertEqual(done.returncode, 0)
        self.assertIn("was not made here and is left out", done.stderr)
        self.assertNotIn("elsewhere", "".join(page.text))

    def test_a_strangers_case_takes_out_what_it_judges_benign(self):
        listed = cli("--indicators", "text", self.capture)
        self.assertIn("182[.]162[.]143[.]56", listed.stdout)
        self.write_case(self.sha256)
        case = self.folder / "lesson.pcapng.weir.json"
        case.write_text(case.read_text().replace("malicious", "benign"))
        left = cli("--indicators", "text", self.capture)
        self.assertNotIn("182[.]162[.]143[.]56", left.stdout)
        self.assertIn("was not made here; what it judges benign", left.stderr)

    def test_a_named_case(self):
        self.write_case(self.sha256, self.folder / "mine.json")
        done, page = self.report("--case", self.folder / "mine.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("seen <elsewhere>", "".join(page.text))
        self.assertEqual(self.report("--case", self.folder / "none.json")[0].returncode, 2)

    def test_what_is_wrong(self):
        self.assertEqual(cli("--report", self.page, "--table", "hosts", self.capture).returncode, 2)
        self.assertEqual(cli("--case", self.page, self.capture).returncode, 2)
        self.assertEqual(cli("--report", self.capture, self.capture).returncode, 2)
        self.assertEqual(hashlib.sha256(self.capture.read_bytes()).hexdigest(), self.sha256)
        self.assertFalse(self.page.exists())


if __name__ == "__main__":
    unittest.main()
