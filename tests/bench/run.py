#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Weir beside its peers in one go and writes the page. scripts/bench builds what this needs and calls it.

    run.py --programs FOLDER... --cache FOLDER --output PAGE [--captures FOLDER] [--small]

Ends with 1 where a program failed or Weir's results differ between numbers of threads; never because of a timing.
"""
import argparse
import datetime
import hashlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import captures
from measure import Failed, Page, Runs, mib, once, race, verdict, warm

HERE = Path(__file__).resolve().parent
PAIRS = ("Each counted run comes right after an uncounted one of the same program: a virtual machine gives memory that "
         "lies idle back to its host, and whoever needs it next waits for it.")


class Bench:
    def __init__(self, options):
        self.options = options
        self.cache = Path(options.cache).resolve()
        self.cache.mkdir(parents=True, exist_ok=True)
        self.rounds = 1 if options.small else 5
        self.page = Page()
        self.weir = self.program("weir-cli")
        self.maker = captures.Maker(self.cache, self.program("weir-bench-capture"), options.small)

    def program(self, name):
        for folder in self.options.programs:
            if (path := Path(folder) / name).exists():
                return str(path.resolve())
        return name

    def output(self, name="out.csv"):
        return str(self.cache / name)

    def conversations(self, capture, jobs):
        return [self.weir, "--table", "conversations", "--format", "csv", "--jobs", str(jobs),
                "--output", self.output(), str(capture)]

    # --- the parts of the page -------------------------------------------------------------------------------------
    def counting(self):
        capture, packets, flows = self.maker.traffic()
        warm(capture)
        runs = race({
            "weir-cli, two jobs": self.conversations(capture, 2),
            "weir-cli, one job": self.conversations(capture, 1),
            "capinfos -c": ["capinfos", "-c", str(capture)],
            "cat >/dev/null": ["cat", str(capture)],
            "tcpdump -w /dev/null": ["tcpdump", "-r", str(capture), "-w", "/dev/null"],
            "a bare libpcap loop": [self.program("weir-bench-pcaploop"), str(capture)],
        }, self.rounds, pairs=True)
        runs |= race({"argus, writing its flow records": ["argus", "-r", str(capture), "-w", self.output("argus")]}, 1)
        Path(self.output("argus")).unlink(missing_ok=True)
        self.page.text("## Every conversation of a large capture",
                       "",
                       f"{packets:,} packets, {flows:,} flows, {capture.stat().st_size:,} bytes. Weir dissects every "
                       "packet and writes the table of conversations as CSV; `capinfos -c` only counts packets. "
                       f"Medians of {self.rounds} runs in turns, the file in the page cache; argus ran once. " + PAIRS)
        yardstick = runs["capinfos -c"].seconds if "capinfos -c" in runs else None
        self.page.table(
            ["", "seconds", "× capinfos", "processor seconds", "million packets/s", "peak memory", "uncounted, seconds"],
            [[name, f"{run.seconds:.2f}", f"{run.seconds / yardstick:.2f}" if yardstick else "–",
              f"{run.cpu_seconds:.2f}", f"{packets / run.seconds / 1e6:.1f}", mib(run.memory),
              f"{run.first_seconds:.2f}" if run.first else "–"]
             for name, run in runs.items()])
        if yardstick:
            two, one = (runs[f"weir-cli, {n}"].seconds / yardstick for n in ("two jobs", "one job"))
            self.page.text(f"Goals: at most 0.6 × capinfos with two jobs: {two:.2f}, {verdict(two <= 0.6)}; "
                           f"at most 1.0 × with one: {one:.2f}, {verdict(one <= 1.0)}.")
        return runs, packets, flows

    def real(self):
        found = self.maker.real(self.options.captures)
        if not found:
            self.page.text("## Real traffic", "", "No real captures were at hand; nothing was measured.")
            return
        capture, packets, files, copies, single = found
        warm(capture)
        everything = "weir-cli, every table"
        ours = race({everything: [self.weir, "--all-tables", self.output("tables"), "--jobs", "2", str(capture)],
                     "weir-cli, conversations alone": self.conversations(capture, 2)}, self.rounds, statuses=(0, 1),
                    pairs=True)
        peers = race({"tshark": ["tshark", "-q", "-n", "-z", "conv,ip", "-z", "conv,tcp", "-z", "conv,udp",
                                 "-z", "endpoints,ip", "-z", "dns,tree", "-r", str(capture)]}, 1, statuses=(0, 1, 2))
        rows = [[name, f"{run.seconds:.3f}", "", "", mib(run.memory), f"{run.first_seconds:.3f}"]
                for name, run in ours.items()]
        total, conversations = (run.seconds for run in ours.values())
        goals = []

        def peer(name, took, seconds, memory, short, least):
            every, one = seconds / total, seconds / conversations
            rows.append([name, took, f"{every:,.0f}", f"{one:,.0f}", mib(memory), "–"])
            goals.append(f"{least:,} × faster than {short}: {one:,.0f} with the conversations written, "
                         f"{verdict(one >= least)}; {every:,.0f} with every table, {verdict(every >= least)}")

        if "tshark" in peers:
            run = peers["tshark"]
            peer("tshark, five statistics in one run", f"{run.seconds:.1f}", run.seconds, run.memory, "tshark", 100)
        notebook = self.notebook(single)
        if notebook:
            run, seen = notebook
            scaled = run.seconds * packets / seen
            peer(f"scapy and pandas ({seen:,} packets took {run.seconds:.1f} s, scaled)", f"{scaled:,.0f}", scaled,
                 run.memory, "scapy and pandas", 1000)
        self.page.text("## Real traffic", "",
                       f"{files} published captures, {copies} times one after the other: {packets:,} packets, "
                       f"{capture.stat().st_size:,} bytes, most with DNS, TLS or tunnels inside. Weir computes all its "
                       "tables both times; it writes the conversations, as above, or every table but the packets: "
                       "talkers, names, dns, hosts, findings and more, with the SHA-256 of the file and the countries of "
                       f"its addresses. Medians of {self.rounds} runs for Weir, one run for the peers. " + PAIRS)
        self.page.table(["", "seconds", "× every table", "× conversations", "peak memory", "uncounted, seconds"], rows)
        if goals:
            self.page.text("Goals: " + "; ".join(goals) + ".")

    def notebook(self, capture):
        python = next((p for p in ("/usr/bin/python3", sys.executable)
                       if subprocess.run([p, "-c", "import scapy, pandas"], capture_output=True).returncode == 0), None)
        if not python:
            print("  scapy and pandas: not installed, left out", file=sys.stderr)
            return None
        run = Runs()
        once([python, str(HERE / "lesson.py"), str(capture)], run, output=self.output("notebook.txt"))
        return run, int(Path(self.output("notebook.txt")).read_text().split()[0])

    def memory(self, counting):
        runs, packets, flows = counting
        rows, good = [], True

        def row(name, run, packets, flows):
            nonlocal good
            allowed = (64 << 20) + 16 * packets + 200 * flows
            good &= run.memory <= allowed
            rows.append([name, f"{packets:,}", f"{flows:,}", f"{run.seconds:.2f}", mib(run.memory), mib(allowed)])

        row("the large capture, one job", runs["weir-cli, one job"], packets, flows)
        row("the large capture, two jobs", runs["weir-cli, two jobs"], packets, flows)
        seconds = []
        for size in (1, 10):
            capture, some, few = self.maker.growth(size)
            warm(capture)
            name = f"the same flows, {size} × the packets" if size > 1 else "few flows"
            run = race({name: self.conversations(capture, 1)}, self.rounds, pairs=True)[name]
            seconds.append(run.seconds)
            row(name, run, some, few)
        scan, some, few = self.maker.scan()
        warm(scan)
        name = "a scan: every packet a flow of its own"
        row(name, race({name: self.conversations(scan, 2)}, 1)[name], some, few)
        growth = seconds[1] / seconds[0]
        self.page.text("## Memory and growth", "",
                       "Allowed: 64 MiB, 16 bytes a packet and 200 bytes a flow.")
        self.page.table(["", "packets", "flows", "seconds", "peak memory", "allowed"], rows)
        self.page.text(f"Goals: within what is allowed: {verdict(good)}; ten times the packets over the same flows in at "
                       f"most 10.5 times the time: {growth:.1f}, {verdict(growth <= 10.5)}.")

    def same_results(self):
        capture, _, _ = self.maker.growth(1)
        differing, tables = [], ("summary", "talkers", "conversations", "names", "dns", "hosts", "findings")
        inputs = [capture]
        if (self.cache / "real-once.pcapng").exists():
            inputs.append(self.cache / "real-once.pcapng")
        for path in inputs:
            for table in tables:
                digests = set()
                for jobs in (1, 2, 4):
                    once([self.weir, "--table", table, "--format", "csv", "--jobs", str(jobs), "--output",
                          self.output(), str(path)], Runs(), statuses=(0, 1))
                    digests.add(hashlib.sha256(Path(self.output()).read_bytes()).hexdigest())
                if len(digests) > 1:
                    differing.append(f"{path.name}: {table}")
        self.page.text("## The same result from any number of threads", "",
                       f"{', '.join(tables)} of {len(inputs)} capture(s) with one, two and four jobs: "
                       + ("the same bytes." if not differing else "**different** in " + "; ".join(differing) + "."))
        return not differing

    def parts(self):
        program = self.program("weir-bench-parts")
        if not shutil.which(program):
            return
        result = self.output("parts.json")
        arguments = ["--benchmark_min_time=0.01"] if self.options.small else ["--benchmark_repetitions=3"]
        once([program, "--benchmark_out_format=json", f"--benchmark_out={result}", *arguments], Runs())
        rows = []
        for part in json.loads(Path(result).read_text())["benchmarks"]:
            if part.get("run_type") == "aggregate" and part.get("aggregate_name") != "median":
                continue
            if part.get("run_type") == "iteration" and part.get("repetitions", 1) > 1:
                continue
            rate = part.get("items_per_second")
            rows.append([part["run_name"], f"{part['real_time']:,.0f} {part['time_unit']}",
                         f"{rate / 1e6:.2f}" if rate else ""])
        self.page.text("## The parts")
        self.page.table(["", "time", "million items/s"], rows)

    def window(self):
        program = self.program("weir-bench-window")
        if not shutil.which(program):
            return
        capture, packets, flows = self.maker.many_flows()
        warm(capture)
        figures = {}
        for _ in range(self.rounds):
            environment = dict(os.environ, QT_QPA_PLATFORM="offscreen",
                               WEIR_BENCH_STARTED=str(time.clock_gettime_ns(time.CLOCK_MONOTONIC)))
            done = subprocess.run([program, str(capture)], capture_output=True, text=True, env=environment, check=True)
            for line in done.stdout.splitlines():
                name, value, unit = line.split("\t")
                figures.setdefault((name, unit), []).append(float(value))
        goals = {"window on screen after": (500, "<"), "first rows after": (300, "<"),
                 "longest gap while loading": (50, "<"), "longest gap while sorting and filtering": (50, "<"),
                 "slowest sort by a number": (150, "<"), "slowest sort by a text or an address": (200, "<"),
                 "slowest filter, from the key to the rows": (100, "<"), "times faster, sort by a number": (20, ">"),
                 "times faster, sort by an address": (20, ">"), "times faster, filter": (20, ">")}
        rows = []
        for (name, unit), values in figures.items():
            middle = statistics.median(values)
            goal, way = goals.get(name, (None, None))
            good = goal is None or (middle <= goal if way == "<" else middle >= goal)
            rows.append([name, f"{middle:,.0f} {unit}", "" if goal is None else
                         f"{'at most' if way == '<' else 'at least'} {goal}: {verdict(good)}"])
        self.page.text("## The window", "",
                       f"{packets:,} packets in {flows:,} flows; the table of conversations in the real window, on the "
                       f"offscreen platform. Medians of {self.rounds} runs.")
        self.page.table(["", "", "goal"], rows)

    # --- around them -----------------------------------------------------------------------------------------------
    def head(self):
        versions = []
        for name, command in {"Weir": [self.weir, "--version"], "tshark": ["tshark", "--version"],
                              "tcpdump": ["tcpdump", "--version"]}.items():
            if shutil.which(command[0]):
                done = subprocess.run(command, capture_output=True, text=True)
                versions.append((done.stdout + done.stderr).strip().splitlines()[0])
        packages = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\n", "python3-scapy", "python3-pandas",
                                   "libpcap0.8"], capture_output=True, text=True).stdout if shutil.which("dpkg-query") else ""
        versions += packages.splitlines()
        model = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                      if line.startswith("model name")), platform.machine())
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
        self.page.text("# Benchmarks", "",
                       f"Written by `scripts/bench` on {datetime.date.today().isoformat()}"
                       + (" from small captures, only to show that it works." if self.options.small else ".")
                       + " Run it again to get your own figures: it makes its captures, installs the peers and needs nothing else.",
                       "",
                       f"Machine: {model}, {os.cpu_count()} processors, {memory / 2**30:.0f} GiB, {system}, "
                       f"Linux {platform.release()}. Programs: {'; '.join(versions)}.")

    def run(self):
        self.head()
        counting = self.counting()
        self.real()
        self.memory(counting)
        same = self.same_results()
        self.window()
        self.parts()
        self.page.write(self.options.output)
        print(f"Wrote {self.options.output}")
        return same


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", nargs="+", required=True)
    parser.add_argument("--cache", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--captures")
    parser.add_argument("--small", action="store_true")
    try:
        sys.exit(0 if Bench(parser.parse_args()).run() else 1)
    except Failed as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
