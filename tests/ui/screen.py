#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program on an X server and a home folder of its own, moved by a real mouse and keyboard.

WEIR_WINDOW is the program, WEIR_SAMPLE the capture that it opens.
"""
import configparser
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from display import Display  # noqa: E402

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
        self.display = Display({
            "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_RUNTIME_DIR": str(home / "runtime"), "QT_QPA_PLATFORM": "xcb",
            "ASAN_OPTIONS": "detect_leaks=0",  # its leak finder cannot be traced
            "WEIR_VIRUSTOTAL_KEY": "0123456789abcdef" * 4, **self.more}, WIDTH, HEIGHT)
        self.display.__enter__()
        tracer = ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "200", "-e", "trace=network,openat", "-o",
                  str(self.trace)] if self.traced else []
        with open(home / "said", "w") as said:
            self.program = subprocess.Popen(
                [*tracer, WEIR, *self.arguments, str(SAMPLE)], env=self.display.environment, stdout=subprocess.DEVNULL,
                stderr=said, start_new_session=True)
        return self

    def __exit__(self, failure, *_):
        if failure:
            self.keep_picture(f"failed-{Path(sys.argv[0]).stem}-{os.getpid()}.png")
        try:
            os.killpg(self.program.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        self.program.wait(60)
        self.display.__exit__()
        self.folder.cleanup()

    def xdotool(self, *words):
        return self.display.xdotool(*words)

    def wait_for(self, title, patience=60):
        return self.display.wait_for(title, patience)

    def wait_for_focus(self, title, patience=60):
        return self.display.wait_for_focus(title, patience)

    def appear(self):
        """The sample, read, in a window that fills the screen."""
        window = self.wait_for(SAMPLE.name.replace(".", r"\."))
        if window is None:
            raise AssertionError(f"no window; the program said: {(Path(self.folder.name) / 'said').read_text()}")
        self.xdotool("windowactivate", "--sync", window, "windowmove", window, 0, 0, "windowsize", "--sync", window,
                     WIDTH, HEIGHT - 20)
        self.at_rest()
        return window

    def at_rest(self):
        """Waits for what the last key or click has set off; what the screen then shows."""
        return self.display.at_rest(self.program)

    def keep_picture(self, name):
        self.display.keep_picture(ARTEFACTS / name)
