#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the machine gives no more threads, memory or disk, weir-cli ends in one sentence, never in an abort.

WEIR_CLI is the program, WEIR_SAMPLE a capture.
"""
import os
import resource
import subprocess
import tempfile
import unittest
from pathlib import Path

CLI, SAMPLE = os.environ["WEIR_CLI"], os.environ["WEIR_SAMPLE"]
NOBODY = 65534


def run(*arguments, limits=(), as_nobody=False, **more):
    """Runs weir-cli under resource limits, (RLIMIT_..., value) each."""

    def limit():
        for which, value in limits:
            resource.setrlimit(which, (value, value))
        if as_nobody:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)

    return subprocess.run([CLI, *map(str, arguments)], stderr=subprocess.PIPE, text=True, timeout=60, preexec_fn=limit,
                          **({"stdout": subprocess.PIPE} | more))


class Limits(unittest.TestCase):
    def assert_one_sentence(self, done):
        self.assertEqual(done.returncode, 2, done)
        self.assertRegex(done.stderr, r"\Aweir-cli: [^\n]+\n\Z")

    @unittest.skipUnless(os.geteuid() == 0, "only root can become a user without processes")
    def test_without_threads_it_reads_alone(self):
        # Root is not bound by the limit, so the program becomes nobody; a folder that nobody may enter hides it.
        if subprocess.run(["setpriv", f"--reuid={NOBODY}", "--clear-groups", "test", "-x", CLI, "-a", "-r", SAMPLE]).returncode:
            self.skipTest("the build folder is closed to other users")
        for table in ("summary", "conversations", "packets"):
            with self.subTest(table=table):
                alone = run("--table", table, "--jobs", 8, SAMPLE, limits=[(resource.RLIMIT_NPROC, 1)], as_nobody=True)
                self.assertEqual(alone.returncode, 0, alone.stderr)
                self.assertEqual(alone.stdout, run("--table", table, SAMPLE).stdout)

    def test_without_memory(self):
        for megabytes in (40, 80, 160, 600):
            with self.subTest(megabytes=megabytes):
                done = run("--jobs", 64, "--table", "packets", SAMPLE, limits=[(resource.RLIMIT_AS, megabytes << 20)])
                self.assertIn(done.returncode, (0, 1, 2, 127), done)  # 127: the loader found no room for a library
                self.assertNotIn("terminate", done.stderr)

    def test_a_full_disk(self):
        with open("/dev/full", "w") as full:
            self.assert_one_sentence(run("--table", "packets", SAMPLE, stdout=full))
        with tempfile.TemporaryDirectory() as folder:
            # A limit on file sizes stands for a full disk.
            for arguments in (["--table", "packets", "--output"], ["--report"]):
                path = Path(folder) / "out.html"
                self.assert_one_sentence(run(*arguments, path, SAMPLE, limits=[(resource.RLIMIT_FSIZE, 4096)]))
                self.assertEqual(os.listdir(folder), [], "nothing half written stays")


if __name__ == "__main__":
    unittest.main()
