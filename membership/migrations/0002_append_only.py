"""The database itself refuses to change a line of the ledger, on both engines."""

from django.db import migrations

POSTGRES = """
CREATE FUNCTION membership_payment_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Lines of the ledger are never changed or taken out.' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER membership_payment_append_only BEFORE UPDATE OR DELETE ON membership_payment
    FOR EACH ROW EXECUTE FUNCTION membership_payment_append_only();
"""
POSTGRES_BACK = """
DROP TRIGGER membership_payment_append_only ON membership_payment;
DROP FUNCTION membership_payment_append_only();
"""
# Emptying all tables (`manage.py flush`) is a plain DELETE on SQLite, so that alone is left to the model.
SQLITE = """
CREATE TRIGGER membership_payment_append_only BEFORE UPDATE ON membership_payment
BEGIN SELECT RAISE(ABORT, 'Lines of the ledger are never changed or taken out.'); END
"""
SQLITE_BACK = "DROP TRIGGER membership_payment_append_only"


def forwards(apps, schema_editor):
    schema_editor.execute(
        POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE, params=None
    )


def backwards(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRES_BACK if postgres else SQLITE_BACK, params=None)


class Migration(migrations.Migration):
    dependencies = [("membership", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
