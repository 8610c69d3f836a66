"""What is due, and what waits, is found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("membership", "0017_doubt"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="event",
            name="event_waiting",
        ),
        migrations.RemoveIndex(
            model_name="summary",
            name="summary_due",
        ),
        migrations.RemoveIndex(
            model_name="summary",
            name="summary_paused_until",
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["outcome", "received_at"], name="event_outcome"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["kind", "written_at"], name="letter_kind"),
        ),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(fields=["interval", "due_at"], name="summary_due"),
        ),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(fields=["told_by", "state", "recorded_at"], name="summary_let_go"),
        ),
        migrations.AddIndex(
            model_name="summary",
            index=models.Index(fields=["state", "next_at"], name="summary_paused_until"),
        ),
    ]
