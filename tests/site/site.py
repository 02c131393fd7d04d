#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A site from end to end on loopback: Slurm runs weir-cli --rows, two ClickHouse servers and PostgreSQL hold what it found,
and every view equals what weir-cli says when it reads each recording as one.

WEIR_CLI is the program, WEIR_SOURCE the root of the tree, WEIR_SAMPLE a capture, WEIR_CAPTURES a folder of captures. Exit
status 77 where the machine lacks something.
"""
import collections
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from services import ClickHouse, PostgreSQL, Slurm, missing

CLI, SAMPLE = os.environ["WEIR_CLI"], Path(os.environ["WEIR_SAMPLE"])
SITE = Path(os.environ["WEIR_SOURCE"]) / "packaging/site"
CAPTURES = Path(os.environ.get("WEIR_CAPTURES", "/nonexistent"))
VIEWS = {
    "conversations": "client server cport sport proto packets bytes wire_bytes packets_out bytes_out packets_in bytes_in "
                     "first_seen last_seen duration service server_name tcp_state handshake tls_version alpn ja3 ja4",
    "talkers": "address scope packets bytes wire_bytes packets_sent bytes_sent packets_received bytes_received peers "
               "first_seen last_seen",
    "hosts": "address scope packets bytes bytes_out bytes_in clients ports first_seen last_seen named_by wire_bytes",
    "queries": "client name registrable_domain messages queries responses nxdomain message_bytes types first_seen last_seen",
}
LISTS = {"clients", "ports", "types"}
MOST = 256  # values in a cell; the views have all of them
TIMES = {"first_seen", "last_seen", "duration", "handshake"}


def cell(column, value):
    """A value of a view as a table's cell, lists in a fixed order."""
    if value is None:
        return ""
    if isinstance(value, list):
        return tuple(sorted(map(str, value))) if len(value) <= MOST else ("…",)
    if column in ("cport", "sport") and int(value) < 0:
        return ""
    return str(value)


def expected_cell(column, value):
    value = "" if value is None else str(value)
    if column in LISTS:
        return ("…",) if value.endswith(";…") else tuple(sorted(value.split(";"))) if value else ()
    return str(int(value.replace(".", ""))) if column in TIMES and value else value


@functools.cache
def table(name, *captures):
    done = subprocess.run([CLI, "--series", "--table", name, "--format", "ndjson", *map(str, captures)], capture_output=True,
                          text=True)
    return [json.loads(line, parse_float=str, parse_int=str) for line in done.stdout.splitlines()]


def read_as_one(name, captures):
    columns = VIEWS[name].split()
    return collections.Counter(tuple(expected_cell(column, row[column]) for column in columns) for row in table(name, *captures))


class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        holder = tempfile.TemporaryDirectory(prefix="weir-site-")
        cls.addClassCleanup(holder.cleanup)
        cls.folder = Path(holder.name)
        cls.folder.chmod(0o755)
        (cls.folder / "lists").mkdir()
        cls.recordings = {}
        cls.make_lists()
        cls.clickhouse = cls.enterClassContext2(ClickHouse(cls.folder, 2).started())
        cls.postgresql = cls.enterClassContext2(PostgreSQL(cls.folder).started())
        slurm = cls.enterClassContext2(Slurm(cls.folder).started())
        for script in ("schema.sql", "cluster.sql", "views.sql"):
            cls.clickhouse.run(SITE / script)
        for script in ("schema-postgresql.sql", "views-postgresql.sql"):
            cls.postgresql.psql(file=SITE / script)
        cls.seconds = {}
        for database in ("clickhouse", "postgresql"):
            begin = time.time()
            cls.run_tasks(slurm, database)
            # sbatch --wait looks seldom: the tasks' last words say when they ended.
            cls.seconds[database] = max(path.stat().st_mtime for path in cls.folder.glob(f"{database}-*.log")) - begin

    @classmethod
    def enterClassContext2(cls, context):  # unittest has it from Python 3.11 on
        value = context.__enter__()
        cls.addClassCleanup(context.__exit__, None, None, None)
        return value

    @classmethod
    def make_lists(cls):
        """Ten lists: two recordings in two tasks each, whose pieces rotated, and six of captures that are unrelated."""
        small = [path for path in sorted(CAPTURES.rglob("*.pcap*")) if path.is_file() and path.stat().st_size < 300_000]
        unrelated, known = [], set()
        for path in small[::max(1, len(small) // 60)]:
            octets = path.read_bytes()
            if octets not in known and len(table("conversations", path)) > 0:
                unrelated.append(path)
            known.add(octets)
        long = [path for path in small if path.suffix == ".pcap" and len(table("dns", path)) > 20 and len(table("tls", path)) > 2]
        for sensor, capture in (("tap", SAMPLE), ("far.end", long[0] if long else SAMPLE)):
            pieces = cls.folder / sensor
            pieces.mkdir()
            subprocess.run(["editcap", "-c", "150", capture, pieces / f"piece{capture.suffix}"], check=True)
            names = sorted(map(str, pieces.iterdir()))
            half = (len(names) + 1) // 2
            for number, part in enumerate((names[:half], names[half:])):
                (cls.folder / f"lists/{sensor}.{number}.series").write_text("\n".join(part) + "\n")
            cls.recordings[sensor] = [capture]
        for number in range(6):
            (cls.folder / f"lists/unrelated.{number}.each").write_text("".join(f"{path}\n" for path in unrelated[number::6]))
        for path in unrelated:
            (row,) = [row for row in table("summary", path) if row["key"] == "sha256"]
            cls.recordings[row["value"]] = [path]

    @classmethod
    def run_tasks(cls, slurm, database):
        tasks = len(list((cls.folder / "lists").iterdir()))
        environment = {"WEIR_LISTS": str(cls.folder / "lists"), "WEIR_CLI": CLI, "WEIR_SITE": str(SITE),
                       "WEIR_LOAD": str(SITE / f"load-{database}"), "WEIR_SERVERS": cls.clickhouse.servers(),
                       **{key: value for key, value in cls.postgresql.environment.items() if key.startswith("PG")}}
        log = cls.folder / f"{database}-%a.log"
        done = slurm.run("sbatch", "--wait", f"--array=1-{tasks}", "--mem=500M", "--cpus-per-task=1", f"--output={log}",
                         "--export=ALL", SITE / "weir-site.sbatch", env=environment, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr + "".join(
            path.read_text() for path in cls.folder.glob(f"{database}-*.log"))

    def of_clickhouse(self, query):
        done = self.clickhouse.client(self.clickhouse.ports[0], query + " format JSONEachRow")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def of_postgresql(self, query):
        done = self.postgresql.psql(f"select row_to_json(answer) from ({query}) answer")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def databases(self):
        return {"clickhouse": self.of_clickhouse, "postgresql": self.of_postgresql}.items()

    def test_views_equal_one_reading_of_each_recording(self):
        renamed = {"message_bytes": "all_message_bytes"}
        for database, ask in self.databases():
            for name, columns in VIEWS.items():
                columns = columns.split()
                made = collections.defaultdict(collections.Counter)
                for row in ask(f"select * from {name}"):
                    cells = tuple(cell(column, row[renamed.get(column, column) if name == "queries" else column])
                                  for column in columns)
                    made[row["recording"]][cells] += 1
                for recording, captures in self.recordings.items():
                    expected = read_as_one(name, captures)
                    if expected != made[recording]:
                        missing, more = expected - made[recording], made[recording] - expected
                        self.fail(f"{database}, {name} of {captures[0].name}: {columns}\nmissing: {list(missing)[:3]}\nmore: {list(more)[:3]}")

    def test_names_and_domains_over_all(self):
        for name, key in (("names", "name"), ("domains", "registrable_domain")):
            messages, clients = collections.Counter(), collections.defaultdict(set)
            for captures in self.recordings.values():
                for row in table(name, *captures):
                    messages[row[key] or ""] += int(row["messages"])
                    clients[row[key] or ""].update((row["clients"] or "").split(";"))
            for database, ask in self.databases():
                made = {row[key] or "": row for row in ask(f"select * from {name}")}
                self.assertEqual({one: int(row["messages"]) for one, row in made.items()}, dict(messages))
                for one, row in made.items():
                    if "…" not in clients[one]:
                        self.assertEqual(set(row["clients"]), clients[one], one)

    def test_subjects_over_all(self):
        for database, ask in self.databases():
            (counted,) = ask("select count(*) as n, max(captures) as most from subjects")
            prefix = "all_" if database == "clickhouse" else ""
            (found,) = ask(f"select count(distinct subject) as n from {prefix}findings")
            self.assertEqual(int(counted["n"]), int(found["n"]))
            self.assertGreaterEqual(int(counted["most"]), 1)

    def test_every_capture_is_there_once_and_on_one_server(self):
        listed = sum(1 if path.suffix == ".series" else len(path.read_text().split("\n")) - 1
                     for path in (self.folder / "lists").iterdir())
        for database, ask in self.databases():
            prefix = "all_" if database == "clickhouse" else ""
            (row,) = ask(f"select count(*) as n, count(distinct capture) as different from {prefix}captures")
            self.assertEqual((int(row["n"]), int(row["different"])), (listed, listed))
        apart = [int(self.clickhouse.client(port, "select count() from captures").stdout) for port in self.clickhouse.ports]
        self.assertEqual(sum(apart), listed)
        self.assertGreater(min(apart), 0)

    def test_loading_again_changes_nothing(self):
        rows = self.folder / "again"
        subprocess.run([CLI, "--rows", rows, "--format", "tsv", "--sensor", "again", SAMPLE], check=True, capture_output=True)
        for database, ask in self.databases():
            prefix = "all_" if database == "clickhouse" else ""
            counts = []
            for _ in range(2):
                subprocess.run(["bash", SITE / f"load-{database}", rows], check=True,
                               env=dict(self.postgresql.environment, WEIR_SERVERS=self.clickhouse.servers()))
                counts.append(ask(f"select count(*) as n from {prefix}flows where recording = 'again'"))
            self.assertEqual(counts[0], counts[1])
            self.assertGreater(int(counts[0][0]["n"]), 0)
            for table_name in ("captures", "flows", "told", "dns", "tls", "http", "files", "findings", "clients", "events", "contacts"):
                if database == "postgresql":
                    self.postgresql.psql(f"delete from {table_name} where recording = 'again'")
                else:
                    for port in self.clickhouse.ports:
                        self.clickhouse.client(port, f"alter table {table_name} delete where recording = 'again'")

    def test_what_tasks_cost(self):
        """Tasks cost no more than half as much again as a loop over the lists, and the scheduler's time."""
        begin = time.monotonic()
        for path in sorted((self.folder / "lists").iterdir()):
            rows = tempfile.mkdtemp(dir=self.folder)
            subprocess.run([CLI, "--each" if path.suffix == ".each" else "--series", "--captures-from", path, "--rows", rows,
                            "--format", "tsv"], capture_output=True)
            shutil.rmtree(rows)
        loop = time.monotonic() - begin
        print(f"loop {loop:.1f} s, tasks {', '.join(f'{name} {taken:.1f} s' for name, taken in self.seconds.items())}",
              file=sys.stderr)


if __name__ == "__main__":
    if lacking := missing():
        print("not here: " + ", ".join(lacking))
        sys.exit(77)
    if not CAPTURES.is_dir():
        print("not here: a folder of captures")
        sys.exit(77)
    unittest.main()
