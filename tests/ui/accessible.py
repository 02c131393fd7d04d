#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader learns of the real window, by AT-SPI: in English, in German, and in a language that is written
from right to left and nobody speaks.

Runs itself again on a session bus of its own. WEIR_WINDOW, WEIR_SAMPLE; WEIR_TS and LRELEASE for the third language.
"""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

if "WEIR_OWN_BUS" not in os.environ:
    # Debian's own Python has the bindings.
    os.environ["WEIR_OWN_BUS"] = "1"
    os.environ["GSETTINGS_BACKEND"] = "memory"
    os.execvp("dbus-run-session", ["dbus-run-session", "--", "/usr/bin/python3", *sys.argv])

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "translations"))
import pseudo  # noqa: E402
from screen import Window  # noqa: E402
from display import until  # noqa: E402

# What one can work with, and must be able to name.
ACTIVE = {Atspi.Role.PUSH_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON, Atspi.Role.TOGGLE_BUTTON,
          Atspi.Role.COMBO_BOX, Atspi.Role.TEXT, Atspi.Role.TABLE, Atspi.Role.TREE, Atspi.Role.TREE_TABLE, Atspi.Role.LIST,
          Atspi.Role.PAGE_TAB, Atspi.Role.PAGE_TAB_LIST, Atspi.Role.MENU_ITEM, Atspi.Role.SPIN_BUTTON}


def children(node):
    for i in range(min(node.get_child_count(), 400)):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child


def descendants(node, depth=12):
    for child in children(node):
        yield child
        # A table's cells are asked for one by one.
        if depth and child.get_role() not in (Atspi.Role.TABLE, Atspi.Role.TREE_TABLE):
            yield from descendants(child, depth - 1)


def showing(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


class Told:
    """The sample's window as the bus tells of it."""

    def __init__(self, *arguments, language="C.UTF-8"):
        self.window = Window(*arguments, environment={
            "LANG": language, "DBUS_SESSION_BUS_ADDRESS": os.environ["DBUS_SESSION_BUS_ADDRESS"],
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1"})

    def __enter__(self):
        self.window.__enter__()
        try:
            self.window.appear()
            if until(self.is_told):
                return self
            raise AssertionError("nothing of the window is on the bus")
        except BaseException as failure:
            self.__exit__(type(failure), failure, failure.__traceback__)
            raise

    def __exit__(self, *failure):
        self.window.__exit__(*failure)

    def is_told(self):
        try:
            self.frame = self.find_frame()
            return self.frame is not None and self.table() is not None
        except GLib.GError:  # while tables fill, what was told a moment ago may be gone
            return False

    def find_frame(self):
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for program in children(desktop):
            try:
                if program.get_process_id() == self.window.program.pid:
                    return next((child for child in children(program) if "lesson" in (child.get_name() or "")), None)
            except Exception:  # a program of before that is just leaving
                continue
        return None

    def all(self, role):
        return [node for node in descendants(self.frame) if node.get_role() == role]

    def names(self, role):
        return [node.get_name() for node in self.all(role)]

    def table(self):
        return next((node for node in self.all(Atspi.Role.TABLE) + self.all(Atspi.Role.TREE_TABLE)
                     if showing(node) and node.get_table_iface() and node.get_table_iface().get_n_rows() > 0), None)

    def menus(self):
        bar, = self.all(Atspi.Role.MENU_BAR)
        return [node for node in children(bar)]

    def tab(self, name):
        found = next(node for node in self.all(Atspi.Role.PAGE_TAB) if node.get_name().startswith(name))
        found.get_action_iface().do_action(0)
        self.window.at_rest()

    def row(self, table, row):
        cells = table.get_table_iface()
        return [cells.get_accessible_at(row, column).get_name() for column in range(cells.get_n_columns())]


class Accessible(unittest.TestCase):
    def has_menus(self, told, wanted):
        self.assertEqual([node.get_name() for node in told.menus() if node.get_name() in wanted], wanted)

    def nothing_is_nameless(self, told):
        nameless = [f"{node.get_role_name()} in {node.get_parent().get_name()}" for node in descendants(told.frame)
                    if showing(node) and node.get_role() in ACTIVE and not (node.get_name() or "").strip()]
        self.assertEqual(nameless, [])

    def test_english(self):
        with Told() as told:
            self.has_menus(told, ["File", "Edit", "View", "Packets", "Lookups", "Help"])
            self.assertIn("Filter", told.names(Atspi.Role.TEXT))
            tabs = told.names(Atspi.Role.PAGE_TAB)
            for tab in ("Summary · 1 of 4", "Overview", "Talkers · 21", "Conversations · 43", "Hosts · 19"):
                self.assertIn(tab, tabs)
            self.nothing_is_nameless(told)

            told.tab("Hosts")
            table = told.table()
            self.assertEqual(table.get_name(), "Hosts")
            cells = table.get_table_iface()
            self.assertEqual(cells.get_n_rows(), 19)
            self.assertEqual(cells.get_column_description(0), "Address")
            first = self.first_host()
            row = told.row(table, 0)
            self.assertIn(first["address"], row)
            self.assertIn(f"{int(first['bytes']):,}".replace(",", ""), [cell.replace(",", "") for cell in row])
            self.nothing_is_nameless(told)

            told.tab("Overview")
            charts = {node.get_name(): node.get_description() for node in descendants(told.frame)
                      if showing(node) and node.get_description()}
            timeline = next(text for name, text in charts.items() if "over time" in name)
            self.assertRegex(timeline, r"in spans of .* the most is ")
            senders = next(text for name, text in charts.items() if name.startswith("Top senders"))
            self.assertIn("10.127.0.138", senders)
            self.nothing_is_nameless(told)

            told.tab("Packets")
            cell = told.table().get_table_iface().get_accessible_at(1, 1).get_component_iface()
            place = cell.get_extents(Atspi.CoordType.SCREEN)
            told.window.xdotool("mousemove", place.x + 20, place.y + place.height // 2, "click", 1)
            panes = {"Layers and fields of the packet", "Bytes of the packet"}
            self.assertTrue(until(lambda: panes <= {node.get_name() for node in descendants(told.frame) if showing(node)}))
            self.nothing_is_nameless(told)

    def test_german(self):
        with Told(language="de_DE.UTF-8") as told:
            told.window.keep_picture("accessible-german.png")
            self.has_menus(told, ["Datei", "Bearbeiten", "Ansicht", "Pakete", "Auskünfte", "Hilfe"])
            self.assertIn("Pakete · 2.045", told.names(Atspi.Role.PAGE_TAB))
            told.tab("Hosts")
            self.assertEqual(told.table().get_table_iface().get_column_description(0), "Adresse")
            self.nothing_is_nameless(told)

    def test_right_to_left(self):
        with tempfile.TemporaryDirectory() as folder:
            words = Path(folder) / "pseudo.qm"
            pseudo.make(os.environ["WEIR_TS"], os.environ["LRELEASE"], str(words))
            with Told("--test-translation", str(words)) as told:
                told.window.keep_picture("accessible-right-to-left.png")
                menus = told.menus()
                self.assertIn(pseudo.bent("File"), menus[0].get_name())
                places = [node.get_component_iface().get_extents(Atspi.CoordType.SCREEN).x for node in menus]
                self.assertEqual(places, sorted(places, reverse=True), "the menus do not run from right to left")
                tabs = [node.get_component_iface().get_extents(Atspi.CoordType.SCREEN).x
                        for node in told.all(Atspi.Role.PAGE_TAB)]
                self.assertEqual(tabs, sorted(tabs, reverse=True))
                for _ in tabs:  # every page draws itself
                    told.window.xdotool("key", "ctrl+Tab")
                    told.window.at_rest()
                for tab in range(1, len(tabs) + 1):
                    told.window.xdotool("key", f"alt+{tab}")
                    told.window.at_rest()
                    told.window.keep_picture(f"accessible-right-to-left-{tab}.png")
                    self.assertIsNone(told.window.program.poll(), "the program ended")
                self.nothing_is_nameless(told)

    @staticmethod
    def first_host():
        import csv
        text = subprocess.run([os.environ["WEIR_CLI"], "--table", "hosts", "--format", "csv", "--limit", "1",
                               os.environ["WEIR_SAMPLE"]], capture_output=True, text=True, check=True).stdout
        return next(csv.DictReader(text.splitlines()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
