"""Mail owed to people, written in the same transaction as the fact that causes it."""

from __future__ import annotations

from typing import Any

from tortoise import fields
from tortoise.models import Model

from server.storage.fields import Id, Instant
from server.storage.people import Person


class Delivery(Model):
    id = Id(primary_key=True)
    kind = fields.CharField(max_length=30)
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
