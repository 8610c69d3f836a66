"""The database itself refuses to change what is written once, on both engines.

On SQLite 0003 has made the ledger's table anew, which drops its trigger; so that one is made here again.
"""

from django.db import migrations

TABLES = [
    "payment",
    "standing",
    "comparison",
    "receipt",
    "receiptline",
    "bankstatement",
    "bankcredit",
    "refundorder",
    "refundanswer",
    "resolution",
    "monthclose",
    "closedline",
    "note",
    "look",
]
SAYS = "Lines of the books are never changed or taken out."
POSTGRES_FUNCTION = f"""
CREATE FUNCTION membership_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'check_violation';
END $$
"""


def forwards(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    if postgres:
        schema_editor.execute(
            "DROP TRIGGER membership_payment_append_only ON membership_payment", params=None
        )
        schema_editor.execute("DROP FUNCTION membership_payment_append_only()", params=None)
        schema_editor.execute(POSTGRES_FUNCTION, params=None)
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS membership_payment_append_only", params=None)
    for name in TABLES:
        # Emptying all tables (`manage.py flush`) is a plain DELETE on SQLite, so that is left to the model.
        schema_editor.execute(
            f"CREATE TRIGGER membership_{name}_once BEFORE UPDATE OR DELETE ON membership_{name} "
            "FOR EACH ROW EXECUTE FUNCTION membership_written_once()"
            if postgres
            else f"CREATE TRIGGER membership_{name}_once BEFORE UPDATE ON membership_{name} "
            f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",
            params=None,
        )


def backwards(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for name in TABLES:
        schema_editor.execute(
            f"DROP TRIGGER membership_{name}_once" + (f" ON membership_{name}" if postgres else ""),
            params=None,
        )
    if postgres:
        schema_editor.execute("DROP FUNCTION membership_written_once()", params=None)


class Migration(migrations.Migration):
    dependencies = [("membership", "0003_the_gift")]
    operations = [migrations.RunPython(forwards, backwards)]
