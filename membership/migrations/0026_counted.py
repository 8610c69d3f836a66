"""What the gifts of each person come to is kept beside the sums. Everybody is counted again, in the rounds of
each minute or at once by `manage.py tally`."""

from django.db import migrations, models

EVERYBODY = """
INSERT INTO membership_doubt (what, row, fresh)
SELECT DISTINCT 'person', -donation_id, {true} FROM membership_payment
"""


def begin_again(apps, schema_editor):
    apps.get_model("membership", "Tally").objects.all().delete()


def note_everybody(apps, schema_editor):
    true = "true" if schema_editor.connection.vendor == "postgresql" else "1"
    schema_editor.execute(EVERYBODY.format(true=true), params=None)


class Migration(migrations.Migration):
    dependencies = [("membership", "0025_pairs_by_payment")]

    operations = [
        migrations.RunPython(begin_again, begin_again),
        migrations.CreateModel(
            name="Counted",
            fields=[
                ("person", models.BigIntegerField(primary_key=True, serialize=False)),
                ("parts", models.JSONField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RemoveIndex(model_name="tally", name="tally_fresh"),
        migrations.RemoveField(model_name="tally", name="fresh"),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=("currency", "what", "day", "which", "since"), name="tally_once"
            ),
        ),
        migrations.RunPython(note_everybody, migrations.RunPython.noop),
    ]
