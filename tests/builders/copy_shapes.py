"""Copy to try readers with, as small stories around one line."""

from __future__ import annotations

from pathlib import Path

from articles import publishing
from articles.body.cleaning import clean
from articles.editing.saving import saved
from articles.importers import pasted_copy
from articles.importers.draft import Draft
from articles.importers.nesting import joined
from articles.models import Article, Author, Section
from newsroom.models import User

COPY = Path(__file__).parents[1] / "articles" / "importers" / "copy"
STORY = "The council met on Monday. It voted for the pier, and nobody spoke against it at any length."


def read(name: str) -> Draft:
    text = (COPY / name).read_text(encoding="utf-8")
    return pasted_copy.read_rich(text) if name.endswith(".html") else pasted_copy.read(text)


def body(draft: Draft) -> str:
    """The running text as it would be filed, without pictures and READ lines."""
    return clean(joined((piece.html, piece.list_tag, piece.level, piece.counted) for piece in draft.pieces))


def rich(markup: str) -> Draft:
    return pasted_copy.read_rich(f"<p>By Elin Marsh</p>{markup}")


def under_headline(line: str) -> Draft:
    """A copy in which `line` stands where a byline does."""
    return pasted_copy.read(f"Council votes for the pier\n\n{line}\n\n{STORY}\n")


def in_text(line: str) -> Draft:
    """A copy in which `line` stands in the middle of the running text."""
    return pasted_copy.read(f"Council votes for the pier\n\nBy Elin Marsh\n\n{STORY}\n\n{line}\n\n{STORY}\n")


def kinds(draft: Draft) -> list[str]:
    return [span.kind for span in draft.spans if span.kind not in ("gap", "mark")]


FERRY = (COPY / "ferry.txt").read_text(encoding="utf-8")
WINTER = "Ferry company keeps winter timetable until May"
PLAIN = (
    "Council votes for the pier\n\nBy Elin Marsh\n\nThe council met. It voted for the pier on Monday night.\n"
)


def story(headline: str) -> Article:
    article = Article.objects.create(headline=headline, body="<p>Text.</p>")
    saved(article, by=None)
    return article


def live(headline: str, by: User) -> Article:
    section, _made = Section.objects.get_or_create(name="Harbour")
    article = story(headline)
    Article.objects.filter(pk=article.pk).update(section=section)
    article.bylines.create(author=Author.objects.create(name="Odd Harrow"))
    publishing.publish(article, by=by, override="test")
    return article


#: What a copy may consist of that was made to hurt, as text and as markup.
SHAPES = {
    "prose": "The pilot boats left the basin before dawn. " * 9 + "\n\n",
    "READ lines": "READ: Some story headline here now\n",
    "bylines": "By Ines Vale and Jo Marsh / The Ferry Post\n",
    "picture lines": "The pier at dawn (Jo Vale / Quay Pictures / CC BY 4.0)\n\n",
    "one line": "word ",
    "one word": "w",
    "lines of a letter": "a\n",
    "empty lines": "\n",
    "brackets": "(",
    "addresses": "https://example.org/a?b=c ",
    "appeals": "please donate to our journalism today\n\n",
}  # fmt: skip
MARKUP = {
    "links": '<a href="https://example.org/a?utm_source=x&b=c">word</a> ',
    "paragraphs": "<p>x</p>",
    "line ends": "x<br>",
    "nested blocks": "<div>",
    "nested emphasis": "<b>",
    "crossed emphasis": "<b><i>x</b></i>",
    "nested lists": "<ul><li>a",
    "nested quotes": "<blockquote><p>a",
    "tables": "<table><tr><td>a</td></tr></table>",
    "entities": "&amp;&#x41;&a",
    "what never ends": "<",
    "unknown tags": "<x>a</x>",
    "Word's lists": '<p class=MsoNormal style="mso-list:l0"><span style="mso-list:Ignore">1.</span>x</p>',
    "READ lines": "<p>READ: Some story headline here now</p>",
    "attributes": '<p a="b" c="d" e>',
    "drawings": "<svg></svg>",
}  # fmt: skip


def filled(unit: str, length: int) -> str:
    """The unit over and over, so long."""
    return (unit * (length // len(unit) + 1))[:length]
