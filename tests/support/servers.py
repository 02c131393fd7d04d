# SPDX-License-Identifier: GPL-3.0-or-later
"""The lesson's servers on the loopback, for tests that drive weir and weir-cli from outside.

WEIR_FAKE_LOOKUPS is the program.
"""
import os
import subprocess
import tempfile


class Servers:
    """`endpoints` is what --test-endpoints takes, `key` what VirusTotal asks for."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.endpoints = self.folder.name + "/endpoints.json"
        self.server = subprocess.Popen([os.environ["WEIR_FAKE_LOOKUPS"], self.folder.name], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        self.requests, self.heard = None, []
        ready = self.server.stdout.readline().split()
        if ready[:1] != ["ready"]:
            self.__exit__()
            raise AssertionError("the servers did not start")
        self.key = ready[1]
        return self

    def __exit__(self, *_):
        self.close()
        self.folder.cleanup()

    def next_request(self):
        """Waits for one more request, which is returned and is among those that `close` gives."""
        self.heard.append(self.server.stdout.readline().strip())
        return self.heard[-1]

    def close(self):
        """Ends the servers; every request that they were sent, a line each. Their files stay until the context ends."""
        if self.requests is None:
            self.server.stdin.close()
            self.requests = self.heard + [line for line in self.server.stdout.read().splitlines() if line]
            self.server.wait(60)
            self.server.stdout.close()
        return self.requests
