# SPDX-License-Identifier: GPL-3.0-or-later
"""An X server without a screen and with a window manager, for tests that see and move windows from outside.

Nobody sleeps here until something has probably happened: `until` waits for what is to be seen, `at_rest` for the end of
whatever a key or a click has set off.
"""
import contextlib
import hashlib
import os
import subprocess
import time
from pathlib import Path


def until(condition, patience=60):
    """What the condition gives as soon as it is true; what it gives at the end of the patience otherwise."""
    end = time.monotonic() + patience
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


class Display:
    """`environment` is what programs get on it: a copy, which is told the display's number."""

    def __init__(self, environment, width, height):
        self.environment, self.width, self.height = dict(environment), width, height

    def __enter__(self):
        with contextlib.ExitStack() as started:
            reading, writing = os.pipe()
            with os.fdopen(reading) as answer:
                # No key repeats itself (-r) because a busy machine is late to let it go.
                server = subprocess.Popen(
                    ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self.width}x{self.height}x24", "-nolisten",
                     "tcp", "-r"], pass_fds=[writing], stderr=subprocess.DEVNULL)
                started.callback(end, server)
                os.close(writing)
                number = answer.readline().strip()
            if not number:
                raise AssertionError("the X server did not start")
            self.environment["DISPLAY"] = ":" + number
            # openbox needs its theme, which a private data folder does not have.
            manager = subprocess.Popen(["openbox"], env=self.environment | {"XDG_DATA_DIRS": "/usr/share"},
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            started.callback(end, manager)
            self.own = {server.pid, manager.pid}
            # Without a window manager no window can be activated: it has to be there before the first one.
            if not until(lambda: self.xdotool("get_desktop").returncode == 0):
                raise AssertionError("the window manager did not start")
            self.started = started.pop_all()
        return self

    def __exit__(self, *_):
        self.started.close()

    def run(self, *command, text=True):
        return subprocess.run([str(part) for part in command], env=self.environment, capture_output=True, text=text)

    def xdotool(self, *words):
        return self.run("xdotool", *words)

    def window(self, title):
        """The first visible window whose title this expression matches, or None."""
        return next(iter(self.xdotool("search", "--onlyvisible", "--name", title).stdout.split()), None)

    def wait_for(self, title, patience=60):
        return until(lambda: self.window(title), patience)

    def wait_for_focus(self, title, patience=60):
        """The window with this title, once keys go to it, or None."""
        def active():
            found = self.xdotool("search", "--onlyvisible", "--name", title).stdout.split()
            focused = self.xdotool("getactivewindow").stdout.strip()
            return focused if focused in found else None
        return until(active, patience)

    def picture(self):
        """What is on the screen, as a number to compare."""
        return hashlib.sha256(self.run("import", "-window", "root", "rgb:-", text=False).stdout).hexdigest()

    def at_rest(self, program, patience=60):
        """Waits until the program has nothing to do and the screen stays as it is; what the screen then shows.

        A clock that the program has set, such as the one of a tool tip, is not seen from outside."""
        last = None

        def still():
            nonlocal last
            for _ in range(3):
                if not self.asleep(program):
                    return False
                time.sleep(0.01)
            before, last = last, self.picture()
            return before == last
        until(still, patience)
        return last

    def asleep(self, program):
        """Whether nobody on the display wants to run: no thread of the program and of what it has started, neither the
        server nor the window manager."""
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                number = int(stat.parent.name)
                if number not in self.own and os.getpgid(number) != program.pid:
                    continue
                for task in (stat.parent / "task").iterdir():
                    if (task / "stat").read_text().rpartition(")")[2].split()[0] not in "SZ":
                        return False
            except (OSError, IndexError):  # it has just ended
                continue
        return True

    def keep_picture(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.run("import", "-window", "root", path)


def end(process):
    process.terminate()
    process.wait(60)
