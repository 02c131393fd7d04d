# SPDX-License-Identifier: GPL-3.0-or-later
"""The captures that are measured over: made once, kept in the cache folder."""
import csv
import subprocess
from pathlib import Path


class Maker:
    def __init__(self, cache, program, small):
        self.cache = cache
        self.program = program
        self.small = small

    def made(self, name, packets, flows, *more):
        if self.small:
            packets, flows = packets // 250, flows // 250
        path = self.cache / f"{name}-{packets}-{flows}.pcapng"
        if not path.exists():
            part = path.with_suffix(".part")
            subprocess.run([self.program, "--packets", str(packets), "--flows", str(flows), *more, str(part)], check=True)
            part.rename(path)
        return path, packets, flows

    def traffic(self):
        return self.made("traffic", 5_000_000, 200_000)

    def many_flows(self):
        return self.made("flows", 2_500_000, 1_000_000)

    def growth(self, times):
        return self.made("growth", 500_000 * times, 20_000)

    def scan(self):
        return self.made("scan", 10_000_000, 10_000_000, "--scan")

    def real(self, folder):
        """Published captures in a row until there are a million packets: (capture, packets, files, copies, one copy).
        Those that Wireshark's tools cannot read whole are left out. None where there is nothing to merge."""
        index = Path(folder or "/nonexistent") / "INDEX.tsv"
        if not index.exists():
            return None
        whole, once = self.cache / "real.pcapng", self.cache / "real-once.pcapng"
        listing = self.cache / "real.txt"
        if not listing.exists():
            with open(index, encoding="utf-8", newline="") as file:
                paths = [Path(folder) / row["path"] for row in csv.DictReader(file, delimiter="\t")]
            if self.small:
                paths = paths[:5]
            readable = [path for path in paths if counted(path) is not None]
            subprocess.run(["mergecap", "-a", "-w", once, *readable], check=True, capture_output=True)
            packets = counted(once)
            copies = 1 if self.small else -(-1_000_000 // packets)
            subprocess.run(["mergecap", "-a", "-w", whole, *[once] * copies], check=True, capture_output=True)
            listing.write_text(f"{packets * copies} {len(readable)} {copies}")
        packets, files, copies = map(int, listing.read_text().split())
        return whole, packets, files, copies, once


def counted(path):
    """How many packets capinfos counts; None where it finds the file damaged or cannot read it."""
    try:
        done = subprocess.run(["capinfos", "-c", "-M", "-T", "-r", str(path)], capture_output=True, text=True)
    except FileNotFoundError:
        return None
    if done.returncode != 0 or not done.stdout.strip():
        return None
    return int(done.stdout.split("\t")[-1]) or None
