#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Zeek's logs instead of a capture: tables, findings and rows, and no packets.

WEIR_CLI is the program.
"""
import csv
import gzip
import io
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from madecaptures import connected, pcap

CONN = [dict(ts=1795253804.123456, uid="C1", **{"id.orig_h": "10.0.2.15", "id.orig_p": 40000, "id.resp_h": "45.33.7.9",
                                                "id.resp_p": 443}, proto="tcp", service="ssl", duration=2.5, orig_bytes=100,
             resp_bytes=2000, history="ShADadFf", orig_pkts=6, orig_ip_bytes=400, resp_pkts=5, resp_ip_bytes=2200)]
DNS = [dict(ts=1795253800.5, uid="C2", **{"id.orig_h": "10.0.2.15", "id.orig_p": 50000, "id.resp_h": "10.0.2.3", "id.resp_p": 53},
            proto="udp", trans_id=7, rtt=0.25, query="example.com", qtype=1, rcode=0, answers=["45.33.7.9"])]


def cli(*arguments):
    return subprocess.run([os.environ["WEIR_CLI"], *map(str, arguments)], capture_output=True, text=True, timeout=60)


def rows(done):
    return list(csv.DictReader(io.StringIO(done.stdout)))


def lines(entries):
    return "".join(json.dumps(entry) + "\n" for entry in entries).encode()


class Logs(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name) / "logs"
        self.folder.mkdir()
        (self.folder / "conn.log").write_bytes(lines(CONN))
        (self.folder / "dns.log.gz").write_bytes(gzip.compress(lines(DNS)))
        (self.folder / "weird.log").write_bytes(lines(DNS))

    def test_a_folder_and_its_files_are_the_same(self):
        for table in ("conversations", "hosts", "dns", "findings", "talkers"):
            folder = cli("--table", table, self.folder)
            files = cli("--table", table, self.folder / "conn.log", self.folder / "dns.log.gz")
            self.assertEqual((folder.returncode, folder.stdout), (0, files.stdout), folder.stderr)
        self.assertIn("Zeek's logs, which hold no packets", folder.stderr)

    def test_what_named_a_host(self):
        (host,) = rows(cli("--table", "hosts", self.folder))
        self.assertEqual((host["address"], host["named_by"], host["names"]), ("45.33.7.9", "dns", "example.com"))
        (host,) = rows(cli("--table", "hosts", self.folder / "conn.log"))
        self.assertEqual(host["named_by"], "none")

    def test_a_community_id_leads_to_the_row(self):
        (row,) = rows(cli("--table", "conversations", "--where", "sport = 443", self.folder))
        found = rows(cli("--table", "conversations", "--where", f'community_id = "{row["community_id"]}"', self.folder))
        self.assertEqual([one["uid"] if "uid" in one else one["server"] for one in found], ["45.33.7.9"])

    def test_there_are_no_packets(self):
        self.assertEqual(rows(cli("--table", "packets", self.folder)), [])
        for option in ("--packet", "--follow"):
            done = cli(option, "1", self.folder)
            self.assertEqual(done.returncode, 2)
            self.assertIn("logs of Zeek, which hold no packets", done.stderr)

    def test_beside_a_capture(self):
        path = pcap(self.folder.parent / "a.pcap", connected(1000, "10.0.2.16", "45.33.7.9"))
        done = cli("--table", "hosts", path, self.folder)
        self.assertEqual({Path(row["capture"]).name: row["named_by"] for row in rows(done)}, {"a.pcap": "none", "logs": "dns"})

    def test_rows(self):
        done = cli("--rows", "-", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        tables = [json.loads(line)["table"] for line in done.stdout.splitlines()]
        self.assertEqual((tables.count("flows"), tables.count("told"), tables.count("dns")), (2, 1, 2))

    def test_all_tables_and_a_report(self):
        out = self.folder.parent / "out"
        self.assertEqual(cli("--all-tables", out, self.folder).returncode, 0)
        self.assertEqual(cli("--report", out / "report.html", self.folder).returncode, 0)

    def test_damage(self):
        octets = gzip.compress(lines(CONN * 1000))
        (self.folder / "conn.log.gz").write_bytes(octets[:len(octets) // 2])
        (self.folder / "conn.log").unlink()
        self.assertEqual(cli("--table", "hosts", self.folder / "conn.log.gz").returncode, 1)
        (self.folder / "not.log").write_text("hello\n")
        self.assertEqual(cli(self.folder / "not.log").returncode, 2)


if __name__ == "__main__":
    unittest.main()
