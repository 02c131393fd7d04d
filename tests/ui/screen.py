#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program on an X server and a home folder of its own, moved by a real mouse and keyboard.

WEIR_WINDOW is the program, WEIR_SAMPLE the capture that it opens.
"""
import configparser
import hashlib
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

WEIR = os.environ["WEIR_WINDOW"]
SAMPLE = Path(os.environ["WEIR_SAMPLE"])
ARTEFACTS = Path(os.environ.get("WEIR_ARTEFACTS", Path(WEIR).parent / "artefacts"))
WIDTH, HEIGHT = 1300, 760


class Window:
    """weir with the sample; `traced`: under strace. `providers`: the services that are ticked. `environment`: what the
    program gets besides."""

    def __init__(self, *arguments, traced=False, providers="registration", environment=None):
        self.arguments, self.traced, self.providers = arguments, traced, providers
        self.more = environment or {}

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        home = Path(self.folder.name)
        self.trace = home / "trace"
        (home / "config/weir").mkdir(parents=True)
        (home / "runtime").mkdir(mode=0o700)
        settings = configparser.ConfigParser()
        settings.optionxform = str
        settings["lookups"] = {"offline": "false", "pane": "true", "providers": self.providers}
        with open(home / "config/weir/weir.conf", "w") as file:
            settings.write(file, space_around_delimiters=False)
        self.environment = {
            "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_RUNTIME_DIR": str(home / "runtime"), "QT_QPA_PLATFORM": "xcb",
            "ASAN_OPTIONS": "detect_leaks=0",  # its leak finder cannot be traced
            "WEIR_VIRUSTOTAL_KEY": "0123456789abcdef" * 4, **self.more}
        reading, writing = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24",
                                        "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as answer:
            self.environment["DISPLAY"] = ":" + answer.readline().strip()
        self.manager = subprocess.Popen(["openbox"], env=self.environment, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        tracer = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "200", "-e", "trace=network,openat", "-o",
                  str(self.trace)] if self.traced else []
        self.program = subprocess.Popen(
            [*tracer, WEIR, *self.arguments, str(SAMPLE)],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True)
        return self

    def __exit__(self, *_):
        try:
            os.killpg(self.program.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        self.program.communicate(timeout=20)
        for process in (self.manager, self.server):
            process.terminate()
            process.wait(10)
        self.folder.cleanup()

    def xdotool(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=self.environment, capture_output=True, text=True)

    def wait_for(self, title, patience=60):
        until = time.monotonic() + patience
        while time.monotonic() < until:
            found = self.xdotool("search", "--onlyvisible", "--name", title).stdout.split()
            if found:
                return found[0]
            time.sleep(0.2)
        return None

    def appear(self):
        """The sample in a window that fills the screen."""
        window = self.wait_for(SAMPLE.name.replace(".", r"\."))
        if window is None:
            self.program.poll()
            raise AssertionError("no window")
        self.xdotool("windowactivate", "--sync", window, "windowmove", window, 0, 0, "windowsize", "--sync", window,
                     WIDTH, HEIGHT - 20)
        time.sleep(1)
        return window

    def picture(self):
        image = subprocess.run(["import", "-window", "root", "rgb:-"], env=self.environment, capture_output=True).stdout
        return hashlib.sha256(image).hexdigest()

    def keep_picture(self, name):
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", str(ARTEFACTS / name)], env=self.environment)
