#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Debian package: lintian has nothing to say, all is in it, and, where CI gives us the machine, it installs."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

BUILD = Path(os.environ["WEIR_BUILD"])
ID = "io.github.weir_project.Weir"
CONTENT = {
    "weir-cli": ["usr/bin/weir-cli", "usr/share/man/man1/weir-cli.1.gz", "usr/share/bash-completion/completions/weir-cli",
                 "usr/share/weir/sample/lesson.pcapng", "usr/share/doc/weir-cli/copyright",
                 "usr/share/doc/weir-cli/changelog.gz"],
    "weir": ["usr/bin/weir", f"usr/share/applications/{ID}.desktop", f"usr/share/mime/packages/{ID}.xml",
             f"usr/share/metainfo/{ID}.metainfo.xml", f"usr/share/icons/hicolor/scalable/apps/{ID}.svg",
             f"usr/share/icons/hicolor/16x16/apps/{ID}.png", f"usr/share/icons/hicolor/256x256/apps/{ID}.png",
             f"usr/share/icons/hicolor/scalable/mimetypes/{ID}-capture.svg", "usr/share/man/man1/weir.1.gz",
             "usr/share/doc/weir/copyright", "usr/share/doc/weir/changelog.gz"],
}
DEPENDS = {
    "weir-cli": ["libqt6core6", "libqt6network6", "libqt6sql6-sqlite", "libpcap0.8"],
    "weir": ["weir-cli", "libqt6core6", "libqt6widgets6", "libqt6charts6", "libqt6svg6", "libsecret-1-0"],
}
RECOMMENDS = {
    "weir-cli": ["publicsuffix", "libloc-database", "ca-certificates", "ieee-data"],
    "weir": ["qt6-translations-l10n", "libloc-database", "shared-mime-info", "qt6-wayland", "gnome-keyring"],
}


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        done = subprocess.run([os.environ["WEIR_CPACK"], "--config", BUILD / "CPackConfig.cmake", "-B", cls.folder.name],
                              capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        cls.packages = {path.name.split("_")[0]: path for path in Path(cls.folder.name).glob("*.deb")}

    def output(self, *command):
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_two_packages(self):
        self.assertEqual(sorted(self.packages), ["weir", "weir-cli"])

    def test_lintian(self):
        user = ["--allow-root"] if os.geteuid() == 0 else []
        self.output("lintian", *user, "--fail-on", "error,warning",
                    "--suppress-tags", "initial-upload-closes-no-bugs", *self.packages.values())

    def test_content(self):
        seen = set()
        for name, package in self.packages.items():
            listing = self.output("dpkg-deb", "-c", package)
            names = [line.split()[5].removeprefix("./") for line in listing.splitlines()]
            for wanted in CONTENT[name]:
                self.assertIn(wanted, names)
            for line in listing.splitlines():
                self.assertEqual(line.split()[1], "root/root", line)
            files = {path for path in names if not path.endswith("/")}
            self.assertFalse(seen & files, "no file belongs to two packages")
            seen |= files

    def test_dependencies(self):
        for name, package in self.packages.items():
            depends = self.output("dpkg-deb", "-f", package, "Depends")
            for wanted in DEPENDS[name]:
                self.assertRegex(depends, rf"(^|\W){wanted}\b")
            recommends = self.output("dpkg-deb", "-f", package, "Recommends")
            for wanted in RECOMMENDS[name]:
                self.assertIn(wanted, recommends)

    def test_the_command_line_needs_no_desktop(self):
        depends = self.output("dpkg-deb", "-f", self.packages["weir-cli"], "Depends")
        for desktop in ("gui", "widgets", "charts", "svg", "xcb", "mesa", "gl1"):
            self.assertNotIn(desktop, depends)

    # Only where the machine is ours to change.
    if os.environ.get("CI") and os.geteuid() == 0:
        def test_installs_and_goes_again(self):
            self.output("dpkg", "-i", *self.packages.values())
            self.addCleanup(subprocess.run, ["dpkg", "-r", "weir", "weir-cli"], capture_output=True)
            self.assertIn("0.", self.output("/usr/bin/weir-cli", "--version"))
            self.assertIn(f"{ID}.desktop", self.output("env", "HOME=" + self.folder.name, "XDG_DATA_DIRS=/usr/share",
                                                       "gio", "mime", "application/x-pcapng"))
            self.output("dpkg", "-r", "weir", "weir-cli")
            self.assertFalse(Path("/usr/bin/weir").exists())
            self.assertFalse(Path("/usr/bin/weir-cli").exists())


if __name__ == "__main__":
    unittest.main()
