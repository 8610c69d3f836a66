"""The body of a story as one text of several people: one authority takes their steps, one by one.

Who joins says what its form began from, gets the text of that moment and the steps since, and puts what
it has typed on top. What is written here is nobody's desk copy before somebody saves.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.utils import timezone
from prosemirror.model import Node

from articles.editing.together.presence import Window
from articles.editing.together.schema import parse, schema
from articles.editing.together.steps import FURTHEST, MOST, Data, Refused, applied, played, read, shifted
from articles.models import Article, Presence, SharedSteps, SharedText

#: Milliseconds between two turns of a form while somebody writes.
TURN = 1250
#: Steps between two writings of the whole text.
WRITTEN_EVERY = 40
#: Texts that a process holds; of others it reads the row.
HELD = 100
#: A step, and the window that it comes from.
Told = tuple[Data, str]
_held: dict[str, tuple[int, Node]] = {}


@dataclass(frozen=True)
class Place:
    """A version of a shared text: what a form's body is, or came from."""

    epoch: str
    version: int

    @classmethod
    def said(cls, words: str) -> "Place | None":
        """As a form says it: epoch:version."""
        epoch, _colon, version = words.partition(":")
        known = epoch.isalnum() and len(epoch) <= 16 and version.isdecimal() and len(version) < 9
        return cls(epoch, int(version)) if known else None

    def __str__(self) -> str:
        return f"{self.epoch}:{self.version}"


class Elsewhere(Exception):
    """The form and the text of the others did not begin alike, or that text is no more."""


@dataclass(frozen=True)
class Joined:
    """`doc`: the text at that place, as JSON; `steps`: what was taken since."""

    at: Place
    doc: str
    steps: list[Told]


@transaction.atomic
def join(window: Window, revision: int, known: Place | None) -> Joined:
    """Write in the text of this story, beside whoever does. Raises Elsewhere.

    `revision`: the save that the window's form was opened with; `known`: what its body came from if not that.
    """
    article = Article.objects.select_for_update().only("pk", "body", "revision").get(pk=window.article.pk)
    text = SharedText.objects.select_for_update().filter(article=article).first()
    if text and known and known.epoch == text.epoch and known.version <= text.version:
        at, doc = known, dumped(at_version(text, known.version))
    elif text and text.revision == revision:
        at, doc = Place(text.epoch, text.saved_version), text.saved
    elif article.revision != revision or (text and _has_writers(text, window)):
        raise Elsewhere
    else:
        text = _begin(article)
        at, doc = Place(text.epoch, 0), text.doc
    Presence.objects.filter(article=article, person=window.person, window=window.name).update(
        epoch=text.epoch
    )
    return Joined(at, doc, since(text, at.version))


def _has_writers(text: SharedText, window: Window) -> bool:
    there = Presence.objects.filter(article=text.article_id, epoch=text.epoch, until__gt=timezone.now())
    return there.exclude(person=window.person, window=window.name).exists()


def _begin(article: Article) -> SharedText:
    SharedText.objects.filter(article=article).delete()
    doc = dumped(parse(article.body))
    return SharedText.objects.create(
        article=article, epoch=token_hex(8), doc=doc, saved=doc, revision=article.revision
    )


def take(window: Window, at: Place, steps: Sequence[Any]) -> list[Told] | None:
    """What the window does not know yet, up to and with its own steps; None where it sorts it out itself.

    Steps made at an older version are moved here if they touch nothing that others touched: among many, one
    alone would hardly ever be at the head. A batch that comes twice is taken once: the second finds steps of
    its own window among what it missed. Raises Refused or Elsewhere.
    """
    if len(steps) > MOST:
        raise Refused("too many")
    own = [read(data) for data in steps]
    with transaction.atomic():
        text = _text(window.article.pk, at)
        missed = since(text, at.version)
        if len(missed) > FURTHEST or any(who == window.name for _step, who in missed):
            return None
        doc = head(text)
        if missed:
            moved = shifted(doc, own, [step for step, _who in missed])
            if moved is None:
                return None
            own = moved
        put(text, applied(doc, own), [step.to_json() for step in own], window.name)
    return [*missed, *((step.to_json(), window.name) for step in own)] if missed else []


def told_since(article: Article, at: Place) -> list[Told]:
    """What was taken since, as far as the story was read. Raises Elsewhere."""
    text: SharedText | None = getattr(article, "shared_text", None)
    if text is None or text.epoch != at.epoch or text.version < at.version:
        raise Elsewhere
    return since(text, at.version)


def _text(article: int, at: Place) -> SharedText:
    rows = SharedText.objects.filter(article=article, epoch=at.epoch, version__gte=at.version)
    text = rows.select_for_update().defer("doc", "saved").first()
    if text is None:
        raise Elsewhere
    return text


def since(text: SharedText, version: int, until: int | None = None) -> list[Told]:
    """The steps from this version on, each with its window. A version within a batch is asked for, too."""
    until = text.version if until is None else until
    if version >= until:
        return []
    batches = text.batches.filter(version__lt=until, version__gt=version - MOST).order_by("version")
    found: list[Told] = []
    for start, steps, window in batches.values_list("version", "steps", "window"):
        read_steps = json.loads(steps)[max(0, version - start) : until - start]
        found += [(step, window) for step in read_steps]
    return found


def put(text: SharedText, doc: Node, steps: Sequence[Data], window: str) -> None:
    """Take these steps, after which the text is `doc`. Call with the row locked."""
    said = json.dumps(steps, ensure_ascii=False, separators=(",", ":"))
    SharedSteps.objects.create(text=text, version=text.version, count=len(steps), steps=said, window=window)
    text.version += len(steps)
    text.changed_at = timezone.now()
    fields = ["version", "changed_at"]
    if text.version - text.doc_version >= WRITTEN_EVERY:
        text.doc, text.doc_version = dumped(doc), text.version
        fields += ["doc", "doc_version"]
    text.save(update_fields=fields)
    transaction.on_commit(lambda: _hold(text, doc))


def head(text: SharedText) -> Node:
    """The text as it stands: held by this process, or what was written last and the steps since."""
    held = _held.get(text.epoch)
    if held and text.doc_version <= held[0] <= text.version:
        version, doc = held
    else:
        version, doc = text.doc_version, _loaded(text.doc)
    doc = played(doc, [step for step, _who in since(text, version)])
    _hold(text, doc)
    return doc


def _hold(text: SharedText, doc: Node) -> None:
    _held.pop(text.epoch, None)
    _held[text.epoch] = (text.version, doc)
    # Another thread may have let go of the same ones by now.
    for epoch in list(_held)[:-HELD]:
        _held.pop(epoch, None)


def at_version(text: SharedText, version: int) -> Node:
    """The text as it stood at that version. Raises Elsewhere if that is no longer known."""
    if version == text.version:
        return head(text)
    known = [(text.saved_version, text.saved), (text.doc_version, text.doc)]
    start, doc = max((each for each in known if each[0] <= version), default=(-1, ""))
    if start < 0:
        raise Elsewhere
    return played(_loaded(doc), [step for step, _who in since(text, start, version)])


def dumped(doc: Node) -> str:
    return json.dumps(doc.to_json(), ensure_ascii=False, separators=(",", ":"))


def _loaded(doc: str) -> Node:
    return Node.from_json(schema, json.loads(doc))
