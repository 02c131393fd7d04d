#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables on a terminal fit its width; elsewhere nothing is cut.

WEIR_CLI is the program, WEIR_SAMPLE a capture.
"""
import fcntl
import os
import pty
import struct
import subprocess
import tempfile
import termios
import threading
import unittest
from pathlib import Path

from madecaptures import dns, pcap, udp

SAMPLE = os.environ["WEIR_SAMPLE"]
CLI = os.environ["WEIR_CLI"]


def on_terminal(width, *arguments):
    """What a terminal of this width gets, as lines, and what was said."""
    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    process = subprocess.Popen([CLI, *arguments], stdout=side, stderr=subprocess.PIPE)
    os.close(side)
    said = []
    reader = threading.Thread(target=lambda: said.append(process.stderr.read().decode()))
    reader.start()
    out = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        out += part
    os.close(main)
    assert process.wait(timeout=60) == 0
    reader.join()
    process.stderr.close()
    return out.decode().replace("\r\n", "\n").splitlines(), said[0]


class Terminal(unittest.TestCase):
    def test_lines_fit(self):
        for table in ("conversations", "hosts", "dns", "findings", "clients", "talkers", "summary"):
            for width in (40, 80, 132, 200):
                lines, said = on_terminal(width, "--table", table, SAMPLE)
                self.assertGreater(len(lines), 1)
                self.assertLessEqual(max(map(len, lines)), width, (table, width))

    def test_the_widest_text_is_cut_and_numbers_are_not(self):
        lines, _ = on_terminal(80, "--table", "findings", SAMPLE)
        self.assertIn("…", "".join(lines))
        with tempfile.TemporaryDirectory() as folder:
            path = pcap(Path(folder) / "a.pcap", [(1000, udp("10.0.2.15", 50000, "10.0.2.3", 53, dns(7, "y" * 60 + ".example")))])
            lines, said = on_terminal(100, "--table", "names", path)
            self.assertRegex(lines[1], r"^y+…  ")
            self.assertRegex(said, r"columns are left out: .*; --wide shows all")

    def test_wide_is_as_before(self):
        piped = subprocess.run([CLI, "--table", "hosts", "--format", "text", SAMPLE], capture_output=True, text=True).stdout
        self.assertEqual(on_terminal(80, "--table", "hosts", "--wide", SAMPLE)[0], piped.splitlines())
        self.assertNotIn("…", piped)
        self.assertGreater(max(map(len, piped.splitlines())), 200)

    def test_other_formats_are_not_cut(self):
        piped = subprocess.run([CLI, "--table", "hosts", "--format", "csv", SAMPLE], capture_output=True, text=True).stdout
        self.assertEqual(on_terminal(40, "--table", "hosts", "--format", "csv", SAMPLE)[0], piped.splitlines())

    def test_a_terminal_without_a_width(self):
        piped = subprocess.run([CLI, "--table", "hosts", "--format", "text", SAMPLE], capture_output=True, text=True).stdout
        self.assertEqual(on_terminal(0, "--table", "hosts", SAMPLE)[0], piped.splitlines())


if __name__ == "__main__":
    unittest.main()
