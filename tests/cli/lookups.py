# SPDX-License-Identifier: GPL-3.0-or-later
"""weir-cli --lookup against servers on loopback that give the lesson's answers: the same countries and votes, nothing
sent twice, nothing sent about what must stay inside, and the key nowhere but in the one header."""
import contextlib
import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from servers import Servers  # noqa: E402

CLI = os.environ["WEIR_CLI"]
SAMPLE = os.environ["WEIR_SAMPLE"]
FACTS = Path(os.environ["WEIR_TEST_DATA"]) / "lookups"


class Lookups(unittest.TestCase):
    def setUp(self):
        self.home = self.enterContext(tempfile.TemporaryDirectory())
        self.servers = self.enterContext(Servers())
        self.environment = {k: v for k, v in os.environ.items() if "proxy" not in k.lower()}
        self.environment.update(HOME=self.home, WEIR_VIRUSTOTAL_KEY=self.servers.key, XDG_DATA_HOME=self.home + "/share")

    def run_cli(self, *arguments, before=(), **environment):
        return subprocess.run([*before, CLI, *arguments, "--test-endpoints", self.servers.endpoints, SAMPLE],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              env=self.environment | environment, timeout=200)

    def hosts(self, *arguments):
        done = self.run_cli("--table", "hosts", "--format", "csv", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {row["address"]: row for row in csv.DictReader(io.StringIO(done.stdout))}

    def test_nothing_is_sent_without_consent(self):
        done = self.run_cli("--table", "hosts", "--lookup", "whois")
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("--yes", done.stderr)
        self.assertIn("239.255.255.250", done.stderr)
        self.assertEqual(self.servers.close(), [])

    def test_an_unknown_provider_is_named(self):
        done = self.run_cli("--table", "hosts", "--lookup", "whoiz", "--yes")
        self.assertEqual(done.returncode, 2)
        self.assertIn("whoiz", done.stderr)
        self.assertEqual(self.servers.close(), [])

    def test_a_locked_switch_is_obeyed(self):
        done = self.run_cli("--table", "hosts", "--lookup", "whois", "--yes", WEIR_OFFLINE="1")
        self.assertEqual(done.returncode, 2)
        self.assertIn("WEIR_OFFLINE", done.stderr)
        self.assertEqual(self.servers.close(), [])

    def test_without_a_look_up_no_socket_is_opened(self):
        trace = Path(self.home) / "trace"
        watch = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(trace)]
        for table in ("hosts", "findings", "summary"):
            done = self.run_cli("--table", table, before=watch, ASAN_OPTIONS="detect_leaks=0")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotRegex(trace.read_text(), r"AF_INET|AF_PACKET|AF_NETLINK")
        # The eye is open: with a lookup the same is seen to connect.
        self.run_cli("--table", "hosts", "--lookup", "whois", "--yes", "--where", "address = 8.8.8.8", before=watch,
                     ASAN_OPTIONS="detect_leaks=0")
        self.assertRegex(trace.read_text(), r"connect\(.*AF_INET.*127\.0\.0\.")

    def alone(self, *arguments, **environment):
        return subprocess.run([CLI, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              env=self.environment | environment, timeout=200)

    def settle(self, text):
        """What the window has kept of the user's settings."""
        folder = Path(self.home) / "config" / "weir"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "weir.conf").write_text(text)
        self.environment["XDG_CONFIG_HOME"] = str(folder.parent)

    def test_the_users_own_networks_are_nobodys_business(self):
        one = ["--table", "hosts", "--lookup", "whois", "--yes", "--where", "address = 8.8.8.8"]
        talkers = ["--table", "talkers", *one[2:]]
        self.assertIn("your own networks", self.run_cli(*talkers, "--home", "10.0.0.0/8,8.8.8.8/32").stderr)
        self.settle('[view]\nhome="10.0.0.0/8,8.8.8.8/32"\n[lookups]\nownDomains=footprintdns.com\n')
        self.assertIn("held back: 8.8.8.8", self.run_cli(*one).stderr)
        done = self.alone("--lookup", "whois", "--yes", "--test-endpoints", self.servers.endpoints,
                          "x.footprintdns.com", "8.8.8.8")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([row["status"] for row in csv.DictReader(io.StringIO(done.stdout))], ["held-back"] * 2)
        self.assertEqual(self.servers.close(), [])

    def test_the_offline_switch_of_the_window_holds(self):
        self.settle("[lookups]\noffline=true\n")
        one = ["--table", "hosts", "--lookup", "whois", "--yes", "--where", "address = 8.8.8.8"]
        done = self.run_cli(*one)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--online", done.stderr)
        self.assertEqual(self.run_cli(*one, "--online").returncode, 0)
        self.assertEqual(len(self.servers.close()), 1)

    def test_nothing_is_kept_where_the_user_wants_that(self):
        one = ["--table", "hosts", "--lookup", "whois", "--yes", "--where", "address = 8.8.8.8"]
        self.settle("[lookups]\nkeep=false\n")
        self.assertEqual(self.run_cli(*one).returncode, 0)
        self.settle("")
        self.assertEqual(self.run_cli(*one, "--private").returncode, 0)
        self.assertEqual(list(Path(self.home).rglob("lookups.sqlite*")), [])

    def test_reading_a_capture_writes_nothing(self):
        before = sorted(Path(self.home).rglob("*"))
        for table in ("hosts", "findings", "names"):
            self.assertEqual(self.run_cli("--table", table).returncode, 0)
        self.assertEqual(sorted(Path(self.home).rglob("*")), before)

    def test_kept_answers_are_said_and_can_be_left_out(self):
        self.hosts("--lookup", "whois", "--yes", "--where", "address = 8.8.8.8")
        done = self.run_cli("--table", "hosts")
        self.assertIn("kept answers about 1 subject are used", done.stderr)
        done = self.run_cli("--table", "hosts", "--kept-answers", "no")
        self.assertNotIn("kept answers", done.stderr)
        self.assertNotIn("8.8.8.8", [row["address"] for row in csv.DictReader(io.StringIO(done.stdout))
                                     if row["looked_up_at"]])

    def test_values_without_a_capture(self):
        done = self.alone("--lookup", "whois,virustotal", "--yes", "--test-endpoints", self.servers.endpoints,
                          "182.162.143.56", "10.0.0.1")
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual([(row["indicator"], row["service"], row["status"]) for row in rows],
                         [("182.162.143.56", "whois", "ok"), ("182.162.143.56", "virustotal", "ok"),
                          ("10.0.0.1", "", "held-back")])
        self.assertEqual((rows[1]["verdict"], rows[1]["summary"].split("/")[0]), ("malicious", "18"))
        self.assertEqual(json.loads(rows[1]["fields"])["malicious"], 18)
        self.assertIn("at least 1 request", done.stderr)
        self.assertIn("not encrypted", done.stderr)

    def test_a_verdict_stands_in_every_table(self):
        self.hosts("--lookup", "virustotal", "--yes", "--where", "address = 182.162.143.56")
        for table, subject in (("hosts", "address"), ("talkers", "address"), ("findings", "subject")):
            done = self.run_cli("--table", table, "--where", "verdict = malicious")
            rows = list(csv.DictReader(io.StringIO(done.stdout)))
            self.assertEqual([row[subject] for row in rows], ["182.162.143.56"], table)
            self.assertTrue(rows[0]["verdict_by"].startswith("virustotal:18/"), table)
            self.assertEqual(rows[0]["vt_malicious"], "18")

    def test_a_refused_key_ends_the_run(self):
        done = self.run_cli("--table", "hosts", "--lookup", "virustotal", "--yes", WEIR_VIRUSTOTAL_KEY="0" * 64)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("17 not asked, virustotal: held back (key refused)", done.stderr)
        self.assertNotIn("0" * 64, done.stderr)
        self.assertEqual(len(self.servers.close()), 1)

    def test_killed_in_the_middle_it_asks_for_the_rest_only(self):
        arguments = ["--table", "hosts", "--lookup", "whois", "--yes"]
        with subprocess.Popen([CLI, *arguments, "--test-endpoints", self.servers.endpoints, SAMPLE], text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              env=self.environment) as running:
            for _ in range(7):
                self.assertTrue(self.servers.next_request())
            running.kill()
        kept = {address for address, row in self.hosts().items() if row["looked_up_at"]}
        self.assertGreater(len(kept), 0)
        self.assertLess(len(kept), 18)
        self.assertEqual(len([row for row in self.hosts(*arguments[2:]).values() if row["looked_up_at"]]), 18)
        requests = self.servers.close()
        for address in kept:
            asked = [line for line in requests if line.endswith(" " + address)]
            self.assertEqual(len(asked), len(set(asked)), "what has an answer is not asked about again")

    def test_what_a_server_says_is_no_formula(self):
        self.hosts("--lookup", "whois", "--yes", "--where", "address = 8.8.8.8")
        store, = Path(self.home).rglob("lookups.sqlite")
        with contextlib.closing(sqlite3.connect(store)) as database:
            (parsed,), = database.execute("SELECT parsed FROM result").fetchall()
            name = json.dumps(self.hosts()["8.8.8.8"]["whois_org"]).encode()
            self.assertIn(name, parsed)
            evil = '=HYPERLINK("http://x") <script>'
            database.execute("UPDATE result SET parsed = ?", [parsed.replace(name, json.dumps(evil).encode())])
            database.commit()
        self.assertEqual(self.hosts()["8.8.8.8"]["whois_org"], "'" + evil)
        page = Path(self.home) / "report.html"
        self.assertEqual(self.run_cli("--report", page).returncode, 0)
        self.assertNotIn("<script", page.read_text())

    def test_countries_are_the_lessons_and_are_kept(self):
        done = self.run_cli("--table", "hosts", "--format", "csv", "--lookup", "whois", "--yes")
        self.assertEqual(done.returncode, 0, done.stderr)
        got = {row["address"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
        for fact in csv.DictReader((FACTS / "whois_country.csv").read_text().splitlines()):
            # The lesson prints whole lines, "Country: US; Country: NL"; a list that its page cut off may go on.
            expected = [part.split(":")[1].strip() for part in fact["country_lines"].split(";") if part]
            countries = [part for part in got[fact["address"]]["whois_country"].split(";") if part]
            self.assertEqual(countries[:len(expected)], expected, fact["address"])
            if fact["cut_on_the_page"] == "no":
                self.assertEqual(len(countries), len(expected), fact["address"])
        self.assertEqual(got["239.255.255.250"]["looked_up_at"], "")
        self.assertNotEqual(got["8.8.8.8"]["looked_up_at"], "")
        again = self.run_cli("--table", "hosts", "--format", "csv", "--lookup", "whois", "--yes")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(again.stdout, done.stdout, "the second run shows what was kept")
        requests = self.servers.close()
        self.assertFalse([r for r in requests if "239.255" in r or "10.127" in r], requests)
        asked = [r for r in requests if r.startswith("whois")]
        self.assertEqual(len(asked), len(set(asked)), "nobody is asked the same twice")
        for address in got:
            if address != "239.255.255.250":
                self.assertTrue([r for r in asked if address in r], address)

    def test_the_key_is_nowhere(self):
        done = self.run_cli("--table", "hosts", "--format", "csv", "--lookup", "virustotal", "--yes", "--where", "address = 182.162.143.56")
        self.assertEqual(done.returncode, 0, done.stderr)
        row = next(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual((row["vt_harmless"], row["vt_malicious"], row["vt_suspicious"]), ("65", "18", "0"))
        self.assertNotIn(self.servers.key, done.stdout + done.stderr)
        for path in Path(self.home).rglob("*"):
            if path.is_file():
                self.assertNotIn(self.servers.key.encode(), path.read_bytes(), path)
        requests = self.servers.close()
        self.assertEqual(len(requests), 1, requests)
        self.assertNotIn(self.servers.key, requests[0])
        # What was learnt shows in findings, too, without asking again.
        findings = self.run_cli("--table", "findings", "--format", "csv", "--limit", "1")
        top = next(csv.DictReader(io.StringIO(findings.stdout)))
        self.assertEqual(top["subject"], "182.162.143.56")
        self.assertIn("reputation", top["kind"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
