"""Two texts of one story side by side, for an editor who has to decide between them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.body import parts
from articles.editing.comparing.names import Names
from articles.editing.comparing.words import Mark, after_of, before_of, stretches


@dataclass(frozen=True)
class Difference:
    label: str
    theirs: str
    mine: str

    @property
    def their_marks(self) -> list[Mark]:
        return before_of(stretches(self.theirs, self.mine))

    @property
    def my_marks(self) -> list[Mark]:
        return after_of(stretches(self.theirs, self.mine))


def readable(body: str, names: Names | None = None) -> str:
    """A body as a person would read it out: paragraphs, and a line for each block."""
    cut = parts.cut(body)
    names = names or Names.of((), (), [cut])
    said = []
    for kind, value in cut:
        if kind == "html":
            said.append(parts.plain_text([["html", value]]).replace("\n", "\n\n"))
        elif kind == "photo":
            said.append(_("Picture: %(name)s") % {"name": names.photo(value)})
        elif kind == "quote":
            said.append(f"“{value['text']}” {value['by']}".strip())
        else:
            said.append(_("READ: %(headline)s") % {"headline": _led_to(value, names)})
    return "\n\n".join(said)


def _led_to(value: int | dict[str, str], names: Names) -> str:
    if isinstance(value, int):
        return names.story(value)
    return value.get("wanted") or value["title"]
