"""Where a story stands: with the desk, before readers, or on its way there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article, Edition, State, Version


@dataclass(frozen=True)
class Status:
    """A word, and the name of the shape that stands beside it."""

    shape: str
    word: str


def with_status(articles: QuerySet[Article]) -> QuerySet[Any]:
    """Each story with `is_live`, `goes_live_at` and `was_withdrawn`, in the same query."""
    now = timezone.now()
    editions = Edition.objects.filter(article=OuterRef("pk"))
    coming = editions.filter(live_from__gt=now, live_until__isnull=True).order_by("live_from")
    return articles.annotate(
        is_live=Exists(editions.readable(now)),
        goes_live_at=Subquery(coming.values("live_from")[:1]),
        was_withdrawn=Exists(editions.filter(closed=Edition.Closed.WITHDRAWN)),
    )


def with_numbers(articles: QuerySet[Any]) -> QuerySet[Any]:
    """Each story with the numbers of its `newest` version, and of the one that readers have: `live`."""
    versions = Version.objects.filter(article=OuterRef("pk")).order_by("-number")
    live = Edition.objects.readable().filter(article=OuterRef("pk"))
    return articles.annotate(
        newest=Subquery(versions.values("number")[:1]), live=Subquery(live.values("version__number")[:1])
    )


def status_of(article: Article) -> Status:
    """What the desk says of a story. Asks the database only for a story without `with_status`."""
    row: Any = article
    if not hasattr(row, "is_live"):
        row = with_status(Article.objects.filter(pk=article.pk)).get()
    coming: datetime | None = row.goes_live_at
    if coming:
        return Status("scheduled", _("Scheduled, %(when)s") % {"when": short_moment(coming)})
    if row.is_live:
        return Status("live", _("Live"))
    if row.was_withdrawn:
        return Status("withdrawn", _("Withdrawn"))
    return Status(row.state, row.get_state_display())


def shown_state(article: Article) -> Status:
    """Where it stands for the desk. A copy that was ready and went out is ready no more: it is out."""
    if article.state == State.READY:
        return status_of(article)
    return Status(article.state, article.get_state_display())


def short_moment(when: datetime) -> str:
    """21:14 today; 14 Mar 21:14 on another day of this year; with the year otherwise."""
    when, today = timezone.localtime(when), timezone.localdate()
    if when.date() == today:
        return date_format(when, "H:i")
    return date_format(when, "j M H:i" if when.year == today.year else "j M Y H:i")
