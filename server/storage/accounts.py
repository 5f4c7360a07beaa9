"""How people get in: codes, sessions and invitations. Secrets are kept as hashes only."""

from __future__ import annotations

from datetime import datetime

from tortoise import fields
from tortoise.models import Model

from server.storage.database import execute, fetch
from server.storage.fields import Id, Instant, to_micros
from server.storage.people import EmailAddress, Person
from server.storage.placements import Placement


class LoginCode(Model):
    """A six-digit code, bound to the browser that asked for it. `person` is empty for strangers."""

    id = Id(primary_key=True)
    request_hash = fields.CharField(max_length=64, db_index=True)
    person_id: str | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "vakwerk.Person", null=True
    )
    address = fields.CharField(max_length=254, default="")
    code_hash = fields.CharField(max_length=64)
    created_at = Instant()
    expires_at = Instant()
    attempts = fields.IntField(default=0)
    used_at = Instant(null=True)

    class Meta:
        table = "login_code"


class Session(Model):
    id = Id(primary_key=True)
    token_hash = fields.CharField(max_length=64, unique=True)
    person_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "vakwerk.Person", related_name="sessions"
    )
    address = fields.CharField(max_length=254, default="")  # the one the code was sent to
    device = fields.CharField(max_length=120, default="")
    created_at = Instant()
    last_seen_at = Instant()
    expires_at = Instant()
    revoked_at = Instant(null=True)

    class Meta:
        table = "session"


class Invitation(Model):
    """A mail link for a supervisor. The link carries only this id, and the row decides."""

    id = Id(primary_key=True)
    person_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("vakwerk.Person")
    placement_id: str | None
    placement: fields.ForeignKeyNullableRelation[Placement] = fields.ForeignKeyField(
        "vakwerk.Placement", null=True
    )
    address = fields.CharField(max_length=254)
    created_at = Instant()
    expires_at = Instant()
    revoked_at = Instant(null=True)

    class Meta:
        table = "invitation"


async def take_a_try(request_hash: str, now: datetime, most: int) -> LoginCode | None:
    """Counts one try on this browser's newest code; None when no try is left.

    The count is raised before anything is compared, so that tries in parallel count as well.
    """
    rows = await fetch(
        "UPDATE login_code SET attempts = attempts + 1 WHERE id = ("
        "SELECT id FROM login_code WHERE request_hash = ? ORDER BY created_at DESC, id DESC LIMIT 1"
        ") AND attempts < ? AND used_at IS NULL AND expires_at > ? RETURNING id",
        request_hash,
        most,
        to_micros(now),
    )
    return await LoginCode.get(id=rows[0]["id"]) if rows else None


async def use_code(code_id: str, now: datetime) -> bool:
    """Once only: true for exactly one caller."""
    rows = await fetch(
        "UPDATE login_code SET used_at = ? WHERE id = ? AND used_at IS NULL RETURNING id",
        to_micros(now),
        code_id,
    )
    return bool(rows)


async def live_address(address: str, now: datetime) -> EmailAddress | None:
    """The row that lets this address in; the oldest when a mailbox is shared."""
    rows = await EmailAddress.filter(address=address, since__lte=now).order_by("since", "id")
    return next((row for row in rows if row.until is None or row.until > now), None)


async def known_address(person_id: str, now: datetime) -> str | None:
    """Where mail to this person goes now: the school's word first, then the newest."""
    rows = await EmailAddress.filter(person_id=person_id, since__lte=now).order_by("-since")
    live = [row for row in rows if row.until is None or row.until > now]
    live.sort(key=lambda row: row.source != "school")
    return live[0].address if live else None


async def forget_codes(before: datetime) -> None:
    await execute("DELETE FROM login_code WHERE expires_at < ?", to_micros(before))


async def forget_sessions(before: datetime) -> None:
    await execute("DELETE FROM session WHERE expires_at < ?", to_micros(before))
