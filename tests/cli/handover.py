#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What weir-cli hands over: comparisons.

WEIR_CLI is the program, WEIR_SAMPLE a capture (pcapng, little-endian).
"""
import csv
import os
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


if __name__ == "__main__":
    unittest.main()
