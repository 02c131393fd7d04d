#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sentence of the sources has a finished German translation that can stand in its place, and every sentence with a
count its English forms.

    check.py LUPDATE WEIR_CLI   the files in resources/translations against the sources
    check.py --selftest         whether the checks find what they look for
"""
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as Tree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources/translations"
PLACES = re.compile(r"%L?[1-9n]")
TAGS = re.compile(r"</?\w+[^<>]*>")
LETTER = re.compile(r"&(?=\w)(?!\w+;)")  # not &lt;


def messages(file):
    """(context, source) -> message"""
    return {(context.findtext("name"), message.findtext("source")): message
            for context in Tree.parse(file).getroot().iter("context") for message in context.iter("message")}


def forms(message):
    translation = message.find("translation")
    if message.get("numerus"):
        return [form.text or "" for form in translation.iter("numerusform")]
    return [translation.text or ""]


def edges(text):
    return text[:len(text) - len(text.lstrip())], text[len(text.rstrip()):]


def faults(message):
    """What is wrong with one translation."""
    source, found = message.findtext("source"), forms(message)
    if message.find("translation").get("type"):
        yield "is not finished"
    if message.get("numerus") and len(found) != 2:
        yield f"has {len(found)} forms in place of two"
    for text in found:
        if not text.strip():
            yield "is empty"
            continue
        if sorted(PLACES.findall(text)) != sorted(PLACES.findall(source)):
            yield f"has other places to fill: {text}"
        if sorted(TAGS.findall(text)) != sorted(TAGS.findall(source)):
            yield "has other tags"
        if not TAGS.search(source) and len(LETTER.findall(text)) != len(LETTER.findall(source)):
            yield f"has another number of menu letters: {text}"
        if edges(text) != edges(source):
            yield f"begins or ends with other spaces: {text!r}"
        if source.endswith("…") != text.endswith("…"):
            yield f"differs in the dots at its end: {text}"


def check(lupdate, cli):
    bad = 0

    def say(name, key, what):
        nonlocal bad
        bad += 1
        print(f"{name}: {key[0]}: “{key[1][:100]}” {what}")

    with tempfile.TemporaryDirectory() as folder:
        names = ["weir_de.ts", "weir_en.ts"]
        for name in names:
            shutil.copy(FOLDER / name, folder)
        subprocess.run([ROOT / "scripts/translations", lupdate, folder, cli], check=True, stderr=subprocess.DEVNULL)
        for name in names:
            kept, wanted = messages(FOLDER / name), messages(Path(folder) / name)
            if len(wanted) < 30:
                say(name, ("", ""), "has hardly any sentence: the sources were not read")
            for key in kept.keys() - wanted.keys():
                say(name, key, "is no longer in the sources (run scripts/translations)")
            for key, message in wanted.items():
                for fault in faults(message):
                    say(name, key, fault)
                if key not in kept:
                    say(name, key, "is not in the file (run scripts/translations)")
    return bad


def selftest():
    def message(source, *texts, numerus=False, kind=None):
        root = Tree.Element("message", {"numerus": "yes"} if numerus else {})
        Tree.SubElement(root, "source").text = source
        translation = Tree.SubElement(root, "translation", {"type": kind} if kind else {})
        if not numerus:
            translation.text = texts[0]
        for text in texts if numerus else ():
            Tree.SubElement(translation, "numerusform").text = text
        return root

    good = [message("&Open…", "Ö&ffnen…"), message("%1 of %2", "von %2 nur %1"), message("a &lt; b", "b &lt; a"),
            message("%1 rows", "%1 Zeile", "%1 Zeilen", numerus=True), message(" · %1", " · %1"),
            message("<b>%1</b> &amp; x", "<b>%1</b> &amp; y")]
    wrong = [message("Open", "Öffnen", kind="unfinished"), message("Open", ""), message("%1 of %2", "%1 von %1"),
             message("%1", "eins"), message("&Open", "Öffnen"), message("Open", "&Öffnen"), message("Open…", "Öffnen"),
             message(" · x", "· x"), message("<b>x</b>", "x"), message("%1 rows", "%1 Zeilen", numerus=True),
             message("%1 rows", "%1 Zeile", "", numerus=True), message("%1 rows", "Zeile", "%1 Zeilen", numerus=True)]
    for one in good:
        assert not list(faults(one)), (one.findtext("source"), list(faults(one)))
    for one in wrong:
        assert list(faults(one)), one.findtext("source")
    print(len(good), "right,", len(wrong), "wrong")


if __name__ == "__main__":
    if sys.argv[1:] == ["--selftest"]:
        selftest()
    else:
        sys.exit(1 if check(*sys.argv[1:3]) else 0)
