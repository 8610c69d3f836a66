"""The words of mails are written once, as the books are: the database itself refuses to change them."""

from django.db import migrations

TABLE = "membership_mailwords"


def guard(apps, schema_editor):
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_once BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION membership_written_once()"
        if schema_editor.connection.vendor == "postgresql"
        else f"CREATE TRIGGER {TABLE}_once BEFORE UPDATE ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'Lines of the books are never changed or taken out.'); END",
        params=None,
    )


def unguard(apps, schema_editor):
    on = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {TABLE}_once{on}", params=None)


class Migration(migrations.Migration):
    dependencies = [("membership", "0026_counted")]
    operations = [migrations.RunPython(guard, unguard)]
