"""What does not add up is a discrepancy and has a kind, in the rows that tell of one as well."""

from django.db import migrations, models

SAYS = "Lines of the books are never changed or taken out."


def make_trigger_again(apps, schema_editor):
    """On SQLite the way back makes the table anew, and an older version has no list of its triggers."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE TRIGGER membership_resolution_once BEFORE UPDATE ON membership_resolution "
            f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
            params=None,
        )


class Migration(migrations.Migration):
    dependencies = [("membership", "0008_status_reports")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, make_trigger_again),
        migrations.RemoveConstraint("resolution", "resolution_once"),
        migrations.RenameField("resolution", "finding", "kind"),
        migrations.AddConstraint(
            "resolution", models.UniqueConstraint(fields=("kind", "about"), name="resolution_once")
        ),
        migrations.RemoveIndex("doubt", "doubt_row"),
        migrations.RemoveIndex("doubt", "doubt_fresh"),
        migrations.RenameField("doubt", "finding", "kind"),
        migrations.AddIndex("doubt", models.Index(fields=["what", "row", "kind"], name="doubt_row")),
        migrations.AddIndex(
            "doubt", models.Index(condition=models.Q(("kind", None)), fields=["kind"], name="doubt_fresh")
        ),
    ]
