#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No capture may cost more than its size: each attack is read at a size and at twice that, with every table made of it.

    WEIR_CLI=build/release/app/weir-cli budget.py [-v] [ATTACK...]     fails where twice the file takes more than 2.5
                                                                   times the time, or memory is not in proportion
    budget.py --write ATTACK SIZE > FILE
"""
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from attacks import ATTACKS

GROWTH = 2.5                                # of processor time, for twice the file
NOTICED = 0.6                               # seconds: below, it is the machine that is measured; what is quadratic takes more
MEMORY, MEMORY_AN_OCTET = 64 << 20, 20
ATTEMPTS = 3                                # on a busy machine a run may take longer; the quickest counts
LONGEST = 60                                # seconds of a run


def measure(arguments, folder):
    """Processor seconds and octets of memory of one run."""
    process = subprocess.Popen([os.environ["WEIR_CLI"], "--jobs", "1", "--all-tables", folder, *arguments],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    timer = threading.Timer(LONGEST, process.kill)
    timer.start()
    _, status, used = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):    # 1: damaged, or more than is kept
        raise RuntimeError(f"ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss << 10


class Check:
    def __init__(self, folder):
        self.folder = Path(folder)
        empty = self.write("one_flow", 0)
        self.start = min(self.run(empty)[0] for _ in range(3))

    def write(self, name, size):
        """Written by a process of its own: what a process weighs when it starts another one counts as the other's memory."""
        path = self.folder / f"{name}-{size}"
        with path.open("wb") as out:
            subprocess.run([sys.executable, __file__, "--write", name, str(size)], stdout=out, check=True)
        return path

    def run(self, capture, arguments=()):
        tables = self.folder / "tables"
        try:
            return measure([*arguments, str(capture)], str(tables))
        finally:
            shutil.rmtree(tables, ignore_errors=True)

    def attack(self, name):
        """What is wrong, in words; empty where nothing is. And the figures."""
        _, size, arguments = ATTACKS[name]
        captures = [self.write(name, size), self.write(name, 2 * size)]
        octets = captures[1].stat().st_size if not name.endswith("_compressed") else 2 * size
        times, memory = [float("inf")] * 2, 0
        for _ in range(ATTEMPTS):
            for i, capture in enumerate(captures):
                seconds, used = self.run(capture, arguments)
                times[i] = min(times[i], max(seconds - self.start, 0))
                memory = max(memory, used)
            grown = times[1] > max(GROWTH * times[0], NOTICED)
            if not grown:
                break
        for capture in captures:
            capture.unlink()
        figures = f"{octets / 1e6:7.1f} MB {times[0]:6.2f} s {times[1]:6.2f} s {memory >> 20:5} MiB"
        wrong = []
        if grown:
            wrong.append(f"twice the file takes {times[1]:.2f} s after {times[0]:.2f} s")
        if memory > MEMORY + MEMORY_AN_OCTET * octets:
            wrong.append(f"{memory >> 20} MiB for {octets >> 10} KiB")
        return ", ".join(wrong), figures


def main(arguments):
    if arguments[:1] == ["--write"]:
        sys.stdout.buffer.write(ATTACKS[arguments[1]][0](int(arguments[2])))
        return 0
    verbose = "-v" in arguments
    chosen = [each for each in arguments if each != "-v"] or list(ATTACKS)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        check = Check(folder)
        for name in chosen:
            try:
                wrong, figures = check.attack(name)
            except RuntimeError as failure:
                wrong, figures = str(failure), ""
            if wrong or verbose:
                print(f"{name:34} {figures}  {wrong}", flush=True)
            failed += bool(wrong)
    print(f"{len(chosen)} attacks, {failed} cost more than their size")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
