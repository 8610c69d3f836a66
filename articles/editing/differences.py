"""Two texts of one story side by side, for an editor who has to decide between them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.body import parts
from articles.editing.comparing.words import both_of, stretches
from articles.models import Article, Photo

#: (kind, text): kind is "same", "theirs" or "mine".
Mark = tuple[str, str]


@dataclass(frozen=True)
class Difference:
    label: str
    theirs: str
    mine: str

    @property
    def their_marks(self) -> list[Mark]:
        return [mark for mark in self._marks() if mark[0] != "mine"]

    @property
    def my_marks(self) -> list[Mark]:
        return [mark for mark in self._marks() if mark[0] != "theirs"]

    def _marks(self) -> list[Mark]:
        return marks(self.theirs, self.mine)


def marks(theirs: str, mine: str) -> list[Mark]:
    """What is the same in both, what only theirs has, what only mine has, in reading order."""
    kinds = {"same": "same", "out": "theirs", "in": "mine"}
    return [(kinds[kind], text) for kind, text in both_of(stretches(theirs, mine))]


def readable(body: str) -> str:
    """A body as a person would read it out: paragraphs, and a line in brackets for each block."""
    cut = parts.cut(body)
    photos = Photo.objects.in_bulk([value for kind, value in cut if kind == "photo"])
    stories = Article.objects.defer("body").in_bulk(
        [value for kind, value in cut if kind == "read" and isinstance(value, int)]
    )
    said = []
    for kind, value in cut:
        if kind == "html":
            said.append(parts.plain_text([["html", value]]).replace("\n", "\n\n"))
        elif kind == "photo":
            said.append(_("[Picture: %(name)s]") % {"name": photos.get(value, _("no longer here"))})
        elif kind == "quote":
            said.append(f"[“{value['text']}” {value['by']}]".replace(" ]", "]"))
        else:
            said.append(_("[READ: %(headline)s]") % {"headline": _led_to(value, stories)})
    return "\n\n".join(said)


def _led_to(value: int | dict[str, str], stories: dict[int, Article]) -> str:
    if isinstance(value, int):
        return str(stories.get(value, _("no longer here")))
    return value.get("wanted") or value["title"]
