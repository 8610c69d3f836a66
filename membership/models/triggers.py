"""What is written once is so in the database too: one trigger on each such table."""

from django.apps import apps

from membership.models.ledger import WrittenOnce
from newsroom.triggers import Trigger

SAYS = "Lines of the books are never changed or taken out."
FUNCTION = f"""
CREATE OR REPLACE FUNCTION membership_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'check_violation';
END $$
"""


def _once(table: str) -> Trigger:
    made = f"CREATE TRIGGER {table}_once BEFORE"
    does = "FOR EACH ROW EXECUTE FUNCTION membership_written_once()"
    return Trigger(
        f"{table}_once",
        table,
        # `manage.py flush` is a plain DELETE on SQLite, so that is left to the model.
        sqlite=(f"{made} UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END",),
        postgresql=(FUNCTION, f"{made} UPDATE OR DELETE ON {table} {does}"),
    )


def written_once() -> tuple[Trigger, ...]:
    """Of every model that says so, also one to come."""
    models = apps.get_app_config("membership").get_models()
    return tuple(_once(model._meta.db_table) for model in models if issubclass(model, WrittenOnce))
