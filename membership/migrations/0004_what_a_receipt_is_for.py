"""What a receipt is for stood in a text as "payment:7:2" or "year:2026:EUR:member:3:1": now in columns."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

ONCE = import_module("membership.migrations.0002_written_once")
FILLED = [
    """
    UPDATE membership_receipt SET payment_id = (
        SELECT payment_id FROM membership_receiptline WHERE receipt_id = membership_receipt.id
    ) WHERE about LIKE 'payment:%'
    """,
    """
    UPDATE membership_receipt SET times = CAST(SUBSTR(about, LENGTH(CAST(payment_id AS text)) + 10) AS integer)
    WHERE about LIKE 'payment:%:%'
    """,
    """
    UPDATE membership_receipt SET for_year = CAST(SUBSTR(about, 6, 4) AS integer),
        times = CAST(SUBSTR(about, LENGTH(CAST(member_id AS text)) + 23) AS integer)
    WHERE about LIKE 'year:%'
    """,
]


def unguard(apps, schema_editor):
    on = " ON membership_receipt" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER membership_receipt_once{on}", params=None)


def fill(apps, schema_editor):
    for sql in FILLED:
        schema_editor.execute(sql, params=None)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def guard(apps, schema_editor):
    trigger = ONCE.POSTGRES if schema_editor.connection.vendor == "postgresql" else ONCE.SQLITE
    schema_editor.execute(trigger.format(table="receipt").strip(), params=None)


def constraint(made):
    return migrations.AddConstraint(model_name="receipt", constraint=made)


class Migration(migrations.Migration):
    dependencies = [("membership", "0003_silent_gifts")]
    operations = [
        migrations.RunPython(unguard),
        migrations.AddField("receipt", "for_year", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField(
            "receipt",
            "payment",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="membership.payment",
            ),
        ),
        migrations.AddField("receipt", "times", models.PositiveSmallIntegerField(default=1)),
        migrations.RunPython(fill),
        migrations.RemoveConstraint("receipt", "receipt_kind_known"),
        migrations.RemoveConstraint("receipt", "receipt_is_whole"),
        migrations.RemoveField("receipt", "about"),
        constraint(models.UniqueConstraint(fields=["payment", "times"], name="receipt_once")),
        constraint(
            models.UniqueConstraint(
                fields=["member", "for_year", "currency", "times"], name="receipt_once_a_year"
            )
        ),
        constraint(
            models.UniqueConstraint(
                condition=models.Q(kind="void"), fields=["of"], name="receipt_voided_once"
            )
        ),
        constraint(
            models.CheckConstraint(
                condition=models.Q(kind__in=["gift", "back"], payment__isnull=False, for_year__isnull=True)
                | models.Q(kind="annual", payment__isnull=True, for_year__isnull=False)
                | models.Q(kind="void", of__isnull=False, for_year__isnull=True),
                name="receipt_kind_known",
            )
        ),
        constraint(
            models.CheckConstraint(condition=~models.Q(seal="") & ~models.Q(name=""), name="receipt_is_whole")
        ),
        migrations.RunPython(guard),
    ]
