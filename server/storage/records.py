"""What the house remembers about itself: events, delivered files, and a few named values."""

from __future__ import annotations

from typing import Any

from tortoise import fields
from tortoise.models import Model

from server.storage.fields import Id, Instant


class AuditEvent(Model):
    id = Id(primary_key=True)
    school_id = Id(null=True)
    actor_id = Id(null=True)
    action = fields.CharField(max_length=60)
    object_kind = fields.CharField(max_length=30)
    object_id = fields.CharField(max_length=64)
    details: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    at = Instant()

    class Meta:
        table = "audit_event"


class Export(Model):
    """A file that was handed out, so that its hash can be checked later."""

    id = Id(primary_key=True)
    placement_id = Id(db_index=True)
    person_id = Id()
    kind = fields.CharField(max_length=20)
    sha256 = fields.CharField(max_length=64, db_index=True)
    size = fields.BigIntField()
    made_at = Instant()

    class Meta:
        table = "export"


class Named(Model):
    """One value under one name: the epoch, and whether this database was made by the demo."""

    name = fields.CharField(max_length=40, primary_key=True)
    value = fields.TextField()

    class Meta:
        table = "named_value"
