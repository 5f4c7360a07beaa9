"""What a school teaches and whom it works with: programmes, frameworks, groups, companies."""

from __future__ import annotations

from typing import Any

from tortoise import fields
from tortoise.models import Model

from server.storage.fields import Id
from server.storage.people import Person, School


class Programme(Model):
    id = Id(primary_key=True)
    school_id: str
    school: fields.ForeignKeyRelation[School] = fields.ForeignKeyField("vakwerk.School")
    name = fields.CharField(max_length=200)
    programme_code = fields.CharField(max_length=12, default="")
    level = fields.IntField(default=4)

    class Meta:
        table = "programme"


class Framework(Model):
    """A qualification file at one version: core tasks with their work processes."""

    id = Id(primary_key=True)
    school_id: str
    school: fields.ForeignKeyRelation[School] = fields.ForeignKeyField("vakwerk.School")
    name = fields.CharField(max_length=200)
    version = fields.CharField(max_length=40)
    official = fields.BooleanField(default=False)
    core_tasks: fields.JSONField[list[dict[str, Any]]] = fields.JSONField()

    class Meta:
        table = "framework"


class Group(Model):
    """A class (klas) in one school year, written "2026-2027"."""

    id = Id(primary_key=True)
    school_id: str
    school: fields.ForeignKeyRelation[School] = fields.ForeignKeyField("vakwerk.School")
    name = fields.CharField(max_length=60)
    school_year = fields.CharField(max_length=9)

    class Meta:
        table = "school_group"
        unique_together = (("school", "name", "school_year"),)


class GroupMember(Model):
    id = Id(primary_key=True)
    group_id: str
    group: fields.ForeignKeyRelation[Group] = fields.ForeignKeyField(
        "vakwerk.Group", related_name="members"
    )
    person_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("vakwerk.Person")
    since = fields.DateField()
    until = fields.DateField(null=True)

    class Meta:
        table = "group_member"


class TrainingCompany(Model):
    id = Id(primary_key=True)
    school_id: str
    school: fields.ForeignKeyRelation[School] = fields.ForeignKeyField("vakwerk.School")
    name = fields.CharField(max_length=200)
    company_id = fields.CharField(max_length=9, default="")  # LeerbedrijfID, nine digits or ""
    city = fields.CharField(max_length=100, default="")

    class Meta:
        table = "training_company"
