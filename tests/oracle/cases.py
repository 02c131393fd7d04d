#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checked inputs that users met, with the right value of each: run where the folder that holds them is present.

    cases.py WEIR_CLI FOLDER
"""
import subprocess
import sys
from pathlib import Path

cli, folder = sys.argv[1], Path(sys.argv[2])
if not (folder / "run.py").is_file():
    print(f"skipped: there is no {folder}")
    sys.exit(77)
sys.exit(subprocess.run([sys.executable, folder / "run.py", cli, folder]).returncode)
