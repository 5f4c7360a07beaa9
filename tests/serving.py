"""`vakwerk serve` in a process of its own, that can go away and come back at the same address."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

TOP = Path(__file__).parents[1]


class Served:
    """On SQLite in `folder`, unless a database is named. Its log lies in the folder too."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder = folder
        self.tree = TOP  # the program that runs: another tree is another version
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._database_url = database_url
        self._direct = self.address
        self._server: subprocess.Popen[bytes] | None = None

    def run(self, command: str) -> None:
        """A command that ends by itself, such as migrate."""
        subprocess.run(self._command(command), env=self._environment(), cwd=TOP, check=True)

    def start(self, until: str = "/readyz") -> None:
        """Returns when that address answers 200."""
        log_file = self.folder / f"log-{self.port}"
        with log_file.open("ab") as log:
            self._server = subprocess.Popen(
                self._command("serve"),
                env=self._environment(),
                cwd=self.tree,
                stdout=log,
                stderr=log,
            )
        # A busy machine is no fault of the server.
        limit = time.monotonic() + 120
        while time.monotonic() < limit:
            assert self._server.poll() is None, log_file.read_text()
            if self.answers(until):
                return
            time.sleep(0.05)
        raise AssertionError(f"the server did not become ready: {log_file.read_text()}")

    def answers(self, path: str) -> bool:
        try:
            return httpx.get(f"{self._direct}{path}", timeout=10).status_code == 200
        except httpx.TransportError:
            return False

    def end(self) -> None:
        """Asks it to stop, and does not wait."""
        assert self._server is not None
        self._server.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        if self._server is None:
            return
        self.end()
        # The web server passes the signal on to itself once everything is finished.
        assert self._server.wait(timeout=60) in (0, -signal.SIGTERM)
        self._server = None

    def kill(self) -> None:
        """As a power cut would, as far as a process can see."""
        if self._server is None:
            return
        self._server.kill()
        self._server.wait()
        self._server = None

    def _command(self, name: str) -> list[str]:
        return [sys.executable, "-m", "server", name]

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("HOME", "PATH", "LANG") if name in os.environ}
        ours = {"VAKWERK_DATA": str(self.folder), "PORT": str(self.port)}
        return kept | ours | {"PUBLIC_URL": self.address, "DATABASE_URL": self._database_url}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
