"""Two running texts side by side, paragraph by paragraph."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.body.paragraphs import Paragraph, paragraphs
from articles.body.parts import Part
from articles.editing.comparing.alignment import aligned
from articles.editing.comparing.names import Names
from articles.editing.comparing.rows import Row
from articles.editing.comparing.words import stretches

BODY = gettext_lazy("Body")
_KINDS = {
    "text": gettext_lazy("text"),
    "heading": gettext_lazy("a heading"),
    "item": gettext_lazy("an item of a list"),
    "quote": gettext_lazy("a quotation"),
    "photo": gettext_lazy("a picture"),
    "read": gettext_lazy("a READ line"),
    "pull": gettext_lazy("a pull quote"),
}
_NONE = Paragraph("", "")


def body_rows(before: Sequence[Part], after: Sequence[Part], names: Names) -> Iterator[Row]:
    """A row for each paragraph; its label says which it is in the text after, or was in the one before."""
    a, b = paragraphs(list(before)), paragraphs(list(after))
    said_a, said_b = [_said(each, names) for each in a], [_said(each, names) for each in b]
    for i, j in aligned(said_a, said_b):
        was, now = a[i] if i is not None else _NONE, b[j] if j is not None else _NONE
        number = ((j if j is not None else i) or 0) + 1
        label = _("paragraph %(number)d") % {"number": number}
        found = stretches(said_a[i] if i is not None else "", said_b[j] if j is not None else "")
        yield Row(str(BODY), label, found, note=_note(was, now), paragraph=number)


def _note(was: Paragraph, now: Paragraph) -> str:
    """What a change of words does not show."""
    if not was.kind or not now.kind or was.text != now.text:
        return ""
    if was.kind != now.kind:
        return _("Was %(before)s, is %(after)s") % {"before": _KINDS[was.kind], "after": _KINDS[now.kind]}
    return _("Bold or italics changed") if was.setting != now.setting else ""


def _said(paragraph: Paragraph, names: Names) -> str:
    """As a person would read it out; a line in brackets for each block."""
    value = paragraph.value
    if paragraph.kind == "photo":
        return _("[Picture: %(name)s]") % {"name": names.photo(value)}
    if paragraph.kind == "pull":
        return f"[“{value['text']}”{' ' if value.get('by') else ''}{value.get('by', '')}]"
    if paragraph.kind != "read":
        return paragraph.text
    if isinstance(value, int):
        return _("[READ: %(headline)s]") % {"headline": names.story(value)}
    if "url" in value:
        return _("[READ: %(headline)s]") % {"headline": f"{value['title']} ⟨{value['url']}⟩"}
    return _("[READ, not found yet: %(headline)s]") % {"headline": value["wanted"]}
