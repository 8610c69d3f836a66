"""Deleting at the desk: what very much hangs on stays, and that is asked before anything is gathered."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _

#: More rows than this are neither deleted along nor made to forget in one go: everybody would wait for it.
MOST = 500


def kept_because(rows: Iterable[models.Model]) -> dict[str, str]:
    """The rows that cannot be deleted, each with the sentence that says why."""
    sentence = _("“%(row)s” is on record in too many places (%(what)s) to be deleted. It stays.")
    return {str(row): sentence % {"what": what, "row": row} for row in rows if (what := _hangs_on(row))}


def _hangs_on(row: models.Model) -> str:
    """What there is too much of, in the plural; empty if there is not."""
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: row})
        if rows.order_by().values("pk")[: MOST + 1].count() > MOST:
            return str(relation.related_model._meta.verbose_name_plural)
    return ""
