from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from server.storage.fields import Instant


class Migration(migrations.Migration):
    dependencies = [("vakwerk", "0002_ledger_and_erasure")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Blob",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("placement_id", fields.CharField(max_length=36)),
                ("sha256", fields.CharField(max_length=64)),
                ("stored_as", fields.CharField(default="", max_length=64)),
                ("media_type", fields.CharField(default="", max_length=40)),
                ("size", fields.BigIntField()),
                ("width", fields.IntField(default=0)),
                ("height", fields.IntField(default=0)),
                ("problem", fields.CharField(default="", max_length=20)),
                ("received_at", Instant()),
                ("erased_at", Instant(null=True)),
            ],
            options={
                "table": "blob",
                "app": "vakwerk",
                "unique_together": (("placement_id", "sha256"),),
                "pk_attr": "id",
                "table_description": "The verdict on one file, by the hash under which it was sent.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="BlobPart",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("placement_id", fields.CharField(max_length=36)),
                ("sha256", fields.CharField(max_length=64)),
                ("part", fields.IntField()),
                ("size", fields.IntField()),
                ("total", fields.BigIntField()),
                ("person_id", fields.CharField(db_index=True, max_length=36)),
                ("received_at", Instant()),
            ],
            options={
                "table": "blob_part",
                "app": "vakwerk",
                "unique_together": (("placement_id", "sha256", "part"),),
                "pk_attr": "id",
                "table_description": "One part that arrived, of a blob of `total` bytes.",
            },
            bases=["Model"],
        ),
    ]
