#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The walk that README describes, by mouse and keyboard: open the lesson, sort, filter, look the suspect up, hand over
a CSV. What the file says is compared with what the lesson found."""
import csv
import itertools
import os
import sys
import tempfile
import unittest
from pathlib import Path

from screen import Window

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from display import until  # noqa: E402
from servers import Servers  # noqa: E402

LESSON = Path(os.environ["WEIR_LESSON"])
SUSPECT = "182.162.143.56"


def lesson(name):
    with open(LESSON / name, newline="") as file:
        return list(csv.reader(file))[1:]


class Walk(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.servers = self.enterContext(Servers())

    def filter(self, window, text):
        window.xdotool("key", "ctrl+f", "key", "ctrl+a", "type", "--delay", 8, text)
        window.at_rest()
        window.xdotool("key", "Return")
        window.at_rest()

    def look_up(self, window):
        """Every row that is shown."""
        window.xdotool("mousemove", 200, 122, "click", 1, "key", "ctrl+a", "key", "ctrl+l")
        self.assertIsNotNone(window.wait_for_focus("^Look Up"), "no preview")
        window.at_rest()
        window.xdotool("key", "Return")
        window.at_rest()

    def exported(self, window, name):
        """What Ctrl+E writes of the page in front, as dictionaries."""
        path = self.folder / name
        for _ in range(5):  # the export before this may not be over yet
            window.xdotool("key", "ctrl+e")
            if asked := window.wait_for_focus("Export|Save", 10):
                break
        window.keep_picture("walk-export.png")
        self.assertIsNotNone(asked, "no dialog asks for a name")
        window.at_rest()
        window.xdotool("key", "ctrl+a", "type", "--delay", 8, path)
        window.at_rest()

        def written():
            # A list of file names that comes up late takes the key for itself.
            if window.display.window("Export|Save"):
                window.xdotool("key", "Return")
                window.at_rest()
            return path.exists()
        self.assertTrue(until(written), "nothing was written")
        window.at_rest()
        with open(path, newline="") as file:
            return list(csv.DictReader(file))

    def answered(self, window, name, column):
        """The page as a CSV, once this column says something in every row that can be asked about."""
        attempts = itertools.count(1)

        def full():
            rows = self.exported(window, f"{name}-{next(attempts)}.csv")
            return rows if all(row[column] for row in rows if row["scope"] == "public") else None
        rows = until(full)
        self.assertIsNotNone(rows, f"{column} stayed empty")
        return rows

    def test_the_lesson(self):
        providers = "registration, virustotal"
        with Window("--test-endpoints", self.servers.endpoints, providers=providers) as window:
            window.appear()
            window.keep_picture("walk-1-opened.png")
            window.xdotool("key", "alt+5")  # the tab of the hosts
            window.at_rest()
            window.keep_picture("walk-2-hosts.png")
            hosts = self.exported(window, "hosts.csv")
            self.assertEqual(len(hosts), 19)
            self.assertEqual(hosts, sorted(hosts, key=lambda row: -int(row["bytes"])))

            window.xdotool("mousemove", 945, 92, "click", 1)  # the header of the packets
            window.at_rest()
            by_packets = [int(row["packets"]) for row in self.exported(window, "by-packets.csv")]
            self.assertIn(by_packets, (sorted(by_packets), sorted(by_packets, reverse=True)))
            self.assertNotEqual([row["address"] for row in hosts],
                                [row["address"] for row in self.exported(window, "again.csv")])

            self.filter(window, "named_by == none and ports == 443")
            self.assertEqual([row["address"] for row in self.exported(window, "suspects.csv")], [SUSPECT])
            self.look_up(window)
            suspect, = self.answered(window, "suspect", "vt_malicious")
            window.keep_picture("walk-3-suspect.png")
            judged = {row[0]: row for row in lesson("virustotal_sorted.csv")}[SUSPECT]
            self.assertEqual([suspect["vt_harmless"], suspect["vt_malicious"], suspect["vt_suspicious"]], judged[1:4])

            countries = {row[0]: ";".join(part.split(":", 1)[1].strip().upper() for part in row[1].split(";") if ":" in part)
                         for row in lesson("whois_country.csv")}
            self.assertEqual(suspect["whois_country"], countries[SUSPECT])

            window.xdotool("key", "ctrl+shift+f")
            window.at_rest()
            whole = self.exported(window, "whole.csv")
            self.assertEqual(len(whole), 19)
            self.assertEqual([row["address"] for row in whole if row["vt_malicious"]], [SUSPECT])
            window.keep_picture("walk-4-handed-over.png")
            self.assertIsNone(window.program.poll(), "the program ended")


if __name__ == "__main__":
    unittest.main(verbosity=2)
