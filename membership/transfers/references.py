"""References that donors copy by hand into a bank form: HL-7K4Q-9X.

Letters that look like figures are not used. The two last characters are check characters by ISO/IEC 7064,
MOD 1271-36, which finds every single wrong character and every swapped pair.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterable

from membership.transfers.iban import without_ibans

#: How the ledger's number of a payment begins that came as a credit of the bank's, or was taken in by hand.
BANK = "bank/"
BY_HAND = ("transfer/", "cash/", "cheque/")
#: Without I, L, O and U: nobody can take them for 1, 0 or V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RADIX, _MODULUS = 36, 1271
_FIGURES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = {char: value for value, char in enumerate(_FIGURES)}
_SHAPE = re.compile(r"([A-Z]{2})[\s\-–—/.]*([0-9A-Z]{4,6})[\s\-–—/.]*([0-9A-Z]{2})")
_LOOKALIKES = str.maketrans("ILO", "110")
#: What people and banks write for a letter of the prefix.
_ALIKE = {"O": "O0", "0": "O0", "I": "I1L", "L": "I1L", "1": "I1L"}
#: A letter or figure, with what may stand before it inside a reference.
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
    line = None
    found: list[tuple[int, int, list[str]]] = []
    for prefix in dict.fromkeys(prefix.upper() for prefix in prefixes):
        one, other = (f"[{_ALIKE.get(char, char)}]" for char in prefix)
        if not re.search(rf"{one}\s{{0,4}}{other}", plain):
            continue
        line = line or _Line(plain)
        found += [
            (start.start(), true[0][1], [reference for _rank, _end, reference in true])
            for start in re.finditer(f"{one}(?={other})", line.chars)
            if (true := _true(line, start.start(), prefix))
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
        rest = (rest + _VALUES[char]) * _RADIX % _MODULUS
    value = (1 - rest * _RADIX) % _MODULUS
    return _FIGURES[value // _RADIX] + _FIGURES[value % _RADIX]


class _Line:
    """A text as its letters and figures, walked through once."""

    def __init__(self, text: str) -> None:
        found = list(_CHAR.finditer(text))
        self.chars = "".join(one[2] for one in found)
        #: What stands before each; None: what stands in no reference.
        self.gaps: list[str | None] = []
        #: Whether nothing is glued to it at that side.
        self.free_before: list[bool] = []
        self.free_after: list[bool] = []
        end = 0
        for one in found:
            at, before = one.end() - 1, end
            end = one.end()
            self.gaps.append(one[1] if one.start() == before else None)
            self.free_before.append(at == 0 or not text[at - 1].isalnum())
            self.free_after.append(end == len(text) or not text[end].isalnum())

    def rank(self, start: int, end: int) -> int | None:
        """How far a reading from its prefix on is set apart from its surroundings, 0 the clearest; None if it
        is not."""
        before, last = self.gaps[start + 2] or "", self.gaps[end - 2] or ""
        free_before, free_after = self.free_before[start], self.free_after[end - 1]
        if not (free_before or free_after or (before and last)):
            return None
        between = "".join(filter(None, [*self.gaps[start + 3 : end - 2], self.gaps[end - 1]]))
        if not between and before.strip() and last.strip():
            return 0
        if free_before and free_after and not between.strip():
            return 2 if between else 1
        figures = any(char.isdigit() for char in self.chars[start + 2 : end])
        return 3 if not between and figures and (free_before or free_after) else None


def _true(line: _Line, start: int, prefix: str) -> list[tuple[int, int, str]]:
    """The readings from here whose check holds (rank, end, reference), the clearest first."""
    gap = line.gaps[start + 1]
    if gap is None or gap.strip():
        return []
    found = []
    for end in range(start + 2 + 6, min(start + 2 + 8, len(line.chars)) + 1):
        if None in line.gaps[start + 2 : end]:
            break
        rank = line.rank(start, end)
        if rank is None:
            continue
        chars = line.chars[start + 2 : end].translate(_LOOKALIKES)
        body, check = chars[:-2], chars[-2:]
        if set(body) <= set(ALPHABET) and _check(body) == check:
            found.append((rank, end, f"{prefix}-{body}-{check}"))
    found.sort()
    return found[:1] if found and found[0][0] == 0 else found
