from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

# A number that was corrected stood beside the wrong one; ids begin with when they were made.
# By hand it got no cohort, from a file it may have one: the newest that is known stays.
_KEEP_THE_COHORT = (
    "UPDATE enrolment SET cohort = COALESCE((SELECT older.cohort FROM enrolment AS older"
    " WHERE older.school_id = enrolment.school_id AND older.person_id = enrolment.person_id"
    " AND older.id < enrolment.id AND older.cohort <> '' ORDER BY older.id DESC LIMIT 1), '')"
    " WHERE cohort = ''"
)
_KEEP_THE_NEWEST = (
    "DELETE FROM enrolment WHERE EXISTS (SELECT 1 FROM enrolment AS newer"
    " WHERE newer.school_id = enrolment.school_id AND newer.person_id = enrolment.person_id"
    " AND newer.id > enrolment.id)"
)


class Migration(migrations.Migration):
    dependencies = [("vakwerk", "0003_blobs")]

    initial = False

    operations = [
        ops.RunSQL(_KEEP_THE_COHORT),
        ops.RunSQL(_KEEP_THE_NEWEST),
        ops.AddConstraint(
            model_name="Enrolment",
            constraint=UniqueConstraint(fields=("school", "person")),
        ),
    ]
