"""What findings are asked about. Where lines are there already, those that may not add up are looked at first."""

from django.db import migrations, models
from django.db.models import Q

LINES = """
INSERT INTO membership_doubt (what, row, fresh)
SELECT 'line', line.id, {true} FROM membership_payment AS line
WHERE line.kind = 'payment' AND NOT EXISTS (
    SELECT 1 FROM membership_receiptline AS paper WHERE paper.payment_id = line.id
)
UNION SELECT 'line', line.id, {true} FROM membership_payment AS line
WHERE line.kind IN ('refund', 'dispute', 'reinstated')
UNION SELECT 'line', paid.id, {true} FROM membership_payment AS line
JOIN membership_payment AS paid
ON paid.provider = line.provider AND paid.kind = 'payment' AND paid.reference = line.of
WHERE line.kind IN ('refund', 'dispute', 'reinstated')
UNION SELECT 'line', line.payment_id, {true} FROM membership_receiptline AS line
JOIN membership_receipt AS paper ON paper.id = line.receipt_id WHERE paper.kind = 'void'
UNION SELECT 'line', line.id, {true} FROM membership_payment AS line
WHERE line.kind = 'payment' AND line.at >= {since}
"""
CREDITS = """
INSERT INTO membership_doubt (what, row, fresh)
SELECT 'credit', credit.id, {true} FROM membership_bankcredit AS credit
WHERE NOT EXISTS (
    SELECT 1 FROM membership_payment AS line WHERE line.provider = 'pledge' AND line.kind = 'payment'
    AND line.reference = 'bank/' || credit.id
)
"""
ORDERS = """
INSERT INTO membership_doubt (what, row, fresh)
SELECT 'order', refundorder.id, {true} FROM membership_refundorder AS refundorder
"""


def fill(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    # Who paid twice is asked for two months.
    since = "now() - interval '65 days'" if postgres else "datetime('now', '-65 days')"
    for statement in (LINES, CREDITS, ORDERS):
        told = statement.format(true="true" if postgres else "1", since=since)
        schema_editor.execute(told, params=None)


class Migration(migrations.Migration):
    dependencies = [("membership", "0016_shown_columns")]

    operations = [
        migrations.CreateModel(
            name="Doubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=6)),
                ("row", models.BigIntegerField()),
                ("fresh", models.BooleanField(default=True, null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["what", "row"], name="doubt_row"),
                    models.Index(condition=Q(("fresh__isnull", False)), fields=["fresh"], name="doubt_fresh"),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
