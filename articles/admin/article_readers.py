"""What readers have of a story, as the desk tells it."""

from typing import Any

from django.utils import timezone

from articles.models import Article, Edition


def what_readers_have(article: Article) -> dict[str, Any]:
    """What readers have of this story: the live edition, the scheduled one, the withdrawn one."""
    now = timezone.now()
    editions = list(
        article.editions.exclude(closed=Edition.Closed.CANCELLED)
        .select_related("version")
        .defer("parts", "search_text", "version__snapshot")
        .order_by("-live_from", "-pk")[:20]
    )
    live = next((edition for edition in editions if edition.is_live), None)
    scheduled = next((edition for edition in editions if edition.live_from > now), None)
    withdrawn = None if live else next((e for e in editions if e.closed == Edition.Closed.WITHDRAWN), None)
    return {
        "live": live,
        "scheduled": scheduled,
        "withdrawn": withdrawn,
        "was_read": any(edition.live_from <= now for edition in editions),
    }
