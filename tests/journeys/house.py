"""A real server with the demo school, that can go away and come back at the same address."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

TOP = Path(__file__).parents[2]


class House:
    """`vakwerk serve` in a process of its own; stopping it is the only kind of offline we test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._direct = self.address
        self._server: subprocess.Popen[bytes] | None = None

    def stand_behind(self, port: int) -> None:
        """From the next start on people reach this house through that port."""
        self.address = f"http://127.0.0.1:{port}"

    def fill(self) -> None:
        for command in ("migrate", "demo"):
            subprocess.run(self._command(command), env=self._environment(), cwd=TOP, check=True)

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                self._command("serve"), env=self._environment(), cwd=TOP, stdout=log, stderr=log
            )
        for _ in range(200):
            assert self._server.poll() is None, (self.folder / "log").read_text()
            try:
                if httpx.get(f"{self._direct}/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError("the server did not become ready")

    def stop(self) -> None:
        if self._server is None:
            return
        self._server.send_signal(signal.SIGTERM)
        # The web server passes the signal on to itself once everything is finished.
        assert self._server.wait(timeout=30) in (0, -signal.SIGTERM)
        self._server = None

    def mails(self, to: str) -> list[dict[str, Any]]:
        """Newest first."""
        answer = httpx.get(f"{self._direct}/demo/mail.json").json()
        return [mail for mail in answer["mails"] if mail["to"] == to]

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database really holds, whatever any screen says."""
        with sqlite3.connect(self.folder / "vakwerk.db") as database:
            return database.execute(sql, values).fetchall()

    def await_mail(self, to: str, before: int, seconds: float = 15) -> dict[str, Any]:
        """The newest mail to an address, once there are more than `before`."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = self.mails(to)
            if len(found) > before:
                return found[0]
            time.sleep(0.1)
        raise AssertionError(f"no mail came for {to}")

    def _command(self, name: str) -> list[str]:
        return [sys.executable, "-m", "server", name]

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("HOME", "PATH", "LANG") if name in os.environ}
        ours = {"VAKWERK_DATA": str(self.folder), "PORT": str(self.port)}
        return kept | ours | {"PUBLIC_URL": self.address}


def code_in(mail: dict[str, Any]) -> str:
    found = re.search(r"\b\d{6}\b", mail["text"])
    assert found, mail["text"]
    return found.group()


def link_in(mail: dict[str, Any]) -> str:
    found = re.search(r"https?://\S+#\S+", mail["text"])
    assert found, mail["text"]
    return found.group()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
