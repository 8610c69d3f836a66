"""The job of licences moved with its room: what waits of it, and what was tried, is known by the new name."""

from django.db import migrations

MOVED = """
UPDATE django_tasks_database_dbtaskresult
SET task_path = 'articles.{after}.settle_pictures' WHERE task_path = 'articles.{before}.settle_pictures'
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_jobs_of_pictures")]
    operations = [
        migrations.RunSQL(
            MOVED.format(before="relicensing", after="pictures.relicensing"),
            MOVED.format(before="pictures.relicensing", after="relicensing"),
        )
    ]
