"""How people get in: codes, sessions and invitations. Secrets are kept as hashes only."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from server.storage.fields import Id, Instant
from server.storage.people import Person
from server.storage.placements import Placement


class LoginCode(Model):
    """A six-digit code, bound to the browser that asked for it. `person` is empty for strangers."""

    id = Id(primary_key=True)
    request_hash = fields.CharField(max_length=64, db_index=True)
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
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("vakwerk.Person")
    placement: fields.ForeignKeyNullableRelation[Placement] = fields.ForeignKeyField(
        "vakwerk.Placement", null=True
    )
    address = fields.CharField(max_length=254)
    created_at = Instant()
    expires_at = Instant()
    revoked_at = Instant(null=True)

    class Meta:
        table = "invitation"
