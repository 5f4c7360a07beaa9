import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from server.storage.fields import Instant


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("school_id", fields.CharField(null=True, max_length=36)),
                ("actor_id", fields.CharField(null=True, max_length=36)),
                ("action", fields.CharField(max_length=60)),
                ("object_kind", fields.CharField(max_length=30)),
                ("object_id", fields.CharField(max_length=64)),
                (
                    "details",
                    fields.JSONField(
                        default=dict,
                        encoder=functools.partial(dumps, separators=(",", ":")),
                        decoder=loads,
                    ),
                ),
                ("at", Instant()),
            ],
            options={"table": "audit_event", "app": "vakwerk", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CaughtMail",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("to_address", fields.CharField(max_length=254)),
                ("subject", fields.CharField(max_length=300)),
                ("text", fields.TextField(unique=False)),
                ("html", fields.TextField(default="", unique=False)),
                ("caught_at", Instant()),
            ],
            options={
                "table": "caught_mail",
                "app": "vakwerk",
                "pk_attr": "id",
                "table_description": "A mail of the demo school, kept instead of sent.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Chain",
            fields=[
                (
                    "school_id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("position", fields.BigIntField(default=0)),
                ("head_hash", fields.CharField(default="", max_length=64)),
            ],
            options={
                "table": "chain",
                "app": "vakwerk",
                "pk_attr": "school_id",
                "table_description": "The head of the chain. Its row lock is taken after that of the stream, never before.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Document",
            fields=[
                (
                    "doc_id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("placement_id", fields.CharField(max_length=36)),
                ("kind", fields.CharField(max_length=20)),
                ("author_id", fields.CharField(max_length=36)),
                ("seq", fields.BigIntField()),
                ("head_rev", fields.CharField(max_length=36)),
                ("submitted_rev", fields.CharField(null=True, max_length=36)),
                ("submitted_at", Instant(null=True)),
                ("signed_rev", fields.CharField(null=True, max_length=36)),
                ("shared", fields.BooleanField(default=False)),
                ("returned", fields.BooleanField(default=False)),
                ("deleted", fields.BooleanField(default=False)),
                ("entry_on", fields.CharField(default="", max_length=10)),
                ("minutes", fields.IntField(default=0)),
            ],
            options={
                "table": "document",
                "app": "vakwerk",
                "indexes": [
                    Index(fields=["placement_id", "seq"]),
                    Index(fields=["placement_id", "kind", "entry_on"]),
                ],
                "pk_attr": "doc_id",
                "table_description": "What the revisions add up to. Every column but the first four is derived from them.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("placement_id", fields.CharField(db_index=True, max_length=36)),
                ("person_id", fields.CharField(max_length=36)),
                ("kind", fields.CharField(max_length=20)),
                ("sha256", fields.CharField(db_index=True, max_length=64)),
                ("size", fields.BigIntField()),
                ("made_at", Instant()),
            ],
            options={
                "table": "export",
                "app": "vakwerk",
                "pk_attr": "id",
                "table_description": "A file that was handed out, so that its hash can be checked later.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Fact",
            fields=[
                (
                    "fact_id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("placement_id", fields.CharField(max_length=36)),
                ("doc_id", fields.CharField(db_index=True, max_length=36)),
                ("rev_id", fields.CharField(max_length=36)),
                ("hash", fields.CharField(max_length=64)),
                ("kind", fields.CharField(max_length=20)),
                ("body", fields.TextField(unique=False)),
                ("author_id", fields.CharField(max_length=36)),
                ("author_role", fields.CharField(max_length=24)),
                ("author_address", fields.CharField(default="", max_length=254)),
                ("received_at", Instant()),
                ("seq", fields.BigIntField()),
                ("signature", fields.CharField(max_length=128)),
                ("key_id", fields.CharField(max_length=32)),
            ],
            options={
                "table": "fact",
                "app": "vakwerk",
                "indexes": [Index(fields=["placement_id", "seq"])],
                "pk_attr": "fact_id",
                "table_description": "What somebody did about a document: appended, signed by the server, never changed.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Named",
            fields=[
                (
                    "name",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=40),
                ),
                ("value", fields.TextField(unique=False)),
            ],
            options={
                "table": "named_value",
                "app": "vakwerk",
                "pk_attr": "name",
                "table_description": "One value under one name: the epoch, and whether this database was made by the demo.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("given_name", fields.CharField(max_length=100)),
                ("infix", fields.CharField(default="", max_length=30)),
                ("family_name", fields.CharField(default="", max_length=100)),
                ("call_name", fields.CharField(default="", max_length=100)),
                ("locale", fields.CharField(default="nl", max_length=5)),
                ("created_at", Instant()),
            ],
            options={
                "table": "person",
                "app": "vakwerk",
                "pk_attr": "id",
                "table_description": "A human being, who may hold several roles, at several schools, over the years.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("kind", fields.CharField(max_length=30)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "vakwerk.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("address", fields.CharField(max_length=254)),
                (
                    "payload",
                    fields.JSONField(
                        default=dict,
                        encoder=functools.partial(dumps, separators=(",", ":")),
                        decoder=loads,
                    ),
                ),
                ("created_at", Instant()),
                ("due_at", Instant(db_index=True)),
                ("leased_until", Instant(null=True)),
                ("attempts", fields.IntField(default=0)),
                ("sent_at", Instant(null=True)),
                ("failure", fields.CharField(default="", max_length=200)),
            ],
            options={"table": "delivery", "app": "vakwerk", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="EmailAddress",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "vakwerk.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="addresses",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("address", fields.CharField(db_index=True, max_length=254)),
                ("since", Instant()),
                ("until", Instant(null=True)),
                ("source", fields.CharField(max_length=12)),
                ("confirmed_by", fields.CharField(null=True, max_length=36)),
                ("confirmed_at", Instant(null=True)),
                ("shared_mailbox", fields.BooleanField(default=False)),
            ],
            options={
                "table": "email_address",
                "app": "vakwerk",
                "pk_attr": "id",
                "table_description": "An address somebody had for a while. The row decides who may sign in with it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LoginCode",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("request_hash", fields.CharField(db_index=True, max_length=64)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "vakwerk.Person",
                        source_field="person_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("address", fields.CharField(default="", max_length=254)),
                ("code_hash", fields.CharField(max_length=64)),
                ("created_at", Instant()),
                ("expires_at", Instant()),
                ("attempts", fields.IntField(default=0)),
                ("used_at", Instant(null=True)),
            ],
            options={
                "table": "login_code",
                "app": "vakwerk",
                "pk_attr": "id",
                "table_description": "A six-digit code, bound to the browser that asked for it. `person` is empty for strangers.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Quarantined",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("author_id", fields.CharField(db_index=True, max_length=36)),
                ("placement_id", fields.CharField(max_length=64)),
                ("rev_id", fields.CharField(max_length=64)),
                ("fingerprint", fields.CharField(max_length=64)),
                ("item", fields.TextField(unique=False)),
                ("size", fields.IntField()),
                ("reason", fields.CharField(max_length=40)),
                ("received_at", Instant()),
            ],
            options={
                "table": "quarantined",
                "app": "vakwerk",
                "unique_together": (("author_id", "fingerprint"),),
                "pk_attr": "id",
                "table_description": "What could not be accepted, kept as it came, under its author.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RefusedFact",
            fields=[
                (
                    "fact_id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("placement_id", fields.CharField(max_length=64)),
                ("author_id", fields.CharField(db_index=True, max_length=36)),
                ("code", fields.CharField(max_length=40)),
                ("item", fields.TextField(unique=False)),
                ("received_at", Instant()),
            ],
            options={
                "table": "refused_fact",
                "app": "vakwerk",
                "pk_attr": "fact_id",
                "table_description": "A fact that was judged and refused: kept for its author, and answered alike ever after.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("placement_id", fields.CharField(max_length=36)),
                ("rev_id", fields.CharField(max_length=36)),
                ("doc_id", fields.CharField(db_index=True, max_length=36)),
                ("kind", fields.CharField(max_length=20)),
                ("schema_version", fields.IntField()),
                ("base_rev", fields.CharField(null=True, max_length=36)),
                ("merges", fields.TextField(unique=False)),
                ("deleted", fields.BooleanField()),
                ("salt", fields.CharField(null=True, max_length=64)),
                ("content", fields.TextField(null=True, unique=False)),
                ("hash", fields.CharField(max_length=64)),
                ("device_time", fields.CharField(default="", max_length=40)),
                ("extra", fields.TextField(default="", unique=False)),
                ("author_id", fields.CharField(max_length=36)),
                ("received_at", Instant()),
                ("seq", fields.BigIntField()),
                ("is_leaf", fields.BooleanField()),
            ],
            options={
                "table": "revision",
                "app": "vakwerk",
                "unique_together": (("placement_id", "rev_id"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="School",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("name", fields.CharField(max_length=200)),
                ("slug", fields.CharField(unique=True, max_length=60)),
                ("zone", fields.CharField(default="Europe/Amsterdam", max_length=60)),
                (
                    "role_labels",
                    fields.JSONField(
                        default=dict,
                        encoder=functools.partial(dumps, separators=(",", ":")),
                        decoder=loads,
                    ),
                ),
            ],
            options={"table": "school", "app": "vakwerk", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "vakwerk.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="enrolments",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "school",
                    fields.ForeignKeyField(
                        "vakwerk.School",
                        source_field="school_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("student_number", fields.CharField(max_length=30)),
                ("cohort", fields.CharField(default="", max_length=12)),
            ],
            options={
                "table": "enrolment",
                "app": "vakwerk",
                "unique_together": (("school", "student_number"),),
                "pk_attr": "id",
                "table_description": "A student at a school, under the number the school knows them by (leading zeros kept).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Framework",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                (
                    "school",
                    fields.ForeignKeyField(
                        "vakwerk.School",
                        source_field="school_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                ("version", fields.CharField(max_length=40)),
                ("official", fields.BooleanField(default=False)),
                (
                    "core_tasks",
                    fields.JSONField(
                        encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
            ],
            options={
                "table": "framework",
                "app": "vakwerk",
                "pk_attr": "id",
                "table_description": "A qualification file at one version: core tasks with their work processes.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                (
                    "school",
                    fields.ForeignKeyField(
                        "vakwerk.School",
                        source_field="school_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=60)),
                ("school_year", fields.CharField(max_length=9)),
            ],
            options={
                "table": "school_group",
                "app": "vakwerk",
                "unique_together": (("school", "name", "school_year"),),
                "pk_attr": "id",
                "table_description": 'A class (klas) in one school year, written "2026-2027".',
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                (
                    "group",
                    fields.ForeignKeyField(
                        "vakwerk.Group",
                        source_field="group_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="members",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "vakwerk.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("since", fields.DateField()),
                ("until", fields.DateField(null=True)),
            ],
            options={"table": "group_member", "app": "vakwerk", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                (
                    "school",
                    fields.ForeignKeyField(
                        "vakwerk.School",
                        source_field="school_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                ("programme_code", fields.CharField(default="", max_length=12)),
                ("level", fields.IntField(default=4)),
            ],
            options={"table": "programme", "app": "vakwerk", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RoleHeld",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "vakwerk.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="roles",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "school",
                    fields.ForeignKeyField(
                        "vakwerk.School",
                        source_field="school_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("role", fields.CharField(max_length=24)),
                ("since", fields.DateField()),
                ("until", fields.DateField(null=True)),
            ],
            options={
                "table": "role_held",
                "app": "vakwerk",
                "pk_attr": "id",
                "table_description": "A role at a school. A workplace supervisor has a PlacementPerson row instead.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "vakwerk.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="sessions",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("address", fields.CharField(default="", max_length=254)),
                ("device", fields.CharField(default="", max_length=120)),
                ("created_at", Instant()),
                ("last_seen_at", Instant()),
                ("expires_at", Instant()),
                ("revoked_at", Instant(null=True)),
            ],
            options={"table": "session", "app": "vakwerk", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("school_id", fields.CharField(max_length=36)),
                ("position", fields.BigIntField()),
                ("placement_id", fields.CharField(max_length=36)),
                ("fact_id", fields.CharField(unique=True, max_length=36)),
                ("statement", fields.TextField(unique=False)),
                ("salt", fields.CharField(max_length=64)),
                ("hash", fields.CharField(max_length=64)),
                ("signature", fields.CharField(max_length=128)),
                ("key_id", fields.CharField(max_length=32)),
                ("recorded_at", Instant()),
            ],
            options={
                "table": "statement",
                "app": "vakwerk",
                "unique_together": (("school_id", "position"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Stream",
            fields=[
                (
                    "placement_id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                ("seq", fields.BigIntField(default=0)),
            ],
            options={
                "table": "stream",
                "app": "vakwerk",
                "pk_attr": "placement_id",
                "table_description": "The feed counter. Its row lock, held to commit, makes feed order commit order.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TrainingCompany",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                (
                    "school",
                    fields.ForeignKeyField(
                        "vakwerk.School",
                        source_field="school_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                ("company_id", fields.CharField(default="", max_length=9)),
                ("city", fields.CharField(default="", max_length=100)),
            ],
            options={"table": "training_company", "app": "vakwerk", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Placement",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                (
                    "school",
                    fields.ForeignKeyField(
                        "vakwerk.School",
                        source_field="school_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "student",
                    fields.ForeignKeyField(
                        "vakwerk.Person",
                        source_field="student_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="placements",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "company",
                    fields.ForeignKeyField(
                        "vakwerk.TrainingCompany",
                        source_field="company_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "programme",
                    fields.ForeignKeyField(
                        "vakwerk.Programme",
                        source_field="programme_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "framework",
                    fields.ForeignKeyField(
                        "vakwerk.Framework",
                        source_field="framework_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "group",
                    fields.ForeignKeyField(
                        "vakwerk.Group",
                        source_field="group_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("cohort", fields.CharField(default="", max_length=12)),
                ("starts_on", fields.DateField()),
                ("ends_on", fields.DateField()),
                ("planned_minutes", fields.IntField(default=0)),
                (
                    "weekdays",
                    fields.JSONField(
                        default=list,
                        encoder=functools.partial(dumps, separators=(",", ":")),
                        decoder=loads,
                    ),
                ),
                ("agreement_reference", fields.CharField(default="", max_length=60)),
                ("created_at", Instant()),
            ],
            options={"table": "placement", "app": "vakwerk", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "vakwerk.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "placement",
                    fields.ForeignKeyField(
                        "vakwerk.Placement",
                        source_field="placement_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("address", fields.CharField(max_length=254)),
                ("created_at", Instant()),
                ("expires_at", Instant()),
                ("revoked_at", Instant(null=True)),
            ],
            options={
                "table": "invitation",
                "app": "vakwerk",
                "pk_attr": "id",
                "table_description": "A mail link for a supervisor. The link carries only this id, and the row decides.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PlacementChange",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                (
                    "placement",
                    fields.ForeignKeyField(
                        "vakwerk.Placement",
                        source_field="placement_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="changes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("kind", fields.CharField(max_length=16)),
                ("on", fields.DateField()),
                ("reason", fields.TextField(default="", unique=False)),
                ("by", fields.CharField(max_length=36)),
                ("recorded_at", Instant()),
            ],
            options={
                "table": "placement_change",
                "app": "vakwerk",
                "pk_attr": "id",
                "table_description": "An extension, interruption or early end, with its reason. Rows are added, never altered.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PlacementPerson",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36),
                ),
                (
                    "placement",
                    fields.ForeignKeyField(
                        "vakwerk.Placement",
                        source_field="placement_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="people",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "vakwerk.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="placement_roles",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("role", fields.CharField(max_length=24)),
                ("function", fields.CharField(default="", max_length=100)),
                ("since", fields.DateField()),
                ("until", fields.DateField(null=True)),
            ],
            options={
                "table": "placement_person",
                "app": "vakwerk",
                "pk_attr": "id",
                "table_description": "Somebody beside the student: workplace supervisor, school coach or assessor, for a period.",
            },
            bases=["Model"],
        ),
    ]
