"""Columns of the summaries that nothing reads go."""

from django.db import migrations

UNREAD = ["currency", "failures", "first_paid_at", "last_paid_at", "live", "provider"]


class Migration(migrations.Migration):
    dependencies = [("membership", "0027_mail_words_once")]
    operations = [
        migrations.RemoveIndex(model_name="summary", name="summary_live"),
        *(migrations.RemoveField(model_name="summary", name=name) for name in UNREAD),
    ]
