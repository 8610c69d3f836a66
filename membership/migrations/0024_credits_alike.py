"""Credits are found by amount and day: what a bank took back without a reference is held against them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("membership", "0023_given_twice"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="bankcredit",
            index=models.Index(fields=["currency", "minor", "booked_on"], name="bankcredit_alike"),
        ),
    ]
