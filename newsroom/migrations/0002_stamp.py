"""The one row of the stamp, from the beginning."""

from django.db import migrations


def make_row(apps, schema_editor):
    apps.get_model("newsroom", "Stamp").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial")]
    operations = [migrations.RunPython(make_row, migrations.RunPython.noop)]
