"""The tables of a library that is no longer used (django-allauth) go, and what else it left behind."""

from django.db import migrations

TABLES = ("account_emailconfirmation", "account_emailaddress")


def drop(apps, schema_editor):
    there = set(schema_editor.connection.introspection.table_names())
    for table in TABLES:
        if table in there:
            schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(table)}")
    using = schema_editor.connection.alias
    apps.get_model("contenttypes", "ContentType").objects.using(using).filter(app_label="account").delete()
    schema_editor.execute("DELETE FROM django_migrations WHERE app = 'account'")


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_stamp"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
