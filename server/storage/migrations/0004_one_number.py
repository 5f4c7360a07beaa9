from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

# A number that was corrected stood beside the wrong one; ids begin with when they were made.
_KEEP_THE_NEWEST = (
    "DELETE FROM enrolment WHERE EXISTS (SELECT 1 FROM enrolment AS newer"
    " WHERE newer.school_id = enrolment.school_id AND newer.person_id = enrolment.person_id"
    " AND newer.id > enrolment.id)"
)


class Migration(migrations.Migration):
    dependencies = [("vakwerk", "0003_blobs")]

    initial = False

    operations = [
        ops.RunSQL(_KEEP_THE_NEWEST),
        ops.AddConstraint(
            model_name="Enrolment",
            constraint=UniqueConstraint(fields=("school", "person")),
        ),
    ]
