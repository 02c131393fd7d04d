#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""weir-cli shows a packet, follows a conversation and writes slices; tshark and capinfos have the last word.

WEIR_CLI is the program, WEIR_SAMPLE a capture.
"""
import csv
import io
import os
import re
import shutil
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path

SAMPLE = os.environ["WEIR_SAMPLE"]


def cli(*arguments, **options):
    return subprocess.run([os.environ["WEIR_CLI"], *arguments], capture_output=True, text=True, timeout=60, **options)


def rows(table, *arguments):
    done = cli("--table", table, "--format", "csv", *arguments)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


class Packet(unittest.TestCase):
    def test_layers_and_octets(self):
        done = cli("--packet", "1", SAMPLE)
        self.assertEqual(done.returncode, 0, done.stderr)
        for line in ("ipv4: 10.127.0.138 → 8.8.8.8", "  id: 36144", "  chksum: 0x9257 (correct)",
                     "  question: settings-win.data.microsoft.com. A IN"):
            self.assertIn(line + "\n", done.stdout)
        octets = bytes.fromhex("".join(re.findall(r"^[0-9a-f]{4}  ((?:[0-9a-f]{2} {1,2})+)", done.stdout, re.M)))
        self.assertEqual(len(octets), 91)
        self.assertEqual(octets[14:18], bytes.fromhex("4500004d"))

    def test_to_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "packet.txt"
            done = cli("--packet", "1", "--output", path, SAMPLE)
            self.assertEqual((done.returncode, done.stdout), (0, ""))
            self.assertEqual(path.read_text(), cli("--packet", "1", SAMPLE).stdout)

    def test_there_is_no_such_frame(self):
        for number in ("0", "99999999"):
            done = cli("--packet", number, SAMPLE)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertRegex(done.stderr, rf"^weir-cli: frame {number} is not there .* has \d+ frames\n$")
        self.assertEqual(cli("--packet", "one", SAMPLE).returncode, 2)

    def test_standard_input(self):
        with open(SAMPLE, "rb") as capture:
            self.assertEqual(cli("--packet", "1", "-", stdin=capture).stdout, cli("--packet", "1", SAMPLE).stdout)


class Follow(unittest.TestCase):
    def test_a_web_request(self):
        first = rows("packets", "--where", "dport = 80 and tcp_flags = SYN", "--limit", "1", SAMPLE)[0]["number"]
        done = cli("--follow", first, SAMPLE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"\Aclient 10\.127\.0\.138 \d+, \d+ bytes\nserver \S+ 80, \d+ bytes\n")
        self.assertRegex(done.stdout, r"\nclient, frame \d+, 2022-\S+Z\n> GET \S+ HTTP/1\.1\n")
        self.assertRegex(done.stdout, r"\nserver, frame \d+, 2022-\S+Z\n< ")
        self.assertNotRegex(done.stdout, r"[\x00-\x09\x0b-\x1f\x7f]")

    def test_the_octets_are_counted_as_tshark_does(self):
        if not shutil.which("tshark"):
            self.skipTest("no tshark")
        first = rows("packets", "--where", "dport = 443 and tcp_flags = SYN", "--limit", "1", SAMPLE)[0]
        stream = subprocess.run(["tshark", "-r", SAMPLE, "-Y", f"frame.number=={first['number']}", "-T", "fields", "-e",
                                 "tcp.stream"], capture_output=True, text=True, check=True).stdout.strip()
        said = subprocess.run(["tshark", "-q", "-r", SAMPLE, "-z", f"follow,tcp,raw,{stream}"], capture_output=True,
                              text=True, check=True).stdout
        client = sum(len(line) // 2 for line in re.findall(r"^[0-9a-f]+$", said, re.M))
        server = sum(len(line) // 2 for line in re.findall(r"^\t([0-9a-f]+)$", said, re.M))
        self.assertGreater(server, 1000)
        told = re.findall(r"^(?:client|server) \S+ \d+, (\d+) bytes$", cli("--follow", first["number"], SAMPLE).stdout,
                          re.M)
        self.assertEqual([int(number) for number in told], [client, server])

    def test_what_can_not_be_followed(self):
        arp = bytes(12) + b"\x08\x06" + bytes(28)
        icmp = bytes(12) + b"\x08\x00" + bytes.fromhex("4500001c0001000040010000 0a000001 0a000002 0800 f7ff 0000 0000")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "other.pcap"
            path.write_bytes(struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1) + b"".join(
                struct.pack("<IIII", 1, 0, len(frame), len(frame)) + frame for frame in (arp, icmp)))
            for number, reason in (("1", "belongs to no conversation: it is not IP"),
                                   ("2", "only TCP and UDP can be followed, not icmp"), ("3", "is not there")):
                done = cli("--follow", number, str(path))
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(reason, done.stderr)


class Slice(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = str(Path(self.folder.name) / "slice.pcapng")
        self.addCleanup(self.folder.cleanup)

    def same(self, wanted):
        def plain(table):
            return [{key: value for key, value in row.items() if key != "number"} for row in table]
        self.assertEqual(plain(rows("packets", self.path)), plain(wanted))

    def test_packets(self):
        where = ("--where", "dst = 8.8.8.8 or src = 8.8.8.8")
        done = cli("--write-slice", self.path, "--table", "packets", *where, SAMPLE)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        wanted = rows("packets", *where, SAMPLE)
        self.assertGreater(len(wanted), 10)
        self.same(wanted)
        if shutil.which("capinfos"):
            told = subprocess.run(["capinfos", "-c", "-M", self.path], capture_output=True, text=True, check=True)
            self.assertRegex(told.stdout, rf"Number of packets: +{len(wanted)}\n")

    def test_conversations_after_sort_and_limit(self):
        view = ("--sort", "bytes:desc", "--limit", "1")
        self.assertEqual(cli("--write-slice", self.path, "--table", "conversations", *view, SAMPLE).returncode, 0)
        one = rows("conversations", *view, SAMPLE)[0]
        client, server = (f"{side} = {{}} and {port} = {{}}" for side, port in (("src", "sport"), ("dst", "dport")))
        there = client.format(one["client"], one["cport"]) + " and " + server.format(one["server"], one["sport"])
        back = client.format(one["server"], one["sport"]) + " and " + server.format(one["client"], one["cport"])
        self.same(rows("packets", "--where", f"{there} or {back}", SAMPLE))
        self.assertEqual(rows("conversations", self.path)[0], one)

    def test_all_of_it(self):
        self.assertEqual(cli("--write-slice", self.path, SAMPLE).returncode, 0)
        self.same(rows("packets", SAMPLE))

    def test_never_over_the_capture(self):
        copy = str(Path(self.folder.name) / "capture.pcapng")
        shutil.copy(SAMPLE, copy)
        before = Path(copy).read_bytes()
        done = cli("--write-slice", copy, copy)
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, "capture")
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertEqual(Path(copy).read_bytes(), before)

    def test_damage_is_told_and_the_rest_written(self):
        cut = str(Path(self.folder.name) / "cut.pcapng")
        Path(cut).write_bytes(Path(SAMPLE).read_bytes()[:-7])
        done = cli("--write-slice", self.path, cut)
        self.assertEqual(done.returncode, 1)
        left = list(csv.DictReader(io.StringIO(cli("--table", "packets", "--format", "csv", cut).stdout)))
        self.assertGreater(len(left), 100)
        self.same(left)

    def test_a_wrong_command_line(self):
        for arguments in (("--table", "hosts"), ("--where", "bytes > 1"), ("--packet", "1"), ("--baseline", SAMPLE),
                          ("--output", self.path + ".csv")):
            done = cli("--write-slice", self.path, *arguments, SAMPLE)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertEqual(done.stderr.count("\n"), 1)
            self.assertFalse(Path(self.path).exists())


if __name__ == "__main__":
    unittest.main()
