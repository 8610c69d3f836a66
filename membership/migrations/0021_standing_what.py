"""What led to a standing is a column of its own, and `reason` is left for the words of whoever decided it.

Lines of the books are never changed: here they are, once, with their guard taken off and put back. On SQLite a
new column makes the table anew, which drops the guard.
"""

from django.db import migrations, models
from django.db.models import F, Value

SIMPLE = [
    "erased", "lapsed", "missed", "moved in", "paid", "paid again", "pause", "pause ended", "resume", "stop",
]  # fmt: skip
SAYS = "Lines of the books are never changed or taken out."


def unguard(apps, schema_editor):
    on = " ON membership_standing" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS membership_standing_once{on}", params=None)


def guard(apps, schema_editor):
    unguard(apps, schema_editor)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE", params=None)
        schema_editor.execute(
            "CREATE TRIGGER membership_standing_once BEFORE UPDATE OR DELETE ON membership_standing "
            "FOR EACH ROW EXECUTE FUNCTION membership_written_once()",
            params=None,
        )
        return
    schema_editor.execute(
        "CREATE TRIGGER membership_standing_once BEFORE UPDATE ON membership_standing "
        f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
        params=None,
    )


def forwards(apps, schema_editor):
    """The amount and the day that stood in it are in the row's own `minor` and `next_at`."""
    rows = apps.get_model("membership", "Standing").objects.filter(what="")
    rows.filter(reason__in=SIMPLE).update(what=F("reason"), reason="")
    for name, pattern in (
        ("amount", r"^amount:\d+$"),
        ("day", r"^day:[0-9-]+$"),
        ("pause", r"^pause:[0-9-]+$"),
    ):
        rows.filter(reason__regex=pattern).update(what=Value(name), reason="")
    # Words of their own are written only of an end.
    rows.exclude(reason="").filter(state="ended", told_by__in=["staff", "donor"]).update(what="stop")


def backwards(apps, schema_editor):
    rows = apps.get_model("membership", "Standing").objects
    rows.filter(reason="").exclude(what="").update(reason=F("what"))


class Migration(migrations.Migration):
    dependencies = [("membership", "0020_what_went_back")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, guard),
        migrations.AddField(
            model_name="standing",
            name="what",
            field=models.CharField(
                blank=True,
                choices=[
                    ("amount", "another amount"),
                    ("day", "another day"),
                    ("erased", "the donor’s data were erased"),
                    ("lapsed", "nothing came any more"),
                    ("missed", "a payment is missing"),
                    ("moved in", "came in with a list"),
                    ("paid", "what was missing has come"),
                    ("paid again", "money came again"),
                    ("pause", "paused"),
                    ("pause ended", "the pause is over"),
                    ("resume", "goes on"),
                    ("stop", "stopped"),
                ],
                default="",
                max_length=12,
                verbose_name="what",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(unguard, guard),
        migrations.RunPython(forwards, backwards),
        migrations.RunPython(guard, unguard),
    ]
