#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a packet to its octets on a real display, with the mouse alone: is what is clicked marked on the screen?

WEIR_WINDOW is the program, WEIR_SAMPLE the capture. Needs Xvfb, openbox, xdotool and ImageMagick.
"""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from display import Display, until  # noqa: E402

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
        home = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (home / "runtime").mkdir(mode=0o700)
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb",
                       "XDG_RUNTIME_DIR": str(home / "runtime"), "WEIR_OFFLINE": "1"}
        self.display = self.enterContext(Display(environment, 1280, 800))
        self.program = subprocess.Popen([os.environ["WEIR_WINDOW"], os.environ["WEIR_SAMPLE"]],
                                        env=self.display.environment, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, start_new_session=True)
        self.addCleanup(self.program.wait, 60)
        self.addCleanup(self.program.terminate)
        name = Path(os.environ["WEIR_SAMPLE"]).name.replace(".", r"\.")
        self.window = self.until(lambda: self.display.window("^" + name))
        self.display.xdotool("windowsize", "--sync", self.window, WIDTH, HEIGHT)
        self.display.xdotool("windowactivate", "--sync", self.window)
        place = dict(line.split("=") for line in
                     self.display.xdotool("getwindowgeometry", "--shell", self.window).stdout.split() if "=" in line)
        self.x, self.y = int(place["X"]), int(place["Y"])

    def until(self, condition):
        if not (found := until(condition)):
            self.keep("failed")
            self.fail("what was waited for has not come")
        return found

    def screen(self):
        done = self.display.run("import", "-window", "root", "-depth", "8", "ppm:-", text=False)
        done.check_returncode()
        return Picture(done.stdout)

    def keep(self, name):
        if folder := os.environ.get("WEIR_ARTEFACTS"):
            self.display.keep_picture(Path(folder) / f"drilldown-{name}.png")

    def click(self, x, y):
        self.display.xdotool("mousemove", self.x + x, self.y + y, "click", 1)
        self.display.at_rest(self.program)

    def marks(self, colour):
        """The box of the marked bytes: right of the tree, below the table."""
        return self.screen().box(colour, self.x + WIDTH * 53 // 100, self.y + HEIGHT * 54 // 100, self.x + WIDTH - 20,
                                 self.y + HEIGHT - 40)

    def test_from_a_packet_to_its_octets(self):
        # The window is ready when the key leads to the packets: then the row that is clicked changes its colour.
        ground = b"\xff\xff\xff"

        def row_is_selected():
            self.display.xdotool("key", "--clearmodifiers", "alt+0")
            self.click(300, 200)
            colour = self.screen().at(self.x + 560, self.y + 203)
            return colour if colour[2] > colour[0] + 60 else None

        highlight = self.until(row_is_selected)
        self.assertNotEqual(highlight, ground)
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
