"""What goes back on a payment is found by its kind as well: PostgreSQL went by two indexes where one serves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("membership", "0006_which_finding_it_is")]
    operations = [
        migrations.RemoveIndex("payment", "membership__provide_96a298_idx"),
        migrations.AddIndex(
            "payment", models.Index(fields=["provider", "of", "kind"], name="payment_back_on")
        ),
    ]
