#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that a desktop, a package or a reader takes as they are: valid, and naming nothing that is not there."""
import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("WEIR_SOURCE", Path(__file__).parents[2]))
PACKAGING = ROOT / "packaging"
ID = "io.github.weir_project.Weir"


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


class Files(unittest.TestCase):
    def accepted(self, *command):
        status, output = run(*map(str, command))
        self.assertEqual(status, 0, output)
        return output

    def test_desktop_file(self):
        output = self.accepted("desktop-file-validate", PACKAGING / f"linux/{ID}.desktop")
        self.assertEqual(output, "")

    def test_metainfo(self):
        self.accepted("appstreamcli", "validate", "--no-net", PACKAGING / f"linux/{ID}.metainfo.xml")

    def test_xml(self):
        files = sorted(PACKAGING.rglob("*.xml")) + \
            sorted((ROOT / "resources").rglob("*.svg")) + [ROOT / "resources/weir.qrc"]
        self.assertGreaterEqual(len(files), 5)
        self.accepted("xmllint", "--noout", "--nonet", *files)

    def test_json(self):
        json.loads((PACKAGING / f"flatpak/{ID}.json").read_text())
        json.loads((ROOT / "CMakePresets.json").read_text())

    def test_manual_pages(self):
        for page in sorted((PACKAGING / "man").iterdir()):
            status, output = run("sh", "-c", f"LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l '{page}' 2>&1 >/dev/null")
            self.assertEqual((status, output), (0, ""), page.name)

    def test_shell(self):
        scripts = [path for folder in ("scripts", ".ci", "packaging/completion", "packaging/site") for path in (ROOT / folder).iterdir()]
        self.assertGreaterEqual(len(scripts), 6)
        for script in scripts:
            if script.suffix != ".sql" and b"python" not in script.read_bytes().split(b"\n")[0]:
                self.accepted("bash", "-n", script)

    def test_types_are_the_same_everywhere(self):
        types = re.findall(r'mime-type type="([^"]+)"', (PACKAGING / f"linux/{ID}.mime.xml").read_text())
        desktop = re.search(r"^MimeType=(.*)$", (PACKAGING / f"linux/{ID}.desktop").read_text(), re.M).group(1)
        provided = re.findall(r"<mediatype>(.*?)<", (PACKAGING / f"linux/{ID}.metainfo.xml").read_text())
        self.assertEqual(sorted(types), sorted(filter(None, desktop.split(";"))))
        self.assertEqual(sorted(types), sorted(provided))

    def test_version_is_the_same_everywhere(self):
        version = re.search(r"project\(weir VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)
        self.assertIn(f"weir ({version})", (PACKAGING / "debian/changelog").read_text())
        self.assertIn(f'<release version="{version}"', (PACKAGING / f"linux/{ID}.metainfo.xml").read_text())

    def test_links_in_the_documents_lead_somewhere(self):
        documents = sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md"))
        self.assertIn(ROOT / "README.md", documents)
        for document in documents:
            for link in re.findall(r"\]\(([^)#\s]+)", document.read_text()):
                if not re.match(r"https?://", link):
                    self.assertTrue((document.parent / link).exists(), f"{document.name}: {link}")


if __name__ == "__main__":
    unittest.main()
