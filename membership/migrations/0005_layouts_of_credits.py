"""The layout that a credit was told in, by which two exports of one transfer are known. Those of before have none:
a column that may be empty is added without making the table, and its trigger, anew.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("membership", "0004_what_a_receipt_is_for")]
    operations = [migrations.AddField("bankcredit", "layout", models.CharField(max_length=20, null=True))]
