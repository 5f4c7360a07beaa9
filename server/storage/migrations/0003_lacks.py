from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("vakwerk", "0002_ledger_and_erasure")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Document",
            name="lacks",
            field=fields.TextField(default="", db_default=""),
        ),
    ]
