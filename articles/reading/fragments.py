"""Small templates that one page shows many times: cards, bylines, figures, in templates/articles/fragments/.

Each is compiled once, and made once for the same words or the same card: nearly all that stands on a page
stood there before, and what is made anew costs three times as much. So a fragment sees the words that it is
given and the language, and nothing else. Line ends and indents in these files stand for nothing.
"""

from collections.abc import Callable
from functools import cache, lru_cache, wraps
from typing import Any, ParamSpec

from django.template import Context, Engine, Template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

Word = str | bool | tuple[str, ...] | tuple[tuple[str, ...], ...]
P = ParamSpec("P")


def fragment(name: str, /, **words: Word) -> SafeString:
    """`fragment("read", url="/harbour/fog/", title="Fog")`. What is no SafeString is escaped."""
    return _made(name, get_language(), **words)


# Typed: a word and the markup that looks the same are two things.
@lru_cache(4000, typed=True)
def _made(name: str, _language: str | None, /, **words: Word) -> SafeString:
    return render(name, **words)


def render(name: str, /, **words: Word) -> SafeString:
    """The fragment made anew, for what is itself asked only `once_a_card`."""
    return SafeString(_compiled(name).render(Context(words)))


def once_a_card(make: Callable[P, SafeString]) -> Callable[P, SafeString]:
    """Ask `make` once for each card, language and what else it is given; it may depend on nothing besides."""

    @lru_cache(1000)
    def made(_language: str | None, *said: Any, **told: Any) -> SafeString:
        return make(*said, **told)

    @wraps(make)
    def kept(*said: Any, **told: Any) -> SafeString:
        return made(get_language(), *said, **told)

    return kept


@cache
def _compiled(name: str) -> Template:
    found = Engine.get_default().get_template(f"articles/fragments/{name}.html")
    one_line = "".join(line.strip() for line in str(found.source).splitlines())
    return Template(one_line, found.origin, found.name, found.engine)
