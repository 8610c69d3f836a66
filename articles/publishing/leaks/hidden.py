"""What is hidden of a story: words, addresses and pictures of its saved copies that no reader may have."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from articles import models
from articles.body import parts
from articles.copies import Copy
from articles.editing.copying import copy_of
from articles.transliteration import fold
from newsroom.choosing import pictures_shown

#: Fewer letters than this are found everywhere and prove nothing.
SHORTEST = 8
_SENTENCE = re.compile(r"[^.!?\n]+")


@dataclass(frozen=True)
class HiddenWords:
    name: str
    words: str

    def __str__(self) -> str:
        return f"{self.name} “{self.words.strip()[:60]}”"


@dataclass
class Hidden:
    article: models.Article
    #: What to look for, folded, and what to call it.
    words: dict[str, HiddenWords] = field(default_factory=dict)
    #: Where the story stands, stood or will stand; empty if readers have it there now.
    paths: set[str] = field(default_factory=set)
    #: Pictures that stand in no story that readers have, by their keys.
    photos: dict[str, models.Photo] = field(default_factory=dict)
    #: The cards drawn of editions that readers do not have, by their digests.
    cards: set[str] = field(default_factory=set)
    #: What is too short to prove anything.
    left_out: list[str] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    _excused: dict[str, bool] = field(default_factory=dict)

    def add(self, name: str, words: str, known: set[str]) -> None:
        folded = fold(words)
        if not folded or folded in known:
            return
        known.add(folded)
        said = HiddenWords(name, words)
        if len(folded) < SHORTEST:
            self.left_out.append(str(said))
        else:
            self.words[folded] = said

    def excused(self, folded: str) -> bool:
        """Whether another story that readers have says the same; a headline only if that is called so."""
        if folded not in self._excused:
            said = self.words[folded]
            others = public_editions().exclude(article=self.article)
            same = others.filter(search_entry__text__contains=folded)
            if said.name == "headline":
                same = others.filter(search_entry__headline=folded)
            elif said.name in {"caption", "alt text"}:
                same = others.filter(Q(photos__caption=said.words) | Q(photos__alt=said.words))
            self._excused[folded] = same.exists() or _said_outside(said)
        return self._excused[folded]


def is_over(edition: models.Edition, now: datetime) -> bool:
    return edition.live_until is not None and edition.live_until <= now


def public_editions(now: datetime | None = None) -> Any:
    """The editions that have begun and are not over, said anew and not by `readable()`."""
    now = now or timezone.now()
    return models.Edition.objects.filter(live_from__lte=now).exclude(live_until__lte=now)


def of(article: models.Article) -> Hidden:
    found = Hidden(article)
    public = public_editions().filter(article=article).select_related("version").first()
    known = {fold(words) for _name, words in _told(public.version.copy)} if public else set()
    found.copies = [copy_of(article), *(version.copy for version in article.versions.all())]
    for copy in found.copies:
        for name, words in _told(copy):
            found.add(name, words, known)
    if public is None:
        for fix in article.corrections.all():
            found.add("correction", fix.text, known)
        used = {*article.addresses.values_list("path", flat=True), article.address}
        found.paths = {path for path in (*used, *article.editions.values_list("path", flat=True)) if path}
    shown = models.EditionPhoto.objects.filter(edition__in=public_editions()).values("photo")
    wanted = {use.photo for copy in found.copies for use in copy.photos}
    hidden = models.Photo.objects.filter(pk__in=wanted, portrait_of=None).exclude(pk__in=shown)
    hidden = hidden.exclude(page_edition_photos__edition__in=models.PageEdition.objects.readable())
    hidden = hidden.exclude(pk__in=pictures_shown())
    found.photos = {photo.key: photo for photo in hidden}
    drawn = models.ShareCard.objects.exclude(digest="")
    had = drawn.filter(edition__in=public_editions()).values("digest")
    found.cards = set(
        drawn.filter(edition__article=article).exclude(digest__in=had).values_list("digest", flat=True)
    )
    return found


def _said_outside(said: HiddenWords) -> bool:
    """Whether words of a picture stand beside one that readers have outside the stories."""
    if said.name not in {"caption", "alt text"}:
        return False
    same = Q(caption=said.words) | Q(alt=said.words)
    own = models.PageEditionPhoto.objects.filter(same, edition__in=models.PageEdition.objects.readable())
    return own.exists() or models.Photo.objects.filter(same, pk__in=pictures_shown()).exists()


def _told(copy: Copy) -> Iterator[tuple[str, str]]:
    """Everything in a copy that would tell of the story, with a name for it."""
    yield "headline", copy.headline
    yield "standfirst", copy.standfirst
    yield "original", copy.outlet_url
    for point in copy.points:
        yield "key point", point
    cut = copy.cut
    for sentence in _SENTENCE.findall(parts.plain_text(cut)):
        yield "text", sentence
    for kind, value in cut:
        if kind == "quote":
            yield "quote", value["text"]
    for use in copy.photos:
        yield "caption", use.caption
        yield "alt text", use.alt
    for link in copy.links:
        yield "wanted story", link.wanted
    yield from _names(copy)


def _names(copy: Copy) -> Iterator[tuple[str, str]]:
    """People, partners and topics that no reader has heard of by any story."""
    public = public_editions()
    people = [line.author for line in copy.bylines]
    for author in models.Author.objects.filter(pk__in=people).exclude(
        pk__in=public.values("bylines__author")
    ):
        yield "author", author.name
    for topic in models.Topic.objects.filter(pk__in=[use.topic for use in copy.topics]):
        if not public.filter(topics__topic=topic).exists():
            yield "topic", topic.name
    outlet = models.Outlet.objects.filter(pk=copy.outlet or 0).first()
    if outlet and not public.filter(outlet=outlet).exists():
        yield "partner", outlet.name
