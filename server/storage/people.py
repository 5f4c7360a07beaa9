"""Who is who: schools, people, their addresses and the roles they hold."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model

from server.storage.fields import Id, Instant


class School(Model):
    id = Id(primary_key=True)
    name = fields.CharField(max_length=200)
    slug = fields.CharField(max_length=60, unique=True)
    zone = fields.CharField(max_length=60, default="Europe/Amsterdam")
    role_labels: fields.JSONField[dict[str, str]] = fields.JSONField(default=dict)

    class Meta:
        table = "school"


class Person(Model):
    """A human being, who may hold several roles, at several schools, over the years."""

    id = Id(primary_key=True)
    given_name = fields.CharField(max_length=100)
    infix = fields.CharField(max_length=30, default="")
    family_name = fields.CharField(max_length=100, default="")
    call_name = fields.CharField(max_length=100, default="")
    locale = fields.CharField(max_length=5, default="nl")
    created_at = Instant()

    class Meta:
        table = "person"

    @property
    def display_name(self) -> str:
        first = self.call_name or self.given_name
        return " ".join(part for part in (first, self.infix, self.family_name) if part)

    @property
    def first_name(self) -> str:
        return self.call_name or self.given_name

    @property
    def sort_name(self) -> str:
        """Dutch order: "Wit, Kevin de"."""
        rest = " ".join(p for p in (self.call_name or self.given_name, self.infix) if p)
        return f"{self.family_name}, {rest}" if self.family_name else rest


class EmailAddress(Model):
    """An address somebody had for a while. The row decides who may sign in with it."""

    id = Id(primary_key=True)
    person_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "vakwerk.Person", related_name="addresses"
    )
    address = fields.CharField(max_length=254, db_index=True)
    since = Instant()
    until = Instant(null=True)
    source = fields.CharField(max_length=12)  # school | coach | student | self
    confirmed_by = Id(null=True)
    confirmed_at = Instant(null=True)
    shared_mailbox = fields.BooleanField(default=False)

    class Meta:
        table = "email_address"


class RoleHeld(Model):
    """A role at a school. A workplace supervisor has a PlacementPerson row instead."""

    id = Id(primary_key=True)
    person_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "vakwerk.Person", related_name="roles"
    )
    school_id: str
    school: fields.ForeignKeyRelation[School] = fields.ForeignKeyField("vakwerk.School")
    role = fields.CharField(max_length=24)
    since = fields.DateField()
    until = fields.DateField(null=True)

    class Meta:
        table = "role_held"


class Enrolment(Model):
    """A student at a school, under the number the school knows them by (leading zeros kept)."""

    id = Id(primary_key=True)
    person_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "vakwerk.Person", related_name="enrolments"
    )
    school_id: str
    school: fields.ForeignKeyRelation[School] = fields.ForeignKeyField("vakwerk.School")
    student_number = fields.CharField(max_length=30)
    cohort = fields.CharField(max_length=12, default="")

    class Meta:
        table = "enrolment"
        unique_together = (("school", "student_number"), ("school", "person"))
