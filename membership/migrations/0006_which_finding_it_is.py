"""A row in doubt knows which finding it was seen to be; what was looked at before is looked at once more."""

from django.db import migrations, models

PEOPLE = "UPDATE membership_doubt SET finding = '' WHERE what = 'person'"


class Migration(migrations.Migration):
    dependencies = [("membership", "0005_layouts_of_credits")]
    operations = [
        migrations.RemoveIndex("doubt", "doubt_fresh"),
        migrations.RemoveIndex("doubt", "doubt_row"),
        migrations.RemoveField("doubt", "fresh"),
        migrations.AddField("doubt", "finding", models.CharField(max_length=10, null=True)),
        migrations.RunSQL(PEOPLE, migrations.RunSQL.noop),
        migrations.AddIndex("doubt", models.Index(fields=["what", "row", "finding"], name="doubt_row")),
        migrations.AddIndex(
            "doubt",
            models.Index(condition=models.Q(("finding", None)), fields=["finding"], name="doubt_fresh"),
        ),
    ]
