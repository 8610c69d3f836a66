"""The outbox moved to newsroom/mail: jobs that wait, and what was tried, are known by the new names and say whose
mails they carry."""

from django.db import migrations

OLD, NEW, LETTER = "membership.mail.outbox", "newsroom.mail.outbox", "membership.letter"
AT_ONCE = 1000


def _carry(apps, schema_editor, before, after, changed):
    jobs = apps.get_model("django_tasks_database", "DBTaskResult").objects.using(
        schema_editor.connection.alias
    )
    moved = jobs.filter(task_path__startswith=f"{before}.send")
    while some := list(moved[:AT_ONCE]):
        for job in some:
            job.task_path = job.task_path.replace(before, after)
            job.args_kwargs = {**job.args_kwargs, "args": changed(job.args_kwargs["args"])}
        jobs.bulk_update(some, ["task_path", "args_kwargs"])


def forwards(apps, schema_editor):
    # What looks for forgotten letters has no arguments.
    _carry(apps, schema_editor, OLD, NEW, lambda args: [LETTER, *args] if args else args)


def backwards(apps, schema_editor):
    _carry(apps, schema_editor, NEW, OLD, lambda args: args[1:])


class Migration(migrations.Migration):
    dependencies = [
        ("membership", "0009_kinds_of_discrepancies"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
