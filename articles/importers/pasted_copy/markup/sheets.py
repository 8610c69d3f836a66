"""The style sheet in pasted markup: what its classes mean. Apple’s programs strike out with them."""

import re
from collections.abc import Iterator

from articles.importers.pasted_copy.markup.processors import Attributes, styles

#: What is true on paper or on a small screen only, and what is no rule.
_AT_TIMES = re.compile(
    r"@[^@{};]{0,200}(?:;|\{(?:[^{}]{0,300}\{[^{}]*\})*[^{}]{0,300}\})|/\*[^*]{0,500}\*/|<!--|-->"
)
#: `.c3`, `span.s1`: nothing that asks what stands around the element.
_CLASS = re.compile(r"(?:[a-z]{1,10}\d?)?\.([\w-]{1,60})", re.IGNORECASE)
_READ = frozenset({
    "text-decoration", "text-decoration-line", "text-line-through",
    "font-weight", "font-style", "vertical-align",
})  # fmt: skip
#: Word writes up to 50,000 signs.
LONGEST, MOST_CLASSES = 60_000, 2000


def read(markup: str) -> dict[str, Attributes]:
    """What each class says of how its words look, by the name of the class in small letters."""
    classes: dict[str, Attributes] = {}
    rules = _AT_TIMES.sub(" ", "".join(_sheets(markup))[:LONGEST])
    for rule in rules.split("}"):
        selectors, _brace, declared = rule.rpartition("{")
        said = {name: value for name, value in styles({"style": declared}).items() if name in _READ}
        for selector in selectors.split(",") if said and len(classes) < MOST_CLASSES else ():
            if one := _CLASS.fullmatch(selector.strip()):
                classes[one[1].lower()] = classes.get(one[1].lower(), {}) | said
    return classes


def looks(said: Attributes, classes: dict[str, Attributes]) -> Attributes:
    """The declarations for an element: of its classes, and over them its own."""
    own = styles(said)
    if not classes or not (named := said.get("class")):
        return own
    together: Attributes = {}
    for name in named.lower().split():
        together |= classes.get(name, {})
    return together | own


def _sheets(markup: str) -> Iterator[str]:
    small, at = markup.lower(), 0
    while (begin := small.find("<style", at)) >= 0 and (end := small.find("</style", begin)) >= 0:
        yield markup[markup.find(">", begin) + 1 : end]
        at = end
