#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A language that nobody speaks, to see what a window does with it: every sentence in brackets, a third longer, with
letters that are not ASCII, written from right to left.

    pseudo.py SOURCE.ts LRELEASE OUT.qm
"""
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as Tree
from pathlib import Path

LETTERS = str.maketrans("aceinouyACEINOU", "àçéîñõüýÀÇÉÎÑÕÜ")
KEPT = re.compile(r"(%L?[1-9n]|<[^<>]*>|&\w+;|\*\.\w+|;;|\{\w+\})")  # what has a meaning of its own
EMBED, END = "\u202b", "\u202c"  # from right to left, and back


def bent(text):
    parts = KEPT.split(text)
    whole = "".join(part if i % 2 else part.translate(LETTERS) for i, part in enumerate(parts))
    if ";;" in text or not text.strip():  # filters of a file dialog
        return whole
    return f"{EMBED}⟦{whole}{'·' * (len(text) // 3)}⟧{END}"


def make(source, lrelease, out):
    root = Tree.parse(source).getroot()
    root.set("language", "ar")
    for message in root.iter("message"):
        translation = message.find("translation")
        translation.attrib.clear()
        text = bent(message.findtext("source"))
        for form in list(translation):
            translation.remove(form)
        if message.get("numerus"):
            for _ in range(6):  # as many as Arabic has
                Tree.SubElement(translation, "numerusform").text = text
        else:
            translation.text = text
    # What Qt asks a translation for its direction with.
    context = Tree.SubElement(root, "context")
    Tree.SubElement(context, "name").text = "QGuiApplication"
    message = Tree.SubElement(context, "message")
    Tree.SubElement(message, "source").text = "QT_LAYOUT_DIRECTION"
    Tree.SubElement(message, "translation").text = "RTL"
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "pseudo.ts"
        Tree.ElementTree(root).write(written, encoding="utf-8", xml_declaration=True)
        subprocess.run([lrelease, "-silent", written, "-qm", out], check=True)


if __name__ == "__main__":
    make(*sys.argv[1:])
