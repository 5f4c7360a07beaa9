from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from server.storage.fields import Instant


class Migration(migrations.Migration):
    dependencies = [("vakwerk", "0001_initial")]

    initial = False

    operations = [
        ops.CreateModel(
            name="LedgerMark",
            fields=[
                (
                    "mark",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64),
                ),
                ("act", fields.CharField(max_length=12)),
                ("at", Instant()),
            ],
            options={
                "table": "ledger_mark",
                "app": "vakwerk",
                "pk_attr": "mark",
                "table_description": "A record of the ledger, and with it the certainty that its effect is in this database.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Document",
            name="erased",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name="Statement",
            name="content_hash",
            field=fields.CharField(default="", db_default="", max_length=64),
        ),
        ops.AddField(
            model_name="Statement",
            name="previous_hash",
            field=fields.CharField(default="", db_default="", max_length=64),
        ),
    ]
