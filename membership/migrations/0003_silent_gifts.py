"""When a silent gift was last asked after stands in its row; people to be counted are no question of the findings."""

from django.db import migrations, models


def no_question(apps, schema_editor):
    apps.get_model("membership", "Doubt").objects.filter(what="person").update(fresh=None)


class Migration(migrations.Migration):
    dependencies = [("membership", "0002_written_once")]
    operations = [
        migrations.AddField("donation", "asked_after_at", models.DateTimeField(editable=False, null=True)),
        migrations.RunPython(no_question, migrations.RunPython.noop),
    ]
