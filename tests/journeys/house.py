"""A real server with the demo school."""

from __future__ import annotations

import re
import sqlite3
import time
from typing import Any

import httpx

from tests.serving import Served


class House(Served):
    """Stopping it is the only kind of offline we test."""

    def stand_behind(self, port: int) -> None:
        """From the next start on people reach this house through that port."""
        self.address = f"http://127.0.0.1:{port}"

    def fill(self) -> None:
        for command in ("migrate", "demo"):
            self.run(command)

    def mails(self, to: str) -> list[dict[str, Any]]:
        """Newest first."""
        answer = httpx.get(f"{self._direct}/demo/mail.json").json()
        return [mail for mail in answer["mails"] if mail["to"] == to]

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database really holds, whatever any screen says."""
        with sqlite3.connect(self.folder / "vakwerk.db") as database:
            return database.execute(sql, values).fetchall()

    def await_code(self, to: str, before: int) -> str:
        """The code in one of the mails to an address after the first `before`."""
        until = time.monotonic() + 15
        while time.monotonic() < until:
            mails = self.mails(to)
            # Other mail may come in between.
            for mail in mails[: len(mails) - before]:
                if found := re.search(r"\b\d{6}\b", mail["text"]):
                    return found.group()
            time.sleep(0.1)
        raise AssertionError(f"no code came for {to}")

    def await_mail(self, to: str, before: int, seconds: float = 15) -> dict[str, Any]:
        """The newest mail to an address, once there are more than `before`."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = self.mails(to)
            if len(found) > before:
                return found[0]
            time.sleep(0.1)
        raise AssertionError(f"no mail came for {to}")


def link_in(mail: dict[str, Any]) -> str:
    found = re.search(r"https?://\S+#\S+", mail["text"])
    assert found, mail["text"]
    return found.group()
