"""The school's chain of signed statements.

Nothing in the code updates or deletes a row here, but for one thing: when a placement is erased,
text and salt of its statements go. The link stays, so that the chain still verifies.
"""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from server.storage.fields import Id, Instant


class Chain(Model):
    """The head of the chain. Its row lock is taken after that of the stream, never before."""

    school_id = Id(primary_key=True)
    position = fields.BigIntField(default=0)
    head_hash = fields.CharField(max_length=64, default="")

    class Meta:
        table = "chain"


class Statement(Model):
    id = Id(primary_key=True)
    school_id = Id()
    position = fields.BigIntField()
    placement_id = Id()
    fact_id = Id(unique=True)
    statement = fields.TextField()  # canonical JSON; empty once it was erased
    salt = fields.CharField(max_length=64)  # 32 random bytes, base64url; empty likewise
    content_hash = fields.CharField(max_length=64, default="", db_default="")
    previous_hash = fields.CharField(max_length=64, default="", db_default="")
    hash = fields.CharField(max_length=64)
    signature = fields.CharField(max_length=128)
    key_id = fields.CharField(max_length=32)
    recorded_at = Instant()

    class Meta:
        table = "statement"
        unique_together = (("school_id", "position"),)
