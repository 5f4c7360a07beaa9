"""Keeps what could not be accepted, as it came, under its author (protocol.md §3)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from server.outside import clock
from server.rules.ids import new_id
from server.rules.sync import MAX_ITEM_BYTES
from server.services.ledger import names_erased
from server.storage import sync as feed
from server.storage.database import fetch, unit_of_work
from server.storage.documents import Quarantined
from server.storage.fields import from_micros

MAX_ACCOUNT_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Item:
    value: Any
    reason: str


async def quarantine(author_id: str, items: list[Item]) -> list[dict[str, Any] | None]:
    """A receipt an item, None for one that is too large to keep."""
    return await unit_of_work(lambda: _keep_all(author_id, items))


async def quarantined_for(author_id: str) -> list[dict[str, Any]]:
    """Everything of this author's, in the shape of a pull."""
    return [
        {
            "id": row["id"],
            "rev_id": row["rev_id"],
            "reason": row["reason"],
            "received_at": from_micros(row["received_at"]).isoformat(),
            "raw": row["item"],
        }
        for row in await feed.quarantined_rows(author_id)
    ]


async def refused_for(author_id: str, placement_id: str) -> list[dict[str, Any]]:
    """Facts of this author's that were refused, so that every device of theirs can say so."""
    return [
        {
            "fact_id": row["fact_id"],
            "code": row["code"],
            "received_at": from_micros(row["received_at"]).isoformat(),
            "raw": row["item"],
        }
        for row in await feed.refused_rows(author_id, placement_id)
    ]


async def _keep_all(author_id: str, items: list[Item]) -> list[dict[str, Any] | None]:
    held = await fetch(
        "SELECT COALESCE(SUM(size), 0) AS total FROM quarantined WHERE author_id = ?", author_id
    )
    room = MAX_ACCOUNT_BYTES - int(held[0]["total"])
    receipts: list[dict[str, Any] | None] = []
    for item in items:
        receipt = {"rev_id": _named(item.value, "rev_id"), "hash": _named(item.value, "hash")}
        if await names_erased(item.value):
            # Deleted with the rest when that was erased, and not to be stored anew.
            receipts.append(receipt | {"outcome": "gone"})
            continue
        # ASCII escapes keep NUL and lone surrogates, which no text column takes as they are.
        text = json.dumps(item.value, ensure_ascii=True)
        fingerprint = hashlib.sha256(text.encode()).hexdigest()
        kept = await Quarantined.exists(author_id=author_id, fingerprint=fingerprint)
        if not kept and (len(text) > MAX_ITEM_BYTES or len(text) > room):
            receipts.append(None)
            continue
        if not kept:
            await _keep(author_id, item, text, fingerprint)
            room -= len(text)
        receipts.append(receipt | {"outcome": "quarantined", "reason": item.reason})
    return receipts


async def _keep(author_id: str, item: Item, text: str, fingerprint: str) -> None:
    kept = Quarantined(
        id=new_id(),
        author_id=author_id,
        placement_id=_plain(_named(item.value, "placement_id")),
        rev_id=_plain(_named(item.value, "rev_id")),
        fingerprint=fingerprint,
        item=text,
        size=len(text),
        reason=item.reason,
        received_at=clock.now(),
    )
    # Another device may bring the same at the same moment.
    await Quarantined.bulk_create([kept], ignore_conflicts=True)


def _named(value: Any, name: str) -> str:
    """The field as it was sent, so that the phone can match its receipt."""
    found = value.get(name, "") if isinstance(value, dict) else ""
    return found if isinstance(found, str) else ""


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isprintable())[:64]
