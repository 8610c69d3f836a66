"""References that donors copy by hand into a bank form: HL-7K4Q-9X.

Letters that look like figures are not used. The two last characters are check characters by ISO/IEC 7064,
MOD 1271-36, which finds every single wrong character and every swapped pair.
"""

from __future__ import annotations

import re
import secrets

#: Without I, L, O and U: nobody can take them for 1, 0 or V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RADIX, _MODULUS = 36, 1271
_FIGURES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHAPE = re.compile(r"([A-Z]{2})[\s\-–—/.]*([0-9A-Z]{4,6})[\s\-–—/.]*([0-9A-Z]{2})")
_LOOKALIKES = str.maketrans("ILO", "110")


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
