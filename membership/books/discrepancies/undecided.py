"""Of what does not add up, that about which nobody has decided yet."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from membership.books.reconciling.comparing import batched
from membership.models import Resolution

#: So many decisions are looked up in one query; databases take only so many parameters.
_AT_ONCE = 1000
One = TypeVar("One")


def undecided(kind: str, found: Iterable[One], about: Callable[[One], str]) -> Iterator[One]:
    """Those of them that are open, where no query can say it; `about` is what the discrepancy would be about.
    No more are looked up than are asked for."""
    for some in batched(found, _AT_ONCE):
        names = [about(one) for one in some]
        rows = Resolution.objects.filter(kind=kind, about__in=names)
        decided = set(rows.values_list("about", flat=True))
        yield from (one for one, name in zip(some, names, strict=True) if name not in decided)
