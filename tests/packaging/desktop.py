#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop with Weir installed: what type has a capture, and does opening it show it in a window?

Installs the build tree into a private folder, which is then the only one that the desktop knows, so that neither the
machine's own types (Wireshark's, say) nor its own Weir can help. WEIR_BUILD is the build tree, WEIR_CMAKE the cmake.
"""
import gzip
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from display import Display, until  # noqa: E402

BUILD = Path(os.environ["WEIR_BUILD"])
SAMPLE = Path(os.environ["WEIR_SAMPLE"])
ARTEFACTS = Path(os.environ.get("WEIR_ARTEFACTS", BUILD.parent / "artefacts"))
PCAP, PCAPNG = "application/vnd.tcpdump.pcap", "application/x-pcapng"
DESKTOP_FILE = "io.github.weir_project.Weir.desktop"


def pcap(order="<", magic=0xA1B2C3D4):
    """A capture of one Ethernet frame that holds a UDP datagram."""
    datagram = struct.pack("!HHHH", 1234, 9, 12, 0) + b"weir"
    packet = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 32, 1, 0, 64, 17, 0, bytes([10, 0, 0, 1]), bytes([192, 0, 2, 1]))
    frame = bytes(12) + b"\x08\x00" + packet + datagram
    return struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 65535, 1) + \
        struct.pack(order + "IIII", 1_700_000_000, 0, len(frame), len(frame)) + frame


class Desktop(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        top = Path(cls.folder.name)
        prefix, share = top / "usr", top / "usr/share"
        subprocess.run([os.environ["WEIR_CMAKE"], "--install", BUILD, "--prefix", prefix],
                       check=True, stdout=subprocess.DEVNULL)
        shutil.copy("/usr/share/mime/packages/freedesktop.org.xml", share / "mime/packages/")
        subprocess.run(["update-mime-database", share / "mime"], check=True, stderr=subprocess.DEVNULL)
        subprocess.run(["update-desktop-database", share / "applications"], check=True)

        home, cls.files = top / "home", top / "captures"
        for folder in (home / "config", home / "data", home / "cache", cls.files):
            folder.mkdir(parents=True)
        (home / "runtime").mkdir(mode=0o700)
        cls.environment = {
            "PATH": f"{prefix}/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(home), "XDG_DATA_DIRS": str(share),
            "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"), "XDG_RUNTIME_DIR": str(home / "runtime"),
            "XDG_CURRENT_DESKTOP": "GNOME"}

        sample = SAMPLE.read_bytes()
        cls.types = {}
        for name, content, kind in [
                ("plain.pcap", pcap(), PCAP),
                ("plain.pcapng", sample, PCAPNG),
                ("pcapng-without-extension", sample, PCAPNG),
                ("pcap-without-extension", pcap(), PCAP),
                ("big-endian-without-extension", pcap(">"), PCAP),
                ("nanoseconds-without-extension", pcap(magic=0xA1B23C4D), PCAP),
                ("big-endian-nanoseconds-without-extension", pcap(">", 0xA1B23C4D), PCAP),
                ("really-pcapng.cap", sample, PCAP),  # the extension wins; Weir looks at the content
                ("really-pcap.pcapng", pcap(), PCAPNG),
                ("compressed.pcapng.gz", gzip.compress(sample), PCAPNG),
                ("compressed.pcap.gz", gzip.compress(pcap()), PCAP),
                ("text.txt", b"no capture at all\n", "text/plain"),
                ("other.gz", gzip.compress(b"no capture either"), "application/gzip")]:
            (cls.files / name).write_bytes(content)
            cls.types[name] = kind

    def run_desktop(self, *command):
        done = subprocess.run([str(part) for part in command], env=self.environment, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_types(self):
        for name, kind in self.types.items():
            with self.subTest(file=name):
                answer = self.run_desktop("gio", "info", "-a", "standard::content-type", self.files / name)
                self.assertEqual(answer.split("standard::content-type:")[1].split()[0], kind)

    def test_weir_is_offered_for_both_types(self):
        for kind in (PCAP, PCAPNG):
            self.assertIn(DESKTOP_FILE, self.run_desktop("gio", "mime", kind))
        self.assertNotIn(DESKTOP_FILE, self.run_desktop("gio", "mime", "application/gzip"))

    def test_opening_shows_the_capture(self):
        with Screen(self.environment, 1280, 800) as screen:
            for command, name in [(["gio", "open"], "plain.pcapng"), (["gio", "open"], "really-pcapng.cap"),
                                  (["gio", "open"], "compressed.pcapng.gz"), (["xdg-open"], "plain.pcap")]:
                with self.subTest(command=command, file=name):
                    window, opener = screen.open(command, self.files / name)
                    self.assertIsNotNone(window, "no window has the file's name in its title")
                    screen.keep_picture(ARTEFACTS / f"desktop-{name}.png")
                    self.assertTrue(screen.close(window, opener), "Ctrl+Q did not end the program")


class Screen(Display):
    """Where files are opened with the program that the desktop chooses."""

    def open(self, command, file, patience=60):
        # The session bus lives as long as its first program; keep it until the window is gone.
        opener = subprocess.Popen(["dbus-run-session", "--", "sh", "-c", '"$@"; sleep 200', "sh", *command, str(file)],
                                  env=self.environment, start_new_session=True)
        window = self.wait_for(file.name.replace(".", r"\."), patience)
        if window is None:
            self.end(opener)
        return window, opener

    def close(self, window, opener):
        self.xdotool("windowactivate", "--sync", window)
        self.xdotool("key", "ctrl+q")
        gone = until(lambda: self.xdotool("getwindowname", window).returncode != 0)
        self.end(opener)
        return gone

    @staticmethod
    def end(opener):
        try:
            os.killpg(opener.pid, 15)
        except ProcessLookupError:
            pass
        opener.wait(60)


if __name__ == "__main__":
    unittest.main()
