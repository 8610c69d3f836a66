"""References that are one letter off: a letter wrong, left out, too many, or two of them swapped.

Check characters tell that such a reference is none of ours, and nothing is ever booked by one: it is shown
which gift is probably meant, and a person decides.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from membership.models import Donation, Interval, Payment
from membership.providers import PLEDGE
from membership.transfers.iban import without_ibans

#: O, I and L are no slip: a reference is read with 0 and 1 in their place.
_LOOKALIKES = str.maketrans("ILO", "110")
#: Without its dashes a reference has so many letters and figures; one less or one more is a slip.
_LEAST, _MOST = 8 - 1, 10 + 1
#: Less than half of the shortest, so that no slip reaches from one end into the other.
_END = 3
#: No line of a bank has more places where a reference may stand; one of single letters would, without end.
_TRIES = 80


class Mistyped:
    """Asks for the open pledges once, and only if something is looked for."""

    def near(self, text: str) -> list[str]:
        """References of open pledges that something in this text is one letter off from, as we write them."""
        found: dict[str, None] = {}
        for typed in islice(_candidates(text), _TRIES):
            for key in _ends(typed):
                for plain in self._by_end.get(key, ()):
                    if _one_off(typed, plain):
                        found[self._open[plain]] = None
        return list(found)

    @cached_property
    def _open(self) -> dict[str, str]:
        """Pledges that money is still to come for, by their reference as it is compared."""
        paid = Payment.objects.filter(donation=OuterRef("pk"), kind=Payment.Kind.PAYMENT)
        pledges: QuerySet[Any] = Donation.objects.with_summary().filter(provider=PLEDGE)
        once = pledges.filter(~Exists(paid), interval=Interval.ONCE)
        repeated = pledges.exclude(interval=Interval.ONCE).exclude(summary__state="ended")
        return {
            reference.replace("-", "").translate(_LOOKALIKES): reference
            for some in (once, repeated)
            for reference in some.order_by("pk").values_list("reference", flat=True)
        }

    @cached_property
    def _by_end(self) -> dict[tuple[int, str], list[str]]:
        found: dict[tuple[int, str], list[str]] = defaultdict(list)
        for plain in self._open:
            for end in _ends(plain):
                found[end].append(plain)
        return found


def _candidates(text: str) -> Iterator[str]:
    """Words that stand beside one another, put together as long as a reference may be."""
    words = re.findall(r"[0-9A-Z]+", without_ibans(unicodedata.normalize("NFKC", text).upper()))
    for start in range(len(words)):
        joined = ""
        for word in words[start:]:
            joined += word
            if len(joined) > _MOST:
                break
            if len(joined) >= _LEAST:
                yield joined.translate(_LOOKALIKES)


def _ends(word: str) -> Iterable[tuple[int, str]]:
    """Its first letters and its last: one slip leaves one of them as it was."""
    return (0, word[:_END]), (1, word[-_END:])


def _one_off(typed: str, plain: str) -> bool:
    if len(typed) != len(plain):
        longer, shorter = sorted((typed, plain), key=len, reverse=True)
        return shorter in {longer[:at] + longer[at + 1 :] for at in range(len(longer))}
    differ = [at for at, (one, other) in enumerate(zip(typed, plain, strict=True)) if one != other]
    if len(differ) == 2:
        first, second = differ
        return second == first + 1 and typed[first:][:2] == plain[first:][:2][::-1]
    return len(differ) < 2
