"""Which column of a table is what, as a person has shown it; written once, as the books are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "membership_showncolumns"
TRIGGER = f"{TABLE}_once"


def guard(apps, schema_editor):
    schema_editor.execute(
        f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION membership_written_once()"
        if schema_editor.connection.vendor == "postgresql"
        else f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'Lines of the books are never changed or taken out.'); END",
        params=None,
    )


def unguard(apps, schema_editor):
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {TRIGGER}{on}", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("membership", "0015_payment_warned_of"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ShownColumns",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("layout", models.CharField(max_length=10)),
                ("fingerprint", models.CharField(max_length=32)),
                ("account", models.CharField(blank=True, max_length=60, verbose_name="account")),
                ("kept", models.JSONField()),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "columns",
                "verbose_name_plural": "columns",
                "default_permissions": (),
                "indexes": [models.Index(fields=["layout", "fingerprint", "-id"], name="shown_columns_of")],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
