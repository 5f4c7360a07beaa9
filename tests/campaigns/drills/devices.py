"""What each person's device holds, and how it comes back: as a phone would, over the services.

Everything goes through JSON, so that only what the wire carries comes back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from server.services.pull import changes_since
from tests.cast import Cast, Json, push, tell

_ROUNDS = 6
# A fact may be back before what it is about.
_WAITS = {"unknown_document", "changed", "not_submitted"}


@dataclass
class Device:
    """`mine` and `facts` by id, in the order in which the server first took them."""

    name: str
    placement: str
    mine: dict[str, Json] = field(default_factory=dict)
    facts: dict[str, Json] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    epoch: str = ""  # as the last pull named it

    async def write(self, cast: Cast, item: Json) -> Json:
        """Pushes a revision of one's own and keeps it once there is a receipt."""
        (receipt,) = await push(await cast.actor(self.name), _wired(item))
        if receipt["outcome"] in ("ok", "dup", "conflict_kept"):
            self.mine[item["rev_id"]] = item
        return receipt

    async def say(self, cast: Cast, item: Json) -> Json:
        (receipt,) = await tell(await cast.actor(self.name), _wired(item))
        if receipt["outcome"] in ("ok", "dup"):
            self.facts[item["fact_id"]] = _wired(receipt["fact"])
        return receipt

    async def look(self, cast: Cast) -> Json:
        """A whole pull; what it shows of others is held too."""
        actor = await cast.actor(self.name)
        page: Json = _wired(await changes_since(actor, self.placement, 0, "", 200))
        self.epoch = page["epoch"]
        for document in page["docs"]:
            for said in document.get("facts", []):
                self.facts.setdefault(said["fact_id"], said)
        return page

    async def come_back(self, cast: Cast) -> int:
        """Offers what the server lacks; how many were taken in."""
        page = await self.look(cast)
        known = {said["fact_id"] for doc in page["docs"] for said in doc.get("facts", [])}
        taken = 0
        for item in list(self.mine.values()):
            (receipt,) = await push(await cast.actor(self.name), _wired(item))
            taken += receipt["outcome"] in ("ok", "conflict_kept")
        for said in sorted(self.facts.values(), key=lambda item: item["received_at"]):
            self.waiting.discard(said["fact_id"])
            if said["fact_id"] in known:
                continue
            (receipt,) = await tell(await cast.actor(self.name), _wired(said))
            taken += receipt["outcome"] == "ok"
            if receipt["outcome"] == "refused" and receipt["code"] in _WAITS:
                self.waiting.add(said["fact_id"])
            if receipt["outcome"] == "gone":
                del self.facts[said["fact_id"]]
        return taken


async def all_come_back(cast: Cast, devices: list[Device]) -> None:
    """In whatever order, and again until nothing is news for anybody."""
    for _ in range(_ROUNDS):
        taken = [await device.come_back(cast) for device in devices]
        if not any(taken):
            return


def _wired(value: Any) -> Any:
    return json.loads(json.dumps(value))
