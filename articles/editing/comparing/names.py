"""What stands behind the identities in two copies: pictures to look at, headlines of linked stories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.body.parts import Part
from articles.editing.comparing.rows import Shown
from articles.models import Article, Photo
from articles.photos.renditions import nearest

#: Width in px that a picture has in one of two columns.
WIDTH = 384


@dataclass(frozen=True)
class Names:
    photos: dict[int, Photo]
    stories: dict[int, str]

    @classmethod
    def of(cls, photos: Iterable[int], stories: Iterable[int], bodies: Iterable[list[Part]]) -> Names:
        """What these copies name, in two queries; what is no longer here is left out."""
        cut = [part for body in bodies for part in body]
        named = {value for kind, value in cut if kind == "photo"} | set(photos)
        led_to = {value for kind, value in cut if kind == "read" and isinstance(value, int)} | set(stories)
        rows = Photo.objects.select_related("credit__licence").in_bulk(named)
        headlines = Article.objects.filter(pk__in=led_to).values_list("pk", "headline")
        return cls(rows, dict(headlines) if led_to else {})

    def photo(self, pk: int) -> str:
        return str(self.photos.get(pk, _("no longer here")))

    def story(self, pk: int) -> str:
        return self.stories.get(pk) or _("Story %(number)d") % {"number": pk}

    def shown(self, pk: int, credit: str = "") -> Shown:
        """`credit`: as the copy has it; else as it is now."""
        row = self.photos.get(pk)
        width = nearest(row.widths, WIDTH) if row else 0
        now = str(getattr(row, "credit", ""))
        return Shown(row.url(width, "jpg") if row and width else "", credit or now)
