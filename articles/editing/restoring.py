"""An old Version becomes the desk copy again, as a new Version: nothing is thrown away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.copies import Copy
from articles.editing.copying import copy_of, give, give_rows
from articles.editing.saving import require_write, saved
from articles.editing.together import saves
from articles.editing.versions import make_version
from articles.models import Article, Author, Outlet, Photo, Section, Topic, Version
from articles.models.version import next_version
from newsroom.models import User

Row = TypeVar("Row")


class NotRestored(Exception):
    """It cannot come back, or not without a reason; the message says what to do."""


class NoReason(NotRestored):
    """A restore says why; the message asks for it."""


def reason_given(reason: str) -> str:
    """The reason, tidied. Raises NoReason."""
    if not reason.strip():
        raise NoReason(_("Say why this version comes back. The reason is kept with it."))
    return reason.strip()


@dataclass(frozen=True)
class Restored:
    """`before`: the version of the copy that made way; `left_out`: what is no longer here, by name."""

    version: Any
    before: Any
    left_out: list[str]


@transaction.atomic
def restore(article: Article, version: Version, *, by: User, reason: str) -> Restored:
    """Make the desk copy what it was in that Version of it. Raises PermissionDenied or NoReason.

    Whatever stands there now has a Version of its own first, so a save that came in between is not lost
    either. State, deadline, embargo and who holds the story stay as they are; so does its address where the
    Version has none.
    """
    require_write(by)
    reason = reason_given(reason)
    if version.article_id != article.pk:
        raise PermissionDenied
    article = Article.objects.select_for_update().get(pk=article.pk)
    before = make_version(
        article, by=by, reason=_("Before v%(number)d came back") % {"number": version.number}
    )
    copy, left_out = _still_here(version.copy)
    if copy_of(article) == copy:
        return Restored(before, before, left_out)
    if written := saves.not_saved(article):
        # What several people are writing at this moment, and what goes from before their eyes.
        said = _("Being written before v%(number)d came back") % {"number": version.number}
        unsaved = replace(copy_of(article), body=written)
        next_version(article.versions, unsaved.as_json(), made_by=by, reason=said)
    give(article, replace(copy, slug=copy.slug or article.slug))
    article.save()
    for rows in (article.bylines, article.photo_uses, article.related_links, article.topic_uses):
        rows.all().delete()
    give_rows(article, copy)
    said = _("v%(number)d restored: %(reason)s") % {"number": version.number, "reason": reason}
    restored = saved(article, by=by, reason=said)
    saves.was_replaced(article)
    return Restored(restored, before, left_out)


def _still_here(copy: Copy) -> tuple[Copy, list[str]]:
    """The copy without what has been deleted since, and the names of that."""
    left_out: list[str] = []

    def kept(
        rows: Iterable[Row], model: Any, key: Callable[[Row], int | None], name: Callable[[Row], str]
    ) -> Any:
        named = list(rows)
        wanted = {pk for row in named if (pk := key(row))}
        there = set(model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
        left_out.extend(name(row) for row in named if (pk := key(row)) and pk not in there)
        return tuple(row for row in named if not (pk := key(row)) or pk in there)

    section = kept([copy], Section, lambda row: row.section, lambda row: row.section_name)
    outlet = kept([copy], Outlet, lambda row: row.outlet, lambda row: row.outlet_name)
    return replace(
        copy,
        section=copy.section if section else None,
        outlet=copy.outlet if outlet else None,
        bylines=kept(copy.bylines, Author, lambda row: row.author, lambda row: row.name),
        photos=kept(copy.photos, Photo, lambda row: row.photo, lambda row: row.caption or row.credit),
        links=kept(copy.links, Article, lambda row: row.target, lambda row: row.title),
        topics=kept(copy.topics, Topic, lambda row: row.topic, lambda row: row.name),
    ), left_out
