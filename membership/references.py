"""References that donors copy by hand into a bank form: HL-7K4Q-9X.

Letters that look like figures are not used. The two last characters are check characters by ISO/IEC 7064,
MOD 1271-36, which finds every single wrong character and every swapped pair.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from membership.iban import without_ibans

#: How the ledger's number of a payment begins that came as a credit of the bank's, or was taken in by hand.
BANK = "bank/"
BY_HAND = ("transfer/", "cash/", "cheque/")
#: Without I, L, O and U: nobody can take them for 1, 0 or V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RADIX, _MODULUS = 36, 1271
_FIGURES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHAPE = re.compile(r"([A-Z]{2})[\s\-–—/.]*([0-9A-Z]{4,6})[\s\-–—/.]*([0-9A-Z]{2})")
_LOOKALIKES = str.maketrans("ILO", "110")
#: What people and banks write for a letter of the prefix.
_ALIKE = {"O": "O0", "0": "O0", "I": "I1L", "L": "I1L", "1": "I1L"}
#: What may stand inside a reference: a line break and the spaces around it.
_GAP = r"\s{0,4}"
_CHAR = re.compile(r"([\s\-‐‑‒–—―−/._:+*]{0,4})([0-9A-Z])")


def make(prefix: str, *, length: int = 4) -> str:
    """A new random reference. Uniqueness is the database's to promise."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(length))
        check = _check(body)
        if set(check) <= set(ALPHABET):
            return f"{prefix}-{body}-{check}"


def read(text: str) -> str | None:
    """What was typed as we write it, if it is a true reference; lower case and O for 0 do not matter."""
    found = _SHAPE.fullmatch(text.strip().upper())
    if found is None:
        return None
    body, check = found[2].translate(_LOOKALIKES), found[3].translate(_LOOKALIKES)
    return f"{found[1]}-{body}-{check}" if _check(body) == check else None


def references_in(text: str, prefixes: Iterable[str]) -> list[str]:
    """Every true reference with one of these prefixes in what a bank passed on, as we write it, in its order.

    Found in any case, with spaces, line breaks, other dashes or nothing in place of ours, with O for 0 and I
    or L for 1, and glued to other words where its own dashes or figures set it apart. Its check characters
    always hold; a true IBAN is never read as one. Where a bank's spaces leave two readings whose check holds,
    both are told, the clearer one first: only the books know which of them was ever given out.
    """
    plain = without_ibans(unicodedata.normalize("NFKC", text).upper())
    found: list[tuple[int, int, list[str]]] = []
    for prefix in dict.fromkeys(prefix.upper() for prefix in prefixes):
        shape = "".join(
            f"[{_ALIKE.get(char, char)}]{_GAP if at == 0 else ''}" for at, char in enumerate(prefix)
        )
        found += [
            (start.start(), true[0][1], [reference for _rank, _end, reference in true])
            for start in re.finditer(f"(?={shape})", plain)
            if (true := _true(plain, start.start(), prefix))
        ]
    kept: list[str] = []
    after = 0
    for at, end, references in sorted(found):
        if at >= after:
            after = end
            kept += references
    return list(dict.fromkeys(kept))


def prefix_of(name: str) -> str:
    """Two letters for the paper: its initials (“The Harbour Ledger” is HL), or the first two of its name."""
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word.lower() not in {"the", "a", "an"}]
    initials = "".join(word[0] for word in words)
    letters = initials if len(initials) > 1 else "".join(words)
    return letters[:2].upper().ljust(2, "G")


def _check(body: str) -> str:
    rest = 0
    for char in body:
        rest = (rest + _FIGURES.index(char)) * _RADIX % _MODULUS
    value = (1 - rest * _RADIX) % _MODULUS
    return _FIGURES[value // _RADIX] + _FIGURES[value % _RADIX]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The characters from a prefix on, taken as a body of some length and its check."""

    gaps: list[str]
    chars: str
    #: Nothing is glued to it at that side.
    free_before: bool
    free_after: bool
    end: int

    @property
    def rank(self) -> int | None:
        """How far it is set apart from its surroundings, 0 the clearest; None if it is not."""
        before, inside, last = self.gaps[0], self.gaps[1:-2], self.gaps[-2]
        whole = not any(inside) and not self.gaps[-1]
        if whole and before.strip() and last.strip():
            return 0
        if self.free_before and self.free_after and not "".join([*inside, self.gaps[-1]]).strip():
            return 1 if whole else 2
        figures = any(char.isdigit() for char in self.chars)
        return 3 if whole and figures and (self.free_before or self.free_after) else None


def _true(text: str, start: int, prefix: str) -> list[tuple[int, int, str]]:
    """The readings from here whose check holds (rank, end, reference), the clearest first."""
    found = []
    for reading in _readings(text, start):
        body, check = (part.translate(_LOOKALIKES) for part in (reading.chars[:-2], reading.chars[-2:]))
        rank = reading.rank
        if rank is not None and set(body) <= set(ALPHABET) and _check(body) == check:
            found.append((rank, reading.end, f"{prefix}-{body}-{check}"))
    found.sort()
    return found[:1] if found and found[0][0] == 0 else found


def _readings(text: str, start: int) -> Iterator[_Reading]:
    first = re.compile(r"\S\s{0,4}\S").match(text, start)
    assert first is not None  # the prefix stands here
    at, chars = first.end(), ""
    gaps: list[str] = []
    free_before = start == 0 or not text[start - 1].isalnum()
    for _place in range(8):
        found = _CHAR.match(text, at)
        if found is None:
            return
        gaps, chars, at = [*gaps, found[1]], chars + found[2], found.end()
        if len(chars) >= 6:
            free_after = at == len(text) or not text[at].isalnum()
            yield _Reading(gaps, chars, free_before, free_after, at)
