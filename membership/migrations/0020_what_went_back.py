"""Entries of bank statements that take earlier ones back, and the balances that one statement leaves to the next."""

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("bankbalance", "bankreturn")
SAYS = "Lines of the books are never changed or taken out."


def guard(apps, schema_editor):
    """As 0004 does: the database itself refuses to change them."""
    postgres = schema_editor.connection.vendor == "postgresql"
    for name in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER membership_{name}_once BEFORE UPDATE OR DELETE ON membership_{name} "
            "FOR EACH ROW EXECUTE FUNCTION membership_written_once()"
            if postgres
            else f"CREATE TRIGGER membership_{name}_once BEFORE UPDATE ON membership_{name} "
            f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
            params=None,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("membership", "0019_papers_of_the_year"),
    ]

    operations = [
        migrations.AddField(
            model_name="bankstatement",
            name="accepted",
            field=models.TextField(null=True, verbose_name="accepted"),
        ),
        migrations.CreateModel(
            name="BankBalance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.CharField(max_length=60, verbose_name="account")),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("opens_on", models.DateField(verbose_name="begins on")),
                ("opening_minor", models.BigIntegerField(verbose_name="begins with, in minor units")),
                ("closes_on", models.DateField(verbose_name="ends on")),
                ("closing_minor", models.BigIntegerField(verbose_name="ends with, in minor units")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="balances",
                        to="membership.bankstatement",
                    ),
                ),
            ],
            options={
                "verbose_name": "balance",
                "verbose_name_plural": "balances",
                "ordering": ["-closes_on", "-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["account", "currency", "-closes_on"], name="bankbalance_latest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "account", "currency"), name="bankbalance_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BankReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.CharField(blank=True, max_length=60)),
                ("reference", models.CharField(max_length=120, verbose_name="bank’s number")),
                ("minor", models.BigIntegerField(verbose_name="amount in minor units")),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("booked_on", models.DateField(verbose_name="day")),
                ("payer", models.CharField(blank=True, max_length=140, verbose_name="from")),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="text")),
                ("why", models.CharField(blank=True, max_length=140, verbose_name="why")),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="membership.bankstatement",
                    ),
                ),
            ],
            options={
                "verbose_name": "returned entry",
                "verbose_name_plural": "returned entries",
                "ordering": ["-booked_on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("account", "reference"), name="bankreturn_once"),
                    models.CheckConstraint(
                        condition=models.Q(("minor", 0), _negated=True), name="bankreturn_is_money"
                    ),
                ],
            },
        ),
        # The tables go with their guards.
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
