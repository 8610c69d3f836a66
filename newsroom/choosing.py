"""What one app lets the other choose from, by plain words: the apps never see each other's rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

#: So many are offered at once; whoever misses one types more of its name.
MOST = 30


@dataclass(frozen=True)
class Choice:
    """`key` is what gets stored (an address, an identity); `words` is what a person reads."""

    key: str
    words: str


@dataclass(frozen=True)
class Chooser:
    #: At most MOST of those that these letters are part of, in the order to show them.
    find: Callable[[str], Iterable[Choice]]
    #: Those of these keys that are there.
    named: Callable[[Iterable[str]], Iterable[Choice]]


#: By a word for what is chosen ("sections", "pictures" …). Each app adds its own when it is made ready.
CHOOSERS: dict[str, Chooser] = {}


def named(what: str, keys: Iterable[str]) -> dict[str, str]:
    """What the keys are called, in the order of `keys`; what is not there any more is left out."""
    keys = list(keys)
    words = {one.key: one.words for one in CHOOSERS[what].named(keys)} if keys else {}
    return {key: words[key] for key in keys if key in words}


#: Functions that name pictures, by their keys, which pages outside the stories show to readers.
SHOWN: list[Callable[[], Iterable[str]]] = []


def pictures_shown() -> set[str]:
    """The keys of all pictures that such pages show now."""
    return {key for ask in SHOWN for key in ask() if key}
