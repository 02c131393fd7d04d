# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the version of Unicode that Python knows, then a line for each run of characters of one category:
FIRST LAST CATEGORY, in decimal."""
import itertools
import unicodedata

print(unicodedata.unidata_version)
for category, run in itertools.groupby(range(0x110000), lambda code: unicodedata.category(chr(code))):
    codes = list(run)
    print(codes[0], codes[-1], category)
