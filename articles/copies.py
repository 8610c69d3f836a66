"""A whole story as plain values: the desk copy, a Version, pasted copy, a preview and an Edition meet in it.

Identities lead; names stand beside them as they were when the copy was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from articles.body import parts

#: What a picture brings along wherever it is shown.
OF_PHOTO = ("caption", "alt", "focal_x", "focal_y")


def same(one: object, names: Iterable[str]) -> dict[str, Any]:
    """What it has under these names, to be given to another by the same names."""
    return {name: getattr(one, name) for name in names}


@dataclass(frozen=True)
class CopyByline:
    author: int
    name: str
    role: str


@dataclass(frozen=True)
class CopyPhoto:
    photo: int
    place: str
    caption: str = ""
    alt: str = ""
    decorative: bool = False
    focal_x: int = 50
    focal_y: int = 50
    credit: str = ""


@dataclass(frozen=True)
class CopyLink:
    """To another story (`target`), a page outside, or a story not found yet (`wanted`: its headline)."""

    place: str
    target: int | None
    url: str
    title: str
    wanted: str


@dataclass(frozen=True)
class CopyTopic:
    topic: int
    name: str


#: The many of a copy, each in the order in which readers are given them.
ROWS = {"bylines": CopyByline, "photos": CopyPhoto, "links": CopyLink, "topics": CopyTopic}


@dataclass(frozen=True)
class Copy:
    """The order of the fields is that of the JSON that Versions keep, and so is part of what they are."""

    headline: str = ""
    standfirst: str = ""
    kicker: str = ""
    #: One point on each line, as it was typed.
    key_points: str = ""
    #: Clean HTML, with blocks in it (body/parts.py).
    body: str = ""
    kind: str = "news"
    slug: str = ""
    section: int | None = None
    section_name: str = ""
    outlet: int | None = None
    outlet_name: str = ""
    outlet_url: str = ""
    prominence: int = 0
    sensitive: bool = False
    bylines: tuple[CopyByline, ...] = ()
    photos: tuple[CopyPhoto, ...] = ()
    links: tuple[CopyLink, ...] = ()
    topics: tuple[CopyTopic, ...] = ()

    @classmethod
    def of(cls, snapshot: Mapping[str, Any]) -> Copy:
        """The copy that a Version keeps. What an old one does not say yet is as in a new story."""
        said = {each.name: snapshot[each.name] for each in fields(cls) if each.name in snapshot}
        many = {name: tuple(row(**each) for each in snapshot.get(name, ())) for name, row in ROWS.items()}
        return cls(**{**said, **many})

    def as_json(self) -> dict[str, Any]:
        """As a Version keeps it."""
        return asdict(self) | {name: [asdict(row) for row in getattr(self, name)] for name in ROWS}

    @property
    def cut(self) -> list[parts.Part]:
        """The body in parts, as pages are made of them."""
        return parts.cut(self.body)

    @property
    def points(self) -> list[str]:
        return [line.strip() for line in self.key_points.splitlines() if line.strip()]
