"""Sums for the page “Gifts”."""

from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("membership", "0010_many_expected"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("what", models.CharField(max_length=10)),
                ("day", models.DateField()),
                ("which", models.CharField(blank=True, max_length=40)),
                ("since", models.DateField(default=date.min)),
                ("count", models.IntegerField()),
                ("minor", models.BigIntegerField()),
                ("fresh", models.BooleanField(default=True, null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["currency", "what", "day", "which", "since", "count", "minor"],
                        name="tally_by_day",
                    ),
                    models.Index(
                        condition=models.Q(("fresh__isnull", False)), fields=["fresh"], name="tally_fresh"
                    ),
                ],
            },
        ),
    ]
