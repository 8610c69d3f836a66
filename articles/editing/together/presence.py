"""Who has a story open, and where in it: a notice, never a lock.

A window says so every few seconds, and is gone when it has not for as long as it said it might be silent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from articles.models import Article, Presence
from newsroom.models import User

#: Milliseconds from one question of a form to its next.
EVERY = 5000
#: Longer than the slowest clock of a page that nobody looks at: browsers wake it once a minute.
LONGEST = timedelta(seconds=90)
#: Windows of one person that are told of to others, of all stories together; nobody looks at so many.
MOST = 50


@dataclass(frozen=True)
class Window:
    """A page with a story's form in it, and whose it is."""

    person: User
    article: Article
    name: str


def here(window: Window, field: str, silent: timedelta) -> list[Presence]:
    """The window is open, its caret in that field; the others that are, in the order in which they came.

    `silent`: within so long it says so again. It is written only when half of that is over, or the field is
    another: one query for most of them. Of a person's windows beyond MOST it is not told.
    """
    now = timezone.now()
    silent = min(silent, LONGEST)
    rows = Presence.objects.filter(article=window.article)
    present = list(rows.filter(until__gt=now).select_related("person").order_by("since", "pk"))
    own = [row for row in present if row.person_id == window.person.pk and row.window == window.name]
    if not own and _has_room(window, now):
        said = {"field": field, "until": now + silent}
        Presence.objects.update_or_create(
            article=window.article,
            person=window.person,
            window=window.name,
            defaults={**said, "since": now},
            create_defaults=said,
        )
    elif own and (own[0].field != field or own[0].until < now + silent / 2):
        rows.filter(pk=own[0].pk).update(field=field, until=now + silent)
    return [row for row in present if row not in own]


def _has_room(window: Window, now: datetime) -> bool:
    """Whether this person may have one more window. Those of theirs that went without a word make room."""
    rows = Presence.objects.filter(person=window.person)
    if rows.count() < MOST:
        return True
    rows.filter(until__lte=now).delete()
    return rows.count() < MOST


def left(window: Window) -> None:
    """The page is closed, or shows something else."""
    Presence.objects.filter(article=window.article, person=window.person, window=window.name).delete()


def clear() -> None:
    """Forget who is gone without a word."""
    Presence.objects.filter(until__lte=timezone.now() - LONGEST).delete()
