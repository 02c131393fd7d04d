#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that the documents tell people to type: each runs on the sample, and prints something."""
import os
import re
import shlex
import subprocess
import tempfile
import unittest
from pathlib import Path

CLI = os.environ["WEIR_CLI"]
SAMPLE = Path(os.environ["WEIR_SAMPLE"])
WALK = Path(os.environ["WEIR_DOCS"]) / "first-walk.md"


class Documents(unittest.TestCase):
    def commands(self):
        text = WALK.read_text()
        whole = re.findall(r"^    (weir-cli .*)$", text, re.M)
        parts = [f"weir-cli {part} lesson.pcapng" for part in re.findall(r"`(--[^`]+)`", text) if "lookup" not in part]
        return [command for command in whole + parts if "--lookup" not in command]

    def test_every_command_of_the_walk_runs(self):
        commands = self.commands()
        self.assertGreater(len(commands), 8)
        with tempfile.TemporaryDirectory() as folder:
            for command in commands:
                words = [CLI if word == "weir-cli" else str(SAMPLE) if word == "lesson.pcapng" else word
                         for word in shlex.split(command)]
                done = subprocess.run(words, capture_output=True, text=True, cwd=folder)
                self.assertEqual(done.returncode, 0, command + "\n" + done.stderr)
                self.assertTrue(done.stdout or any(Path(folder).iterdir()), command)

    def test_what_the_walk_says_is_so(self):
        def rows(*arguments):
            done = subprocess.run([CLI, *arguments, SAMPLE], capture_output=True, text=True)
            return done.stdout.splitlines()[1:]
        self.assertTrue(rows("--table", "talkers", "--sort", "bytes_sent:desc")[0].startswith("204.79.197.200,"))
        self.assertIn(",646697,", rows("--table", "talkers", "--sort", "bytes_sent:desc")[0])
        self.assertEqual(len(rows("--table", "packets", "--where", "src = 10.127.0.138")), 731)
        self.assertEqual([row.split(",")[0] for row in rows("--table", "hosts", "--where",
                                                             "named_by = none and scope = public")],
                         ["8.8.8.8", "182.162.143.56"])


if __name__ == "__main__":
    unittest.main()
