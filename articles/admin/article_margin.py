"""What stands in the margin of the story form: state, checks, length, versions, previews."""

from typing import Any

from django.utils import timezone

from articles.admin.article_checks import steps, told
from articles.admin.article_readers import what_readers_have
from articles.editing.copying import copy_of
from articles.editing.status import shown_state
from articles.models import Article, PreviewLink
from articles.publishing.previews import is_open
from articles.publishing.problems import judged
from newsroom.models import User

VERSIONS_SHOWN = 5


def margin(article: Article | None, formsets: list[Any], by: User) -> dict[str, Any]:
    """The margin of a saved copy as `by` is told; of a new story, only the parts of the form."""
    if article is None or article.pk is None:
        return steps()
    theirs = what_readers_have(article)
    coming = theirs["scheduled"]
    # What is scheduled is judged by the moment it goes out: then its embargo is over, or a picture's time.
    at, copy = coming.live_from if coming else None, copy_of(article)
    verdict = judged(copy, article=article.pk, embargo=article.embargo, at=at, by=by)
    versions = list(
        article.versions.select_related("made_by").defer("snapshot").order_by("-number")[:VERSIONS_SHOWN]
    )
    shown = coming or theirs["live"]
    return {
        **told(verdict, copy, formsets),
        "versions": versions,
        "earlier_versions": versions[-1].number - 1 if versions else 0,
        "previews": _previews(article),
        "state": shown_state(article),
        "newest_version": versions[0] if versions else None,
        "newer_copy": bool(shown and versions and not versions[0].says_what(shown.version)),
        "today": timezone.localdate().isoformat(),
        **theirs,
    }


def _previews(article: Article) -> list[PreviewLink]:
    """The links that show a copy of this story to whoever has them."""
    links = article.preview_links.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())
    # Each maker once: what they may do is asked of one object, however many links are theirs.
    rows = links.select_related("version").defer("version__snapshot").prefetch_related("made_by")
    rows = rows.order_by("-made_at")
    return [link for link in rows if is_open(link)][:VERSIONS_SHOWN]


def byline_line(formset: Any) -> list[tuple[str, list[str]]]:
    """Who is credited, as readers will see it: each role once, with its names in order."""
    roles: dict[str, list[str]] = {}
    for form in formset.initial_forms:
        row = form.instance
        if row.author_id:
            roles.setdefault(row.get_role_display(), []).append(row.author.name)
    return list(roles.items())
