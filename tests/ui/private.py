#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""weir --private leaves the user's home as it was: the real program, with every file below home seen before and after.

The same moves without --private are seen to leave what they should, so the eye is open.
"""
import os
import shutil
import tempfile
import unittest
from pathlib import Path

os.environ["WEIR_SAMPLE"] = shutil.copy(os.environ["WEIR_SAMPLE"], tempfile.mkdtemp())  # marks are kept beside it
from screen import SAMPLE, Window  # noqa: E402

CASE = Path(str(SAMPLE) + ".weir.json")


OTHERS = {"runtime", "said", "openbox", "cache", ".dbus"}  # what other programs put there


def files(folder):
    """What lies below, with its bytes."""
    return {path.relative_to(folder): path.read_bytes() if path.is_file() else None
            for path in Path(folder).rglob("*") if not OTHERS & set(path.parts)}


class Private(unittest.TestCase):
    def tearDown(self):
        CASE.unlink(missing_ok=True)

    def changed(self, *arguments):
        """The names of files and folders that a session with the window leaves otherwise than they were."""
        with Window(*arguments) as window:
            before = files(window.folder.name)
            window.appear()
            window.xdotool("key", "alt+5", "sleep", "1", "mousemove", 200, 200, "click", 1, "sleep", "0.5", "key", "ctrl+d")
            window.xdotool("sleep", "1", "key", "alt+1", "sleep", "1", "key", "alt+w", "sleep", "1")
            window.xdotool("mousemove", 706, 183, "click", 1, "sleep", "0.5")  # the first kind counts no more
            window.keep_picture("private-weights.png")
            window.xdotool("key", "ctrl+shift+l", "sleep", "0.5", "key", "ctrl+q")
            window.program.wait(30)
            after = files(window.folder.name)
        return {str(name) for name in before.keys() | after.keys() if before.get(name, 0) != after.get(name, 0)}

    def test_nothing_is_kept(self):
        self.assertEqual(self.changed("--private"), set())
        self.assertFalse(CASE.exists())

    def test_all_is_kept_otherwise(self):
        changed = self.changed()
        self.assertLessEqual({"config/weir/weir.conf", "config/weir/weir/findings.toml"}, changed)
        self.assertTrue(CASE.exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
