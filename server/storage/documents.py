"""Documents with immutable revisions, the facts about them, and one numbered feed a placement.

Hot paths read and write these tables with the SQL in `storage.sync`; protocol.md is the contract.
Text columns named `content`, `body`, `merges` and `extra` hold canonical JSON.
"""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from server.storage.fields import Id, Instant


class Stream(Model):
    """The feed counter. Its row lock, held to commit, makes feed order commit order."""

    placement_id = Id(primary_key=True)
    seq = fields.BigIntField(default=0)

    class Meta:
        table = "stream"


class Document(Model):
    """What the revisions add up to. Every column but the first four is derived from them."""

    doc_id = Id(primary_key=True)
    placement_id = Id()
    kind = fields.CharField(max_length=20)
    author_id = Id()
    seq = fields.BigIntField()
    head_rev = Id()
    submitted_rev = Id(null=True)
    submitted_at = Instant(null=True)
    signed_rev = Id(null=True)
    shared = fields.BooleanField(default=False)
    returned = fields.BooleanField(default=False)
    deleted = fields.BooleanField(default=False)
    erased = fields.BooleanField(default=False, db_default=False)
    entry_on = fields.CharField(max_length=10, default="")
    minutes = fields.IntField(default=0)

    class Meta:
        table = "document"
        indexes = (("placement_id", "seq"), ("placement_id", "kind", "entry_on"))


class Revision(Model):
    id = fields.BigIntField(primary_key=True, generated=True)
    placement_id = Id()
    rev_id = Id()
    doc_id = Id(db_index=True)
    kind = fields.CharField(max_length=20)
    schema_version = fields.IntField()
    base_rev = Id(null=True)
    merges = fields.TextField()
    deleted = fields.BooleanField()
    salt = fields.CharField(max_length=64, null=True)
    content = fields.TextField(null=True)
    hash = fields.CharField(max_length=64)
    device_time = fields.CharField(max_length=40, default="")
    extra = fields.TextField(default="")
    author_id = Id()
    received_at = Instant()
    seq = fields.BigIntField()
    is_leaf = fields.BooleanField()

    class Meta:
        table = "revision"
        unique_together = (("placement_id", "rev_id"),)


class Fact(Model):
    """What somebody did about a document: appended, signed by the server, never changed."""

    fact_id = Id(primary_key=True)
    placement_id = Id()
    doc_id = Id(db_index=True)
    rev_id = Id()
    hash = fields.CharField(max_length=64)
    kind = fields.CharField(max_length=20)
    body = fields.TextField()
    author_id = Id()
    author_role = fields.CharField(max_length=24)
    author_address = fields.CharField(max_length=254, default="")
    received_at = Instant()
    seq = fields.BigIntField()
    signature = fields.CharField(max_length=128)
    key_id = fields.CharField(max_length=32)

    class Meta:
        table = "fact"
        indexes = (("placement_id", "seq"),)


class RefusedFact(Model):
    """A fact that was judged and refused: kept for its author, and answered alike ever after."""

    fact_id = Id(primary_key=True)
    placement_id = fields.CharField(max_length=64)
    author_id = Id(db_index=True)
    code = fields.CharField(max_length=40)
    item = fields.TextField()
    received_at = Instant()

    class Meta:
        table = "refused_fact"


class Quarantined(Model):
    """What could not be accepted, kept as it came, under its author."""

    id = Id(primary_key=True)
    author_id = Id(db_index=True)
    placement_id = fields.CharField(max_length=64)
    rev_id = fields.CharField(max_length=64)
    fingerprint = fields.CharField(max_length=64)  # SHA-256 of item: the same thing is kept once
    item = fields.TextField()
    size = fields.IntField()
    reason = fields.CharField(max_length=40)
    received_at = Instant()

    class Meta:
        table = "quarantined"
        unique_together = (("author_id", "fingerprint"),)
