#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a packet to its octets on a real display, with the mouse alone: is what is clicked marked on the screen?

WEIR is the program, WEIR_SAMPLE the capture. Needs Xvfb, openbox, xdotool and ImageMagick.
"""
import os
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

WIDTH, HEIGHT = 1180, 760


class Picture:
    """What is on the screen."""

    def __init__(self, octets):
        header, self.width, self.height, offset = [], 0, 0, 0
        while len(header) < 4:
            end = octets.index(b"\n", offset)
            header += octets[offset:end].split()
            offset = end + 1
        assert header[0] == b"P6" and header[3] == b"255", header
        self.width, self.height, self.pixels = int(header[1]), int(header[2]), octets[offset:]

    def at(self, x, y):
        place = (y * self.width + x) * 3
        return self.pixels[place:place + 3]

    def box(self, colour, left, top, right, bottom):
        """The smallest box around all pixels of this colour, or None."""
        found = [(x, y) for y in range(top, bottom) for x in range(left, right) if self.at(x, y) == colour]
        if not found:
            return None
        xs, ys = [x for x, _ in found], [y for _, y in found]
        return min(xs), min(ys), max(xs), max(ys)


class Drilldown(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        home = Path(folder.name)
        (home / "runtime").mkdir(mode=0o700)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb",
                            "XDG_RUNTIME_DIR": str(home / "runtime"), "WEIR_OFFLINE": "1"}
        reading, writing = os.pipe()
        self.start(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
                   pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as answer:
            self.environment["DISPLAY"] = ":" + answer.readline().strip()
        self.start(["openbox"])
        self.start([os.environ["WEIR"], os.environ["WEIR_SAMPLE"]])
        name = Path(os.environ["WEIR_SAMPLE"]).name.replace(".", r"\.")
        self.window = self.until(lambda: self.xdotool("search", "--onlyvisible", "--name", "^" + name).split())[0]
        self.xdotool("windowsize", "--sync", self.window, str(WIDTH), str(HEIGHT))
        self.xdotool("windowactivate", "--sync", self.window)
        place = dict(line.split("=") for line in
                     self.xdotool("getwindowgeometry", "--shell", self.window).split() if "=" in line)
        self.x, self.y = int(place["X"]), int(place["Y"])

    def start(self, command, **more):
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, **more)
        self.addCleanup(process.wait, 20)
        self.addCleanup(process.terminate)

    def xdotool(self, *words):
        return subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True).stdout

    def until(self, condition, patience=60):
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if found := condition():
                return found
            time.sleep(0.2)
        self.keep("failed")
        self.fail("what was waited for has not come")

    def screen(self):
        done = subprocess.run(["import", "-window", "root", "-depth", "8", "ppm:-"], env=self.environment,
                              capture_output=True, check=True)
        return Picture(done.stdout)

    def keep(self, name):
        if folder := os.environ.get("WEIR_ARTEFACTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            subprocess.run(["import", "-window", "root", Path(folder) / f"drilldown-{name}.png"], env=self.environment)

    def click(self, x, y):
        self.xdotool("mousemove", "--sync", str(self.x + x), str(self.y + y), "click", "1")

    def marks(self, colour):
        """The box of the marked octets: right of the tree, below the table."""
        return self.screen().box(colour, self.x + WIDTH * 53 // 100, self.y + HEIGHT * 54 // 100, self.x + WIDTH - 20,
                                 self.y + HEIGHT - 40)

    def test_from_a_packet_to_its_octets(self):
        # The window is ready when the key leads to the packets: then the row that is clicked changes its colour.
        ground = b"\xff\xff\xff"

        def row_is_selected():
            self.xdotool("key", "--clearmodifiers", "alt+8")
            self.click(300, 200)
            time.sleep(0.3)
            colour = self.screen().at(self.x + 560, self.y + 203)
            return colour if colour[2] > colour[0] + 60 else None

        highlight = self.until(row_is_selected)
        self.assertNotEqual(highlight, ground)
        time.sleep(1)
        self.keep("packet")
        self.assertIsNone(self.marks(highlight), "nothing is marked before a field is chosen")

        self.click(150, 600)  # a field in the tree
        marked = self.until(lambda: self.marks(highlight))
        self.keep("field")
        self.click(150, 680)  # another one, further down
        moved = self.until(lambda: (box := self.marks(highlight)) and box != marked and box)
        self.assertGreater(moved[3], marked[3], "a later field is marked further on")

        self.click(moved[0] + 4 - self.x, moved[3] + 40 - self.y)  # an octet some lines below: its field is marked
        self.until(lambda: (box := self.marks(highlight)) and box != moved)
        self.keep("octet")


if __name__ == "__main__":
    unittest.main()
