#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong around weir-cli: disks that are full or fail, files that change, signals, homes nobody may write to.

Whatever happens, it ends in a sentence, and nothing half written stays. WEIR_CLI is the program, WEIR_SAMPLE a capture.
"""
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

CLI, SAMPLE = os.environ["WEIR_CLI"], Path(os.environ["WEIR_SAMPLE"])

# Reads of the capture fail once so many octets of it were read, as those of a failing disk do.
FAILING_READS = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>
static int isCapture(int descriptor) {
    char link[64], path[4096];
    const char* digits = "0123456789";
    int at = 0, n = descriptor;
    char number[16];
    do number[at++] = digits[n % 10]; while ((n /= 10) > 0);
    strcpy(link, "/proc/self/fd/");
    for (size_t end = strlen(link); at > 0; ) { link[end++] = number[--at]; link[end] = 0; }
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, "failing.pcap") != NULL;
}
ssize_t read(int descriptor, void* to, size_t count) {
    ssize_t (*real)(int, void*, size_t) = dlsym(RTLD_NEXT, "read");
    const off_t limit = atoll(getenv("FAIL_AFTER"));
    if (!isCapture(descriptor)) return real(descriptor, to, count);
    const off_t at = lseek(descriptor, 0, SEEK_CUR);
    if (at >= limit) { errno = EIO; return -1; }
    return real(descriptor, to, count < (size_t)(limit - at) ? count : (size_t)(limit - at));
}
ssize_t pread64(int descriptor, void* to, size_t count, off_t at) {
    ssize_t (*real)(int, void*, size_t, off_t) = dlsym(RTLD_NEXT, "pread64");
    const off_t limit = atoll(getenv("FAIL_AFTER"));
    if (!isCapture(descriptor)) return real(descriptor, to, count, at);
    if (at >= limit) { errno = EIO; return -1; }
    return real(descriptor, to, count < (size_t)(limit - at) ? count : (size_t)(limit - at), at);
}
ssize_t pread(int descriptor, void* to, size_t count, off_t at) { return pread64(descriptor, to, count, at); }
"""


def run(*arguments, environment=None, **more):
    return subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True, timeout=120,
                          env=os.environ | (environment or {}), **more)


def with_limit(octets):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))


class Faults(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def assert_sentence(self, done, *codes):
        self.assertIn(done.returncode, codes, done)
        self.assertRegex(done.stderr, r"\A(weir-cli: [^\n]+\n)+\Z")

    def test_a_disk_that_is_full_leaves_nothing_half_written(self):
        for arguments in (["--table", "packets", "--output", "out"], ["--report", "out"], ["--write-slice", "out"],
                          ["--indicators", "stix", "--output", "out"]):
            with self.subTest(arguments=arguments):
                done = run(*arguments, SAMPLE, cwd=self.folder, preexec_fn=with_limit(1024))
                self.assert_sentence(done, 2)
                self.assertEqual(os.listdir(self.folder), [])

    def test_a_disk_that_is_full_under_all_tables(self):
        done = run("--all-tables", "tables", SAMPLE, cwd=self.folder, preexec_fn=with_limit(2048))
        self.assert_sentence(done, 2)
        whole = run("--all-tables", "whole", SAMPLE, cwd=self.folder)
        self.assertEqual(whole.returncode, 0, whole.stderr)
        tables = self.folder / "tables"
        for name in os.listdir(tables) if tables.is_dir() else []:
            self.assertEqual((tables / name).read_bytes(), (self.folder / "whole" / name).read_bytes(), name)

    @unittest.skipUnless(shutil.which("cc"), "no C compiler")
    def test_a_disk_that_fails_in_the_middle(self):
        source, shim = self.folder / "shim.c", self.folder / "shim.so"
        source.write_text(FAILING_READS)
        subprocess.run(["cc", "-shared", "-fPIC", "-w", "-o", shim, source, "-ldl"], check=True)
        capture = self.folder / "failing.pcapng"
        shutil.copy(SAMPLE, capture)
        half = capture.stat().st_size // 2
        done = run("--table", "packets", capture, environment={"LD_PRELOAD": str(shim), "FAIL_AFTER": str(half)})
        self.assert_sentence(done, 1)
        self.assertIn("Input/output error", done.stderr)
        packets = len(done.stdout.splitlines())
        everything = len(run("--table", "packets", capture).stdout.splitlines())
        self.assertGreater(packets, 10, "what came before is there")
        self.assertLess(packets, everything)

    def test_a_file_that_grows_while_it_is_read(self):
        capture, octets = self.folder / "growing.pcapng", SAMPLE.read_bytes()
        half = len(octets) // 2
        capture.write_bytes(octets[:half])

        def grow():
            with capture.open("ab") as out:
                for at in range(half, len(octets), 4096):
                    out.write(octets[at:at + 4096])
                    out.flush()

        writer = threading.Thread(target=grow)
        writer.start()
        done = run("--table", "packets", capture)
        writer.join()
        self.assertIn(done.returncode, (0, 1), done)
        everything = run("--table", "packets", SAMPLE).stdout
        self.assertTrue(everything.startswith(done.stdout[:done.stdout.rfind("\n") + 1]))

    def test_a_file_that_is_cut_after_it_was_read(self):
        capture = self.folder / "cut.pcapng"
        capture.write_bytes(SAMPLE.read_bytes()[:200])
        done = run("--packet", 50, capture)
        self.assert_sentence(done, 1, 2)

    def test_ended_by_a_signal_it_leaves_nothing(self):
        try:
            os.close(os.open(self.folder, os.O_WRONLY | os.O_TMPFILE))
        except OSError:
            self.skipTest("this file system knows no files without a name")
        big = self.folder / "big.pcap"
        record = b"\0\0\0\0" * 2 + (20).to_bytes(4, "little") * 2 + bytes.fromhex("4500001400000000401100000a0000010a000002")
        big.write_bytes(b"\xd4\xc3\xb2\xa1\2\0\4\0" + bytes(8) + b"\0\0\4\0\x65\0\0\0" + record * 200000)
        for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGINT):
            for wait in (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
                process = subprocess.Popen([CLI, "--table", "packets", "--output", "out.csv", big.name], cwd=self.folder,
                                           stderr=subprocess.DEVNULL)
                time.sleep(wait)
                process.send_signal(number)
                process.wait()
                left = sorted(os.listdir(self.folder))
                if "out.csv" in left:  # it was quicker: then it is whole
                    rows = (self.folder / "out.csv").read_bytes().count(b"\n")
                    self.assertEqual(rows, 200001)
                    (self.folder / "out.csv").unlink()
                    left.remove("out.csv")
                self.assertEqual(left, ["big.pcap"], (number, wait))

    def test_a_home_that_nobody_may_write_to(self):
        nowhere = {name: "/proc/nowhere" for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME",
                                                     "XDG_STATE_HOME", "XDG_RUNTIME_DIR")}
        for arguments in (["--table", "findings"], ["--table", "hosts"], ["--packet", "1"]):
            with self.subTest(arguments=arguments):
                done = run(*arguments, SAMPLE, environment=nowhere)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(done.stdout, run(*arguments, SAMPLE).stdout)

    def test_two_programs_that_write_the_same_file(self):
        processes = [subprocess.Popen([CLI, "--table", "packets", "--output", "out.csv", SAMPLE], cwd=self.folder) for _ in range(4)]
        for process in processes:
            self.assertEqual(process.wait(), 0)
        self.assertEqual(os.listdir(self.folder), ["out.csv"])
        self.assertEqual((self.folder / "out.csv").read_text(), run("--table", "packets", "--format", "csv", SAMPLE).stdout)


if __name__ == "__main__":
    unittest.main()
