"""A version of one of the paper's own pages says why it was made, as one of a story does."""

from django.db import migrations, models

GUARD = "articles_pageversion_stands"


def take_off(apps, schema_editor):
    """What holds a version does not know of the reason yet; after the migration it is made anew."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    what = "FUNCTION IF EXISTS {}() CASCADE" if postgresql else "TRIGGER IF EXISTS {}"
    schema_editor.execute(f"DROP {what.format(GUARD)}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0030_presence")]

    operations = [
        migrations.RunPython(take_off, migrations.RunPython.noop),
        migrations.AddField(
            model_name="pageversion",
            name="reason",
            field=models.CharField(blank=True, max_length=300),
        ),
        # On the way back the column cannot go before what holds it.
        migrations.RunPython(migrations.RunPython.noop, take_off),
    ]
