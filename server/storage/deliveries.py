"""Mail owed to people, written in the same transaction as the fact that causes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tortoise import fields
from tortoise.models import Model

from server.storage.database import fetch, is_postgres
from server.storage.fields import Id, Instant, to_micros
from server.storage.people import Person

MOST_ATTEMPTS = 10


class Delivery(Model):
    id = Id(primary_key=True)
    kind = fields.CharField(max_length=30)
    person_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("vakwerk.Person")
    address = fields.CharField(max_length=254)
    payload: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    created_at = Instant()
    due_at = Instant(db_index=True)
    leased_until = Instant(null=True)
    attempts = fields.IntField(default=0)
    sent_at = Instant(null=True)
    failure = fields.CharField(max_length=200, default="")

    class Meta:
        table = "delivery"


class CaughtMail(Model):
    """A mail of the demo school, kept instead of sent."""

    id = Id(primary_key=True)
    to_address = fields.CharField(max_length=254)
    subject = fields.CharField(max_length=300)
    text = fields.TextField()
    html = fields.TextField(default="")
    caught_at = Instant()

    class Meta:
        table = "caught_mail"


async def claim(now: datetime, lease: timedelta) -> Delivery | None:
    """The next delivery that is due, kept from others until the lease ends."""
    skip = " FOR UPDATE SKIP LOCKED" if is_postgres() else ""
    micros = to_micros(now)
    rows = await fetch(
        "UPDATE delivery SET leased_until = ?, attempts = attempts + 1 WHERE id = ("
        "SELECT id FROM delivery WHERE sent_at IS NULL AND due_at <= ? AND attempts < ?"
        f" AND (leased_until IS NULL OR leased_until < ?) ORDER BY due_at LIMIT 1{skip})"
        " RETURNING id",
        to_micros(now + lease),
        micros,
        MOST_ATTEMPTS,
        micros,
    )
    if not rows:
        return None
    return await Delivery.get(id=rows[0]["id"]).select_related("person")


async def waiting(kind: str, person_id: str, placement_id: str) -> Delivery | None:
    """An unsent mail of this kind about this placement, which can carry more news.

    Held to commit: whoever sends it counts what is to be told only after the news is there.
    """
    rows = Delivery.filter(
        kind=kind, person_id=person_id, sent_at=None, leased_until=None, attempts__lt=MOST_ATTEMPTS
    )
    found = _about(await rows, placement_id)
    return await rows.filter(id=found.id).select_for_update().first() if found else None


async def try_now(delivery: Delivery, now: datetime) -> None:
    """After a failure it need not wait for its turn, and loses no try by that."""
    await Delivery.filter(id=delivery.id, due_at__gt=now).update(due_at=now, attempts=0)


async def last_sent(kind: str, person_id: str, placement_id: str) -> Delivery | None:
    rows = Delivery.filter(kind=kind, person_id=person_id, sent_at__isnull=False, failure="")
    return _about(await rows.order_by("-sent_at").limit(200), placement_id)


async def mark_sent(delivery: Delivery, now: datetime, note: str = "") -> None:
    """Done. `note` says why nothing was sent when that was right. What it held is forgotten, but
    for the placement: a code has no business in the database once it is in the mail."""
    kept = {k: v for k, v in delivery.payload.items() if k == "placement_id"}
    await Delivery.filter(id=delivery.id).update(
        sent_at=now, leased_until=None, failure=note, payload=kept
    )


async def mark_failed(delivery: Delivery, why: str, due_at: datetime | None) -> None:
    """To be tried again at `due_at`, or never when that is None."""
    change: dict[str, Any] = {"failure": why[:200], "leased_until": None}
    if due_at is None:
        change["attempts"] = MOST_ATTEMPTS
    else:
        change["due_at"] = due_at
    await Delivery.filter(id=delivery.id).update(**change)


def _about(rows: list[Delivery], placement_id: str) -> Delivery | None:
    return next((row for row in rows if row.payload.get("placement_id") == placement_id), None)
