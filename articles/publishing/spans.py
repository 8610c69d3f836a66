"""The spans of editions: which a second call has already made, how room is made, what is taken back."""

from datetime import datetime

from articles.models import Edition, Version
from newsroom import pagestore


def tags_of(edition: Edition) -> set[str]:
    """What a page may be made of that shows this edition."""
    tags = {"latest", f"article:{edition.article_id}", f"section:{edition.section_id}"}
    if edition.outlet_id:
        tags.add(f"outlet:{edition.outlet_id}")
    tags |= {f"author:{pk}" for pk in edition.bylines.values_list("author", flat=True)}
    tags |= {f"topic:{pk}" for pk in edition.topics.values_list("topic", flat=True)}
    return tags


def already(editions: list[Edition], version: Version, at: datetime | None, now: datetime) -> Edition | None:
    """The edition that a second, equal call already made."""
    for edition in editions:
        if edition.live_until is not None or not version.says_what(edition.version):
            continue
        if edition.live_from == at or (edition.live_from <= now and (at is None or at <= now)):
            return edition
    return None


def was_read(edition: Edition, now: datetime) -> bool:
    return edition.live_from <= now and edition.live_until != edition.live_from


def close(editions: list[Edition], live_from: datetime, now: datetime) -> None:
    """Make room: what is live ends when the new edition begins, what was only scheduled is cancelled."""
    for edition in reversed(editions):  # the scheduled one makes room before the live one is given more
        if edition.live_from > now:
            cancel(edition)
        elif edition.live_until is None or edition.live_until > now:
            edition.live_until, edition.closed = live_from, Edition.Closed.REPLACED
            edition.save(update_fields=["live_until", "closed"])


def cancel(edition: Edition, reason: str = "") -> bool:
    """Take back an edition that has not begun; False if that was done before. The desk keeps the reason."""
    if edition.live_until is not None:
        return False
    edition.live_until, edition.closed = edition.live_from, Edition.Closed.CANCELLED
    edition.reason = reason
    edition.save(update_fields=["live_until", "closed", "reason"])
    return True


def take_back(edition: Edition, now: datetime, reason: str = "") -> None:
    """Cancel what is scheduled; what readers have now, and would have lost to it, stays."""
    replaced = Edition.objects.filter(
        article=edition.article_id,
        live_until=edition.live_from,
        closed=Edition.Closed.REPLACED,
        live_from__lte=now,
    )
    cancel(edition, reason)
    replaced.update(live_until=None, closed=Edition.Closed.OPEN)
    pagestore.touch(*tags_of(edition))
