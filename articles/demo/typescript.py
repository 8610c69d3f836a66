"""A story as it stands in its file: a head of `Name: value` lines, an empty line, the text.

In the text a paragraph ends at an empty line; `## ` begins a heading, *stars* and **double stars** stress.
`READ: slug`, `QUOTE: words | who` and `PICTURE: name | caption` stand alone. What follows a line `+++` was
added later, when the story was updated. {year-1}, {weekday+3} are counted from the day of the demo, so that
the paper is never old.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format

from articles.body import parts
from articles.body.cleaning import clean

FOLDER = Path(__file__).parent / "stories"
_COUNTED = re.compile(r"\{(year|weekday)([+-]\d+)?\}")
_MOMENT = re.compile(r"(?P<in>in )?(?P<days>\d+) days?(?P<ago> ago)?, (?P<hour>\d\d):(?P<minute>\d\d)\Z")
_LATER = re.compile(r"(\d+) (minute|hour|day)s? later\Z")


@dataclass(frozen=True)
class Typescript:
    section: str
    slug: str
    head: Mapping[str, list[str]]
    paragraphs: list[str]
    added: list[str]

    def line(self, name: str) -> str:
        return self.head.get(name, [""])[0]

    def names(self, name: str, *, apart: str = ",") -> list[str]:
        return [part.strip() for part in self.line(name).split(apart) if part.strip()]

    def moment(self, name: str, *, now: datetime) -> datetime | None:
        """What a line such as “1 day ago, 06:00” names; never a moment of today that is yet to come."""
        if not self.line(name):
            return None
        found = _MOMENT.match(self.line(name))
        if found is None or bool(found["in"]) == bool(found["ago"]):
            raise ValueError(f"{self.slug}: “{self.line(name)}” is no moment.")
        days = int(found["days"]) * (1 if found["in"] else -1)
        day = timezone.localdate(now) + timedelta(days=days)
        moment = timezone.make_aware(datetime.combine(day, time(int(found["hour"]), int(found["minute"]))))
        return moment - timedelta(days=1) if found["ago"] and moment > now else moment

    def later(self, name: str) -> timedelta | None:
        found = _LATER.match(self.line(name))
        return timedelta(**{f"{found[2]}s": int(found[1])}) if found else None

    def pictures(self) -> list[tuple[str, str]]:
        """(name, caption) of each picture in the text."""
        return [
            (name.strip(), caption.strip())
            for paragraph in (*self.paragraphs, *self.added)
            if paragraph.startswith("PICTURE: ")
            for name, _bar, caption in [paragraph.removeprefix("PICTURE: ").partition("|")]
        ]

    def reads(self) -> list[str]:
        """The slugs that READ lines in the text lead to."""
        told = (*self.paragraphs, *self.added)
        return [line.removeprefix("READ: ") for line in told if line.startswith("READ: ")]

    def body(self, *, stories: Callable[[str], int], photos: Callable[[str], int | None], whole: bool) -> str:
        """Clean HTML. `stories` and `photos` know the identities; `whole` takes in what was added later."""
        told = [*self.paragraphs, *(self.added if whole else [])]
        return clean("".join(_as_html(paragraph, stories, photos) for paragraph in told))


def read_all(today: date) -> list[Typescript]:
    """Every story of the paper, by section and slug."""
    return [read(path, today) for path in sorted(FOLDER.glob("*/*.txt"))]


def read(path: Path, today: date) -> Typescript:
    text = _COUNTED.sub(lambda match: _count(match, today), path.read_text("utf-8"))
    top, _empty, rest = text.partition("\n\n")
    head: dict[str, list[str]] = {}
    for line in top.splitlines():
        name, _colon, value = line.partition(":")
        head.setdefault(name.strip(), []).append(value.strip())
    first, _plus, added = rest.partition("+++")
    return Typescript(path.parent.name, path.stem, head, _paragraphs(first), _paragraphs(added))


def _paragraphs(text: str) -> list[str]:
    return [" ".join(block.split()) for block in re.split(r"\n\s*\n", text) if block.strip()]


def _count(match: re.Match[str], today: date) -> str:
    shift = int(match[2] or 0)
    if match[1] == "year":
        return str(today.year + shift)
    return date_format(today + timedelta(days=shift), "l")


def _as_html(paragraph: str, stories: Callable[[str], int], photos: Callable[[str], int | None]) -> str:
    kind, _space, rest = paragraph.partition(" ")
    first, _bar, second = (part.strip() for part in rest.partition("|"))
    if kind == "READ:":
        return parts.block("read", id=stories(first))
    if kind == "QUOTE:":
        return parts.block("quote", text=first, by=second)
    if kind == "PICTURE:":
        photo = photos(first)
        return parts.block("photo", id=photo) if photo else ""
    if kind == "##":
        return f"<h2>{_stress(rest)}</h2>"
    return f"<p>{_stress(paragraph)}</p>"


def _stress(text: str) -> str:
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", html.escape(text, quote=False))
    return re.sub(r"\*(.+?)\*", r"<em>\1</em>", text)
