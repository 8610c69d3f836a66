"""Deleting at the desk: what very much hangs on stays, and that is asked before anything is gathered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

#: More rows than this are neither deleted along nor made to forget in one go: everybody would wait for it.
MOST = 500


class DeletedWhileLittleHangsOnIt:
    """For a ModelAdmin. Django gathers everything that hangs on a row, in the transaction of the deletion."""

    def get_deleted_objects(self, objs: Iterable[models.Model], request: HttpRequest) -> Any:
        kept = [(row, what) for row in objs if (what := _hangs_on(row))]
        if not kept:
            return super().get_deleted_objects(objs, request)  # type: ignore[misc]
        sentence = _("“%(row)s” is on record in too many places (%(what)s) to be deleted. It stays.")
        return (
            [str(row) for row, _what in kept],
            {},
            set(),
            [sentence % {"what": what, "row": row} for row, what in kept],
        )


def _hangs_on(row: models.Model) -> str:
    """What there is too much of, in the plural; empty if there is not."""
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: row})
        if rows.order_by().values("pk")[: MOST + 1].count() > MOST:
            return str(relation.related_model._meta.verbose_name_plural)
    return ""
