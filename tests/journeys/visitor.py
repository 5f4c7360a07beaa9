"""Somebody of the demo school without a browser: what a phone says to the server, said directly."""

from __future__ import annotations

from typing import Any

import httpx

from tests.cast import fact, revision
from tests.journeys.house import House

Json = dict[str, Any]


class Visitor:
    """Signed in with a code from the mail; sets scenes in no time."""

    def __init__(self, house: House, address: str) -> None:
        self._client = httpx.Client(
            base_url=house.address, headers={"Sec-Fetch-Site": "same-origin"}, timeout=30
        )
        before = len(house.mails(address))
        self.post("/api/login/code", {"address": address})
        self.post("/api/login", {"code": house.await_code(address, before)})
        self.me: Json = self._client.get("/api/me").json()

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()

    @property
    def placement(self) -> str:
        return str(self.me["placements"][0]["id"])

    def get(self, path: str) -> Json:
        return dict(self._client.get(path).raise_for_status().json())

    def post(self, path: str, body: Json) -> Json:
        answer = self._client.post(path, json=body).raise_for_status()
        return dict(answer.json()) if answer.content else {}

    def write(self, content: Json, *, base: Json | None = None, **more: Any) -> Json:
        """Saves a document, or the next version of one."""
        made = revision(self.placement, content, base=base, **more)
        self._push(made)
        return made

    def write_damaged(self, content: Json) -> Json:
        """Arrives with another hash than it left with: the server keeps it apart."""
        made = revision(self.placement, content) | {"hash": "0" * 64}
        self._push(made)
        return made

    def tell(self, kind: str, about: Json, **body: Any) -> Json:
        made = fact(kind, about, **body)
        assert self._tell(made) == "ok"
        return made

    def ask_too_early(self, about: Json) -> None:
        """Sends what is of a day that is still to come: the server refuses."""
        assert self._tell(fact("submission", about, ask="sign_off", to="")) == "refused"

    def _tell(self, made: Json) -> str:
        answer = self.post("/api/sync/facts", {"epoch": self.me["epoch"], "items": [made]})
        return str(answer["results"][0]["outcome"])

    def _push(self, made: Json) -> None:
        self.post("/api/sync/push", {"epoch": self.me["epoch"], "items": [made]})
