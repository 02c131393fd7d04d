# SPDX-License-Identifier: GPL-3.0-or-later
"""An X server without a screen and with a window manager, for tests that see and move windows from outside."""
import contextlib
import os
import subprocess
import time


class Display:
    """`environment` is what programs get on it: a copy, which is told the display's number."""

    def __init__(self, environment, width, height):
        self.environment, self.width, self.height = dict(environment), width, height

    def __enter__(self):
        with contextlib.ExitStack() as started:
            reading, writing = os.pipe()
            with os.fdopen(reading) as answer:
                started.callback(end, subprocess.Popen(
                    ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self.width}x{self.height}x24", "-nolisten",
                     "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL))
                os.close(writing)
                self.environment["DISPLAY"] = ":" + answer.readline().strip()
            # openbox needs its theme, which a private data folder does not have.
            started.callback(end, subprocess.Popen(["openbox"], env=self.environment | {"XDG_DATA_DIRS": "/usr/share"},
                                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
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
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if found := self.window(title):
                return found
            time.sleep(0.2)
        return None

    def keep_picture(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.run("import", "-window", "root", path)


def end(process):
    process.terminate()
    process.wait(10)
