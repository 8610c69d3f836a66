"""What the desk's pages show of stories: the state of one, and the panels of the start page."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.editing import autosaving
from articles.editing.status import short_moment, status_of, with_status
from articles.models import Article, Byline, Edition, Photo, PhotoUse, RelatedLink, State
from newsroom.models import User
from newsroom.templatetags.shapes import shape

register = template.Library()

#: Rows of a panel; the panel says how many there are in all.
ROWS = 6


@register.simple_tag
def state(article: Article) -> SafeString:
    """`{% state article %}`: the word and the shape. In lists, ask for stories `with_status`."""
    now = status_of(article)
    return format_html('<span class="st {}">{}{}</span>', now.shape, shape(now.shape), now.word)


@register.filter
def when(value: datetime | None) -> str:
    """`{{ article.saved_at|when }}`: 21:14 today, 14 Mar 21:14 else."""
    return short_moment(value) if value else ""


@register.inclusion_tag("admin/articles/_my_stories.html")
def my_stories(user: User) -> dict[str, Any]:
    """Stories that this person wrote, holds or saved last, newest first."""
    credited = Byline.objects.filter(author__user=user)
    mine = Article.objects.filter(
        Q(assigned_to=user) | Q(saved_by=user) | Q(pk__in=credited.values("article"))
    )
    rows = with_status(_first(mine, "-saved_at")).select_related("section")
    return {"stories": rows, "count": mine.count(), "user": user}


@register.inclusion_tag("admin/articles/_not_saved.html")
def not_saved(user: User) -> dict[str, Any]:
    """What this person typed into story forms and did not save; nobody else is shown it."""
    texts = autosaving.not_saved(user).select_related("article")[:ROWS]
    return {"texts": texts, "user": user, "zone": timezone.get_current_timezone_name()}


@register.inclusion_tag("admin/articles/_due_today.html")
def due_today(user: User) -> dict[str, Any]:
    """Stories of the whole desk whose deadline is today or has passed, and that are not before readers."""
    now = timezone.now()
    end_of_day = timezone.localtime(now).replace(hour=23, minute=59, second=59)
    due: QuerySet[Any] = with_status(Article.objects.filter(deadline__lte=end_of_day)).filter(is_live=False)
    due = due.filter(was_withdrawn=False).exclude(state=State.READY, deadline__lt=now - timedelta(days=7))
    rows = with_status(_first(due, "deadline", "pk")).select_related("assigned_to")
    return {"stories": rows, "count": due.count(), "now": now, "user": user}


@register.inclusion_tag("admin/articles/_next_hours.html")
def next_hours(user: User) -> dict[str, Any]:
    """Editions that go before readers in the next 24 hours."""
    now = timezone.now()
    coming = Edition.objects.filter(
        live_from__gt=now, live_from__lte=now + timedelta(hours=24), live_until__isnull=True
    ).select_related("published_by")
    return {"editions": coming.order_by("live_from", "pk")[: ROWS * 2]}


@register.inclusion_tag("admin/articles/_open_questions.html")
def open_questions(user: User) -> dict[str, Any]:
    """Drafts from pasted copy in which something is still to be answered."""
    read_lines = RelatedLink.objects.exclude(wanted="")
    unclear_photos = Photo.objects.filter(Q(credit__licence__isnull=True) | Q(width=0))
    unclear = PhotoUse.objects.filter(photo__in=unclear_photos)
    asked = Article.objects.filter(
        Q(pk__in=read_lines.values("article")) | Q(pk__in=unclear.values("article")), intake__isnull=False
    )
    rows = _first(asked, "-saved_at").select_related("intake")
    rows = rows.annotate(read_lines=_count(read_lines), unclear_pictures=_count(unclear))
    return {"stories": rows, "count": asked.count()}


def _first(stories: QuerySet[Article], *order: str) -> QuerySet[Article]:
    """The first few, picked before anything is asked of each."""
    return Article.objects.filter(pk__in=stories.order_by(*order).values("pk")[:ROWS]).order_by(*order)


def _count(rows: QuerySet[Any]) -> Subquery:
    """How many of these rows are an article's."""
    of_it = rows.filter(article=OuterRef("pk")).order_by().values("article")
    return Subquery(of_it.annotate(count=Count("pk")).values("count"))


@register.simple_tag
def headlines(identities: Iterable[object]) -> dict[str, Edition]:
    """`{% headlines ids as heads %}`: what readers see of these stories now, by identity. One query."""
    known = [int(str(each)) for each in identities if str(each).isdecimal() and len(str(each)) < 16]
    found = Edition.objects.readable().filter(article__in=known).order_by("pk")
    return {str(edition.article_id): edition for edition in found.only("article_id", "headline", "path")}


@register.simple_tag
def story_link(identity: object, heads: dict[str, Edition] | None = None) -> SafeString:
    """`{% story_link id heads %}`: the headline that readers see, with its address; without `heads` it asks.

    A story that readers no longer see is named by its number alone.
    """
    edition = (headlines([identity]) if heads is None else heads).get(str(identity))
    if edition is None:
        return format_html("{} {}", _("Story"), identity)
    return format_html('<a class="t" href="{}">{}</a>', edition.path, edition.headline)
