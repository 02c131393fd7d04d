# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an exported file with Python's own csv or json module and prints every cell in hexadecimal, a row a line, so
that a test can compare them octet for octet: readback.py csv|json|ndjson FILE"""
import csv
import json
import sys


def shown(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    kind, text = value if isinstance(value, tuple) else ("text", value)
    return kind + ":" + text.encode("utf-8").hex()


def number(text):
    return ("number", text)


def objects(values):
    if values:
        yield list(values[0].keys())
    for value in values:
        yield list(value.values())


def main():
    kind, path = sys.argv[1:]
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8", newline="") as file:
        if kind == "csv":
            rows = csv.reader(file, strict=True)
        elif kind == "json":
            rows = objects(json.load(file, parse_int=number, parse_float=number))
        else:
            rows = objects([json.loads(line, parse_int=number, parse_float=number) for line in file])
        for row in rows:
            print(" ".join(shown(value) for value in row))


main()
