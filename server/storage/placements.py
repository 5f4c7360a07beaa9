"""Placements (stages) and the dated rows that say who was there, and what changed when."""

from __future__ import annotations

from datetime import date

from tortoise import fields
from tortoise.models import Model

from server.storage.fields import Id, Instant
from server.storage.people import Person, School
from server.storage.schooling import Framework, Group, Programme, TrainingCompany


class Placement(Model):
    id = Id(primary_key=True)
    school_id: str
    school: fields.ForeignKeyRelation[School] = fields.ForeignKeyField("vakwerk.School")
    student_id: str
    student: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "vakwerk.Person", related_name="placements"
    )
    company_id: str
    company: fields.ForeignKeyRelation[TrainingCompany] = fields.ForeignKeyField(
        "vakwerk.TrainingCompany"
    )
    programme_id: str
    programme: fields.ForeignKeyRelation[Programme] = fields.ForeignKeyField("vakwerk.Programme")
    framework_id: str
    framework: fields.ForeignKeyRelation[Framework] = fields.ForeignKeyField("vakwerk.Framework")
    group_id: str | None
    group: fields.ForeignKeyNullableRelation[Group] = fields.ForeignKeyField(
        "vakwerk.Group", null=True
    )
    cohort = fields.CharField(max_length=12, default="")
    starts_on = fields.DateField()
    ends_on = fields.DateField()
    planned_minutes = fields.IntField(default=0)
    weekdays: fields.JSONField[list[int]] = fields.JSONField(default=list)  # ISO: Monday is 1
    agreement_reference = fields.CharField(max_length=60, default="")
    created_at = Instant()

    class Meta:
        table = "placement"


class PlacementPerson(Model):
    """Somebody beside the student: workplace supervisor, school coach or assessor, for a period."""

    id = Id(primary_key=True)
    placement_id: str
    placement: fields.ForeignKeyRelation[Placement] = fields.ForeignKeyField(
        "vakwerk.Placement", related_name="people"
    )
    person_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "vakwerk.Person", related_name="placement_roles"
    )
    role = fields.CharField(max_length=24)
    function = fields.CharField(max_length=100, default="")
    since = fields.DateField()
    until = fields.DateField(null=True)

    class Meta:
        table = "placement_person"

    def is_present(self, today: date) -> bool:
        """Both days count as a whole."""
        return self.since <= today and (self.until is None or today <= self.until)


class PlacementChange(Model):
    """An extension, interruption or early end, with its reason. Rows are added, never altered."""

    id = Id(primary_key=True)
    placement_id: str
    placement: fields.ForeignKeyRelation[Placement] = fields.ForeignKeyField(
        "vakwerk.Placement", related_name="changes"
    )
    kind = fields.CharField(max_length=16)  # extended | interrupted | resumed | ended_early
    on = fields.DateField()
    reason = fields.TextField(default="")
    by = Id()
    recorded_at = Instant()

    class Meta:
        table = "placement_change"
