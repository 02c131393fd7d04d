#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What weir-cli can do is what the manual page, the completion and docs/tables.md say, no more and no less.

WEIR_CLI is the program, WEIR_SAMPLE a capture, WEIR_SOURCE the root of the tree.
"""
import csv
import os
import re
import subprocess
import unittest
from pathlib import Path

ROOT = Path(os.environ["WEIR_SOURCE"])
MANUAL = (ROOT / "packaging/man/weir-cli.1").read_text().replace("\\-", "-")
COMPLETION = (ROOT / "packaging/completion/weir-cli").read_text()
TABLES = (ROOT / "docs/tables.md").read_text()


def cli(*arguments):
    return subprocess.run([os.environ["WEIR_CLI"], *arguments], capture_output=True, text=True, timeout=60)


def completed(line):
    """What bash offers for this command line."""
    script = f"""
        . /usr/share/bash-completion/bash_completion
        . '{ROOT}/packaging/completion/weir-cli'
        COMP_LINE={line!r}; COMP_POINT=${{#COMP_LINE}}
        read -ra COMP_WORDS <<< "$COMP_LINE"; [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _weir_cli; printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60)
    return set(done.stdout.split())


class Options(unittest.TestCase):
    def test_options(self):
        helped = cli("--help")
        self.assertEqual(helped.returncode, 0)
        options = set(re.findall(r"--[a-z][a-z-]*", helped.stdout))
        self.assertGreater(len(options), 10)
        described = re.search(r"\.SH OPTIONS(.*?)\.SH TABLES", MANUAL, re.S).group(1)
        self.assertEqual(set(re.findall(r"^\.BI? (--[a-z-]+)", described, re.M)), options)
        self.assertEqual(completed("weir-cli --"), options)

    def test_tables(self):
        offered = completed("weir-cli --table ")
        self.assertEqual(set(re.findall(r"^## (\w+)$", TABLES, re.M)), offered | {"changes"})
        described = re.search(r"\.SH TABLES(.*?)\.SH ", MANUAL, re.S).group(1)
        self.assertEqual(set(re.findall(r"^\.B (\w+)$", described, re.M)), offered)
        for table in offered:
            self.assertEqual(cli("--table", table, "--limit", "1", os.environ["WEIR_SAMPLE"]).returncode, 0, table)
        self.assertEqual(cli("--table", "no-such-table", os.environ["WEIR_SAMPLE"]).returncode, 2)

    def test_columns(self):
        done = subprocess.run([ROOT / "scripts/tabledocs", "--check", os.environ["WEIR_CLI"]], capture_output=True,
                              text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        listed = list(csv.DictReader(cli("--columns", "--format", "csv").stdout.splitlines()))
        self.assertGreater(len(listed), 150)
        for table in dict.fromkeys(row["table"] for row in listed):
            if table == "changes":
                continue
            with self.subTest(table=table):
                columns = [row["column"] for row in listed if row["table"] == table and row["column"]]
                header = self.header("--table", table)
                if table == "conversations":
                    self.assertEqual(columns[:len(header)], header)
                    self.assertLessEqual(set(self.header("--table", table, "--one-way")), set(columns))
                else:
                    self.assertEqual(columns, header)
        summary = TABLES.split("## summary")[1].split("\n## ")[0]
        for row in list(csv.reader(cli("--format", "csv", os.environ["WEIR_SAMPLE"]).stdout.splitlines()))[1:]:
            self.assertRegex(summary, rf"\b{row[0]}\b")

    def header(self, *arguments):
        done = cli(*arguments, "--format", "csv", "--limit", "1", os.environ["WEIR_SAMPLE"])
        return next(csv.reader(done.stdout.splitlines()))

    def test_completion_of_keys_and_formats(self):
        self.assertEqual(completed("weir-cli --format "), {"text", "csv", "json", "ndjson", "tsv"})
        self.assertIn("src,dport", completed("weir-cli --group-by src,dp"))


if __name__ == "__main__":
    unittest.main()
