# SPDX-License-Identifier: GPL-3.0-or-later
"""What the oracle tests share: running weir-cli and tshark, the index of the real captures, reporting."""
import csv
import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SKIPPED = 77  # ctest's SKIP_RETURN_CODE in tests.cmake


class Weir:
    def __init__(self, program):
        self.program = program

    def run(self, *arguments, timeout=60):
        return subprocess.run([self.program, *map(str, arguments)], capture_output=True, timeout=timeout)

    def rows(self, table, *arguments, timeout=60):
        """A table as dictionaries of text; damaged captures are in order, anything worse is not."""
        done = self.run("--table", table, "--format", "csv", *arguments, timeout=timeout)
        if done.returncode not in (0, 1):
            raise AssertionError(f"{table} {arguments}: status {done.returncode}: {done.stderr.decode(errors='replace')}")
        return list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))

    def objects(self, table, path):
        """The rows of a table as ndjson gives them; a list without any where nothing could be read."""
        done = self.run("--table", table, "--format", "ndjson", path, timeout=60)
        return [json.loads(line, parse_float=str) for line in done.stdout.splitlines()]


def tshark(file, fields, *options, occurrence="f", errors="replace"):
    """These fields of every frame as dictionaries of text; of several in a frame the first, or all with "a"."""
    command = ["tshark", "-n", "-r", file, *options, "-T", "fields", "-E", "separator=/t",
               "-E", f"occurrence={occurrence}", *[word for field in fields for word in ("-e", field)]]
    done = subprocess.run(command, capture_output=True, timeout=300)
    for line in done.stdout.decode("utf-8", errors).split("\n"):
        cells = line.split("\t")
        if len(cells) == len(fields):
            yield dict(zip(fields, cells))


def index(folder, only=()):
    """Rows of INDEX.tsv as dictionaries, with the full path under `file`: all, or those whose paths are named. Ends the
    test as skipped without them."""
    file = Path(folder) / "INDEX.tsv"
    if not file.exists():
        print(f"no captures in {folder}")
        sys.exit(SKIPPED)
    with open(file, encoding="utf-8", newline="") as rows:
        out = [row | {"file": str(Path(folder) / row["path"])} for row in csv.DictReader(rows, delimiter="\t")]
    assert len(out) > 100, "the index of captures is too short"
    return [row for row in out if not only or row["path"] in only]


def exceptions(test):
    """{(path, field): (frames, reason)} of exceptions.tsv for one test; frames as a set, or None for any."""
    out = {}
    with open(Path(__file__).with_name("exceptions.tsv"), encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["test"] != test:
                continue
            frames = None
            if row["frames"] != "*":
                frames = set()
                for part in row["frames"].split(","):
                    first, _, last = part.partition("-")
                    frames |= set(range(int(first), int(last or first) + 1))
            out[row["path"], row["field"]] = (frames, row["reason"])
    return out


def ranges(numbers):
    """{1, 2, 3, 7} as "1-3,7"."""
    out, numbers = [], sorted(numbers)
    begin = previous = None
    for number in [*numbers, None]:
        if previous is not None and number == previous + 1:
            previous = number
            continue
        if begin is not None:
            out.append(f"{begin}-{previous}" if previous > begin else str(begin))
        begin = previous = number
    return ",".join(out)


def in_parallel(function, items):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(function, items))


def finish(problems, done):
    """Prints the problems, or what was compared, and ends the test."""
    for problem in problems:
        print(problem)
    print(f"{done}, {len(problems)} problems")
    sys.exit(1 if problems else 0)
