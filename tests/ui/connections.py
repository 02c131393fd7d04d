#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening, sorting, filtering, hovering and selecting make no connection: the real program on a real X server, with
every call into the network seen from outside. The switch is on "online" and every service is ticked, so that only the
absence of a question keeps it silent.

The last test proves that the eye is open: the same window, asked to look something up, is seen to connect.
"""
import re
import sys
import unittest
from pathlib import Path

from screen import Window

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from display import until  # noqa: E402
from servers import Servers  # noqa: E402

# A question to the resolver begins with its settings, whoever is then asked.
RESOLVER = re.compile(r'openat\([^"]*"/etc/(resolv\.conf|gai\.conf)"|/run/systemd/resolve|/var/run/avahi')
PAGES = "1234567890"  # each comes to the front with Alt and its number, the last one with 0
INTERNET = re.compile(r"\b(socket|connect|bind|sendto|sendmsg|sendmmsg)\([^\n]*\bAF_(INET6?|PACKET)\b")


class WatchedWindow(Window):
    def __init__(self, *arguments):
        super().__init__(*arguments, traced=True, providers="registration, whois, rdap, virustotal, internetdb")

    def browse(self):
        """Everything a mouse does with tables, on every page; the different pictures that came of it."""
        seen = {self.at_rest()}
        for page in PAGES:
            self.xdotool("key", f"alt+{page}")
            seen.add(self.at_rest())
            words = []
            for x in (60, 260, 460, 660):  # hover: headers, cells, their tool tips
                for y in range(95, 420, 60):
                    words += ["mousemove", x, y, "sleep", "0.02"]
            words += ["mousemove", 200, 300, "sleep", "0.8"]  # as long as a tool tip waits
            for y in range(96, 200, 13):  # the headers are among these, wherever the page has them
                words += ["mousemove", 300, y, "click", 1, "sleep", "0.02"]
            self.xdotool(*words)
            seen.add(self.at_rest())
            words = ["mousemove", 300, 250, "click", 1, "keydown", "shift", "mousemove", 300, 330, "click", 1, "keyup",
                     "shift", "key", "Down", "key", "Down", "key", "Page_Down", "key", "ctrl+a"]
            words += ["mousemove", 120, 260, "click", 5, "click", 5, "click", 4, "click", 3]
            self.xdotool(*words)
            self.at_rest()  # the menu of a cell
            self.xdotool("key", "Escape")
            seen.add(self.at_rest())
            self.xdotool("key", "ctrl+f", "type", "--delay", 8, "8.8")
            self.at_rest()
            self.xdotool("key", "Return")
            seen.add(self.at_rest())
            self.xdotool("key", "ctrl+shift+f")
            self.at_rest()
        return seen

    def calls(self):
        return self.trace.read_text(errors="replace").splitlines()

    def internet(self):
        return [line for line in self.calls() if INTERNET.search(line) or RESOLVER.search(line)]


class Connections(unittest.TestCase):
    def test_browsing_makes_none(self):
        with WatchedWindow() as window:
            window.appear()
            seen = window.browse()
            window.keep_picture("connections-browsed.png")
            calls = window.calls()
            self.assertGreater(len(seen), 25, "the mouse moved next to nothing")
            self.assertTrue([line for line in calls if "AF_UNIX" in line], "not even the X server was seen")
            self.assertEqual(window.internet(), [])
            self.assertIsNone(window.program.poll(), "the program ended")

    def test_asking_is_seen(self):
        with Servers() as servers:
            with WatchedWindow("--test-endpoints", servers.endpoints) as window:
                window.appear()
                window.xdotool("key", "alt+5")
                window.at_rest()
                window.xdotool("mousemove", 300, 300, "click", 1, "key", "ctrl+a", "key", "ctrl+l")
                self.assertIsNotNone(window.wait_for_focus("^Look Up"), "no preview")
                window.at_rest()
                window.keep_picture("connections-preview.png")
                self.assertEqual(window.internet(), [], "a preview is only looked at")
                window.xdotool("key", "Return")
                self.assertTrue(until(lambda: [line for line in window.internet()
                                               if "connect(" in line and "127.0.0." in line]))
                window.keep_picture("connections-asked.png")
            requests = servers.close()
        self.assertTrue([line for line in requests if line.startswith("whois ")], requests)


if __name__ == "__main__":
    unittest.main(verbosity=2)
