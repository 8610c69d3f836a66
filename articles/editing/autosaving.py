"""What is typed is kept on the way, for whoever types it alone: no reader, version or page knows of it.

A form that is opened has a key of its own, so two tabs of one person never replace each other's text. Text
that is taken up in another form goes on there: its row becomes that form's with the first that is typed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Autosave
from newsroom.models import User

#: Names and values of a form, in its order.
Typed = list[tuple[str, str]]
#: Letters of all of a form; the longest story of the house has a tenth of it.
LONGEST = 2_000_000
#: How long it is known which story a new one became, and how long what was thrown away can be taken back.
KEPT = timedelta(days=30)
CLEARED_AT_ONCE = 500


class TooLong(Exception):
    """The text is longer than what is kept on the way."""


class Late(Exception):
    """What is kept of this form is newer: it has changed `count` times."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class Became(Exception):
    """The new story of this form was saved by another request in the same moment: it is `story`."""

    def __init__(self, story: int) -> None:
        super().__init__(story)
        self.story = story


@dataclass(frozen=True)
class Form:
    """A form that somebody has open. `taken`: key and count of the text that it was opened with, if any."""

    person: User
    key: str
    taken: tuple[str, int] | None = None

    def rows(self) -> QuerySet[Autosave]:
        return self.person.autosaves.filter(self.own())

    def own(self) -> Q:
        return Q(form_key=self.key) | self.taken_up()

    def taken_up(self) -> Q:
        """Only as it was: what has been typed into it elsewhere since is a text of its own."""
        key, count = self.taken or ("", 0)
        return Q(form_key=key, count=count)


def keep(form: Form, article: Article | None, count: int, typed: Typed) -> datetime:
    """Keep what is typed in this form; the moment at which it was. Raises PermissionDenied, TooLong, Late.

    `count`: how often the form has changed; a smaller one than is kept comes late, and replaces nothing.
    """
    _require_write(form.person, article)
    # PostgreSQL holds no zero byte, and would refuse all that is typed for one that came in with a paste.
    typed = [(name, value.replace("\0", "")) for name, value in typed]
    if sum(len(name) + len(value) for name, value in typed) > LONGEST:
        raise TooLong
    now = timezone.now()
    said: dict[str, Any] = {"typed": typed, "count": count, "saved_at": now, "thrown_at": None}
    rows = form.person.autosaves
    if rows.filter(form_key=form.key, count__lt=count).update(**said):
        return now
    if form.taken and not rows.filter(form_key=form.key).exists():
        taken = rows.filter(form.taken_up(), article=article)
        if taken.update(form_key=form.key, **said):
            return now
    row = Autosave(person=form.person, article=article, form_key=form.key, **said)
    Autosave.objects.bulk_create([row], ignore_conflicts=True)
    there = rows.filter(form_key=form.key).values_list("count", flat=True).first() or 0
    if there > count:
        raise Late(there)
    if there < count:
        # What was typed before this has come in between.
        rows.filter(form_key=form.key, count__lt=count).update(**said)
    return now


def was_saved(form: Form, article: Article, *, is_new: bool) -> None:
    """The text of this form is the desk copy now, or a Version. Call in the transaction of a save, which is
    undone where this raises Became."""
    if form.key and is_new:
        # Sent once more, because the answer got lost, it is this story and not another.
        row, _made = Autosave.objects.select_for_update().get_or_create(
            person=form.person, form_key=form.key, defaults={"count": 0}
        )
        if row.article_id:
            raise Became(row.article_id)
        row.article, row.typed, row.saved_at = article, None, timezone.now()
        row.save(update_fields=["article", "typed", "saved_at"])
        form = Form(form.person, "", form.taken)
    form.rows().exclude(form_key="").delete()


def became(person: User, key: str) -> int | None:
    """The story that the new one in this form was saved as, if it was."""
    found = person.autosaves.filter(form_key=key, article__isnull=False) if key else Autosave.objects.none()
    return found.values_list("article", flat=True).first()


def not_saved(person: User) -> QuerySet[Autosave]:
    """What this person typed and neither saved nor threw away, the newest first."""
    return person.autosaves.filter(typed__isnull=False, thrown_at__isnull=True).order_by("-saved_at", "-pk")


def kept_as(person: User, article: Article | None, key: str) -> Autosave | None:
    """The text of this key, thrown away or not."""
    rows = person.autosaves.filter(typed__isnull=False, article=article)
    return rows.filter(form_key=key).first() if key else None


def forget(row: Autosave) -> None:
    """There is nothing in it that is not saved; what has been typed on since stays."""
    Autosave.objects.filter(pk=row.pk, count=row.count).delete()


def throw_away(person: User, key: str) -> Autosave | None:
    """The text, if there was one. Its key still opens it for KEPT; typed on, it is there again."""
    row = not_saved(person).filter(form_key=key).first()
    if row:
        not_saved(person).filter(pk=row.pk).update(thrown_at=timezone.now())
    return row


def clear() -> None:
    """Forget what was saved or thrown away long ago; never what was only typed."""
    long_ago = timezone.now() - KEPT
    gone = Autosave.objects.filter(Q(typed__isnull=True, saved_at__lt=long_ago) | Q(thrown_at__lt=long_ago))
    while some := list(gone.order_by().values_list("pk", flat=True)[:CLEARED_AT_ONCE]):
        Autosave.objects.filter(pk__in=some).delete()


def _require_write(person: User, article: Article | None) -> None:
    if not person.has_perm("articles.add_article" if article is None else "articles.change_article"):
        raise PermissionDenied(_("You may not save stories. Ask an editor."))
