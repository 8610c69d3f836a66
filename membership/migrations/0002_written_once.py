"""The database itself refuses to change what is written once, on both engines.

The triggers stand in models/triggers.py as well, from which they are made again after every migration.
"""

from django.db import migrations

TABLES = [
    "bankbalance", "bankcredit", "bankreturn", "bankstatement", "closedline", "comparison", "look", "mailwords",
    "monthclose", "note", "payment", "receipt", "receiptline", "refundanswer", "refundorder", "resolution",
    "showncolumns", "standing",
]  # fmt: skip
SAYS = "Lines of the books are never changed or taken out."
FUNCTION = f"""
CREATE FUNCTION membership_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'check_violation';
END $$
"""
POSTGRES = """
CREATE TRIGGER membership_{table}_once BEFORE UPDATE OR DELETE ON membership_{table}
FOR EACH ROW EXECUTE FUNCTION membership_written_once()
"""
# Emptying all tables (`manage.py flush`) is a plain DELETE on SQLite, so that is left to the model.
SQLITE = f"""
CREATE TRIGGER membership_{{table}}_once BEFORE UPDATE ON membership_{{table}}
BEGIN SELECT RAISE(ABORT, '{SAYS}'); END
"""


def forwards(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    if postgres:
        schema_editor.execute(FUNCTION, params=None)
    for table in TABLES:
        schema_editor.execute((POSTGRES if postgres else SQLITE).format(table=table).strip(), params=None)


def backwards(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        on = f" ON membership_{table}" if postgres else ""
        schema_editor.execute(f"DROP TRIGGER membership_{table}_once{on}", params=None)
    if postgres:
        schema_editor.execute("DROP FUNCTION membership_written_once()", params=None)


class Migration(migrations.Migration):
    dependencies = [("membership", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
