"""The jobs of pictures moved with their room: those that wait, and what was tried, are known by the new names."""

from django.db import migrations

MOVED = """
UPDATE django_tasks_database_dbtaskresult
SET task_path = REPLACE(task_path, 'articles.{before}.', 'articles.{after}.') WHERE task_path LIKE 'articles.{before}.%'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0022_versions_by_index"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]
    operations = [
        migrations.RunSQL(
            MOVED.format(before="picturing", after="pictures"),
            MOVED.format(before="pictures", after="picturing"),
        )
    ]
