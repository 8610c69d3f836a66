"""What groups were given so far is written down, so that only what is new reaches them from now on."""

import django.db.models.deletion
from django.db import migrations, models


def remember(apps, schema_editor):
    """Groups were made at the end of the first installation, with all permissions that there were then. Those
    of Django's sessions came last in the same step and none has come since: whatever is no younger was given."""
    Permission = apps.get_model("auth", "Permission")
    Grant = apps.get_model("newsroom", "Grant")
    first = (
        Permission.objects.filter(content_type__app_label="sessions").aggregate(models.Max("pk"))["pk__max"]
        or 0
    )
    at_first = set(Permission.objects.filter(pk__lte=first).values_list("pk", flat=True))
    for group in apps.get_model("auth", "Group").objects.all():
        given = at_first | set(group.permissions.values_list("pk", flat=True))
        Grant.objects.bulk_create(Grant(group=group, permission_id=pk) for pk in sorted(given))


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0003_tables_of_allauth"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="auth.group"
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="auth.permission"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("group", "permission"), name="grant_once")],
            },
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
