"""What a save and a restore have to do with the text that several people write at once."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from articles.body.cleaning import clean
from articles.editing.together.difference import difference
from articles.editing.together.schema import html, parse
from articles.editing.together.sharing import Elsewhere, Place, at_version, dumped, head, put
from articles.editing.together.steps import applied
from articles.models import Article, Presence, SharedText

#: How long a text that nobody saved is kept; who typed it has it in a draft of their own as well.
KEPT = timedelta(days=30)
#: How long one that was saved is kept after the last has left.
RESTS = timedelta(minutes=10)


def body_at(article: int, place: Place) -> str | None:
    """The text at that place as a clean body; None if it is no more. To be asked before a transaction."""
    text = SharedText.objects.filter(article=article, epoch=place.epoch, version__gte=place.version).first()
    try:
        return clean(html(at_version(text, place.version))) if text else None
    except Elsewhere:
        return None


def was_saved(article: Article, place: Place, body: str | None) -> None:
    """The desk copy was saved out of the shared text as it stood at `place`. Call in the save's transaction.

    `body`: the text there. Where another body was saved, because something was merged into it, it was not.
    """
    if body is None or body != article.body:
        return
    text = SharedText.objects.select_for_update().filter(article=article, epoch=place.epoch).first()
    if text and text.saved_version <= place.version <= text.version:
        _mark(text, article, dumped(at_version(text, place.version)), place.version)


def _mark(text: SharedText, article: Article, doc: str, version: int) -> None:
    text.revision, text.saved, text.saved_version = article.revision, doc, version
    text.save(update_fields=["revision", "saved", "saved_version"])


def whose_is_newer(saved: Article, place: Place | None) -> str:
    """Of a form whose body stands at `place`, and the saved copy: "mine" or "theirs"; "" if nobody can say.

    Both were made out of one text, in which nothing gets lost: the later of them has all that the other has.
    """
    text = (
        SharedText.objects.filter(article=saved, revision=saved.revision, epoch=place.epoch)
        if place
        else None
    )
    version = text.values_list("saved_version", flat=True).first() if text else None
    if place is None or version is None:
        return ""
    return "mine" if version <= place.version else "theirs"


@dataclass(frozen=True)
class Written:
    """A form as it was typed, with the text of all in it. `is_other`: its own was not quite that."""

    typed: list[tuple[str, str]]
    place: Place
    is_other: bool


def with_text_of_all(typed: list[tuple[str, str]], article: Article) -> Written | None:
    """What was typed while several people wrote, as they have written on; None if it is not of their text.

    It holds what they wrote as well, and put in as its own it would stand there twice.
    """
    own = dict(typed)
    place = Place.said(own.get("shared", ""))
    text = SharedText.objects.filter(article=article, epoch=place.epoch).first() if place else None
    if text is None:
        return None
    doc = head(text)
    said = {"body": html(doc), "shared": str(Place(text.epoch, text.version))}
    is_other = clean(own.get("body", "")) != clean(said["body"])
    return Written(
        [(name, said.get(name, value)) for name, value in typed], Place(text.epoch, text.version), is_other
    )


def not_saved(article: Article) -> str | None:
    """The text that is written together as a clean body, if it has something that is not saved."""
    text = SharedText.objects.filter(article=article, version__gt=F("saved_version")).first()
    body = clean(html(head(text))) if text else None
    return None if body == article.body else body


def was_replaced(article: Article) -> None:
    """The desk copy became another by hand, and so does the text: in steps, so what is typed meanwhile stays.

    Call in the transaction in which it did.
    """
    text = SharedText.objects.select_for_update().filter(article=article).first()
    if text is None:
        return
    before, after = head(text), parse(article.body)
    if steps := difference(before, after):
        put(text, applied(before, steps), [step.to_json() for step in steps], "")
    _mark(text, article, dumped(after), text.version)


def clear() -> None:
    """Forget the texts that nobody writes any more once they are saved, overtaken by a save, or old."""
    now = timezone.now()
    there = Presence.objects.filter(article=OuterRef("article"), until__gt=now)
    done = Q(version=F("saved_version")) | ~Q(revision=F("article__revision"))
    old = Q(changed_at__lt=now - RESTS) & done | Q(changed_at__lt=now - KEPT)
    SharedText.objects.filter(old, ~Exists(there)).delete()
