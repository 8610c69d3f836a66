"""What holds the books true has a room of its own: jobs that wait, and what was tried, are known by their new names."""

from django.db import migrations

MOVED = """
UPDATE django_tasks_database_dbtaskresult
SET task_path = 'membership.{after}.{job}' WHERE task_path = 'membership.{before}.{job}'
"""
JOBS = ("rounds.compare_account", "working.work_one")


class Migration(migrations.Migration):
    dependencies = [("membership", "0010_jobs_of_mails")]
    operations = [
        migrations.RunSQL(
            MOVED.format(before="reconciling", after="books.reconciling", job=job),
            MOVED.format(before="books.reconciling", after="reconciling", job=job),
        )
        for job in JOBS
    ]
