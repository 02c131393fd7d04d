# SPDX-License-Identifier: GPL-3.0-or-later
"""Running commands with a stopwatch, and writing what came out as a page."""
import os
import shutil
import statistics
import sys
import time
from dataclasses import dataclass, field


@dataclass
class Runs:
    """All runs of one command: seconds on the wall, seconds of processor, the largest resident set in bytes."""
    wall: list = field(default_factory=list)
    cpu: list = field(default_factory=list)
    memory: int = 0
    first: list = field(default_factory=list)  # of pairs: the wall seconds of those that are not counted

    @property
    def seconds(self):
        return statistics.median(self.wall)

    @property
    def first_seconds(self):
        return statistics.median(self.first)

    @property
    def cpu_seconds(self):
        return statistics.median(self.cpu)


class Failed(Exception):
    """A measured command did not end as it must."""


def once(command, into, statuses=(0,), output=os.devnull):
    """Runs the command and adds its figures to `into`. `statuses`: the exit statuses that are in order."""
    actions = [(os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
               (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    begin = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    into.wall.append(time.perf_counter() - begin)
    into.cpu.append(usage.ru_utime + usage.ru_stime)
    into.memory = max(into.memory, usage.ru_maxrss * 1024)
    if os.waitstatus_to_exitcode(status) not in statuses:
        raise Failed(f"{' '.join(command)}: status {os.waitstatus_to_exitcode(status)}")


def race(commands, rounds, statuses=(0,), pairs=False):
    """{name: command} to {name: Runs}; the commands take turns, so that a slow minute of the machine hits all alike.
    With `pairs` each runs twice in its turn and the second run counts: where a virtual machine gives idle memory back to
    its host, the first one pays for fetching it. A command whose program is not there has no entry."""
    present = {name: command for name, command in commands.items() if shutil.which(command[0])}
    for name in commands.keys() - present.keys():
        print(f"  {name}: not installed, left out", file=sys.stderr)
    out = {name: Runs() for name in present}
    for turn in range(rounds):
        for name, command in present.items():
            if pairs:
                before = Runs()
                once(command, before, statuses)
                out[name].first += before.wall
                out[name].memory = max(out[name].memory, before.memory)
            once(command, out[name], statuses)
            print(f"  {name}: {out[name].wall[-1]:.3f} s (run {turn + 1} of {rounds})", file=sys.stderr)
    return out


def warm(path):
    """Reads the file once, so that all who follow find it in memory."""
    with open(path, "rb", buffering=0) as file:
        buffer = bytearray(1 << 22)
        while file.readinto(buffer):
            pass


# A child counts what this process had before the program began: less than that cannot be told apart.
FLOOR = 32 << 20


def mib(octets):
    return f"{octets / (1 << 20):,.0f} MiB" if octets > FLOOR else f"below {FLOOR >> 20} MiB"


def verdict(good):
    return "reached" if good else "**missed**"


class Page:
    """A Markdown page that grows line by line."""

    def __init__(self):
        self.lines = []

    def text(self, *lines):
        self.lines += [*lines, ""]

    def table(self, head, rows):
        self.lines.append("| " + " | ".join(head) + " |")
        self.lines.append("|" + "|".join("---" if i == 0 else "---:" for i in range(len(head))) + "|")
        self.lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
        self.lines.append("")

    def write(self, path):
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(self.lines).rstrip() + "\n")
