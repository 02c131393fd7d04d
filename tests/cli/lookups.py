# SPDX-License-Identifier: GPL-3.0-or-later
"""weir-cli --lookup against servers on loopback that give the lesson's answers: the same countries and votes, nothing
sent twice, nothing sent about what must stay inside, and the key nowhere but in the one header."""
import csv
import io
import os
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

    def run_cli(self, *arguments):
        return subprocess.run([CLI, *arguments, "--test-endpoints", self.servers.endpoints, SAMPLE],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, env=self.environment, timeout=200)

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
