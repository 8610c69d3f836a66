"""What the membership's forms may choose of ours: sections, topics, partners and kinds by their address,
pictures by their identity."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article, Outlet, Photo, Section, Topic
from newsroom.choosing import CHOOSERS, MOST, Choice, Chooser


def offer() -> None:
    CHOOSERS.update(
        sections=_addressed(Section),
        topics=_addressed(Topic),
        partners=_with_our_own(_addressed(Outlet)),
        kinds=Chooser(_kinds, lambda keys: [one for one in _kinds("") if one.key in set(keys)]),
        pictures=Chooser(_pictures, _pictures_named),
    )


def _addressed(model: Any) -> Chooser:
    def find(letters: str) -> Iterable[Choice]:
        rows = model.objects.filter(Q(name__icontains=letters) | Q(slug__icontains=letters))
        return [Choice(row.slug, row.name) for row in rows.order_by("name")[:MOST]]

    def named(keys: Iterable[str]) -> Iterable[Choice]:
        return [Choice(row.slug, row.name) for row in model.objects.filter(slug__in=list(keys))]

    return Chooser(find, named)


def _with_our_own(partners: Chooser) -> Chooser:
    """Before the partners stands copy that comes from none of them."""

    def own(letters: str) -> list[Choice]:
        words = gettext("Our own copy")
        return [Choice("none", words)] if letters.casefold() in words.casefold() else []

    def named(keys: Iterable[str]) -> Iterable[Choice]:
        keys = list(keys)
        return [*(own("") if "none" in keys else []), *partners.named(keys)]

    return Chooser(lambda letters: [*own(letters), *partners.find(letters)], named)


def _kinds(letters: str) -> list[Choice]:
    every = [Choice(kind.value, str(kind.label)) for kind in Article.Kind]
    return [one for one in every if letters.casefold() in one.words.casefold()]


def _pictures(letters: str) -> Iterable[Choice]:
    """Those that readers may be shown today, the newest first."""
    today = timezone.localdate()
    rows = Photo.objects.filter(
        Q(credit=None) | Q(credit__expires_on=None) | Q(credit__expires_on__gte=today), width__gt=0
    )
    found = rows.filter(
        Q(title__icontains=letters) | Q(caption__icontains=letters) | Q(credit__creator__icontains=letters)
    )
    return _shown(found.order_by("-added_at", "-pk")[:MOST])


def _pictures_named(keys: Iterable[str]) -> Iterable[Choice]:
    numbers = [key for key in keys if key.isascii() and key.isdecimal() and len(key) < 18]
    return _shown(Photo.objects.filter(pk__in=numbers))


def _shown(rows: QuerySet[Photo]) -> list[Choice]:
    return [
        Choice(str(photo.pk), " · ".join(part for part in (str(photo), _creator(photo)) if part))
        for photo in rows.select_related("credit")
    ]


def _creator(photo: Photo) -> str:
    credit = getattr(photo, "credit", None)
    return credit.creator if credit else ""
