"""Letters of the world in plain ones: one spelling for addresses, the search and its marks."""

from __future__ import annotations

import re

from anyascii import anyascii
from django.utils.text import slugify

#: Letters of an address that is made from words.
LONGEST_SLUG = 80
# Half rings of Arabic and Hebrew come as ' and `; they part no word, and stand in no address.
_NO_LETTER = re.compile(r"[^0-9A-Za-z'`]+")


def slug_of(words: str, *, longest: int = LONGEST_SLUG) -> str:
    """The words as a part of an address, cut at a word: “Größe in 北京” is `grosse-in-bei-jing`.

    Empty if there is no letter, digit or named sign among them.
    """
    plain = "".join(sign if sign.isascii() else _plain(sign) for sign in words)
    slug = str(slugify(plain.replace("/", " "))).strip("-_")
    if len(slug) <= longest:
        return slug
    whole, cut, _begun = slug[: longest + 1].rpartition("-")
    # One word alone that is longer than an address may be has to break.
    return (whole if cut else slug[:longest]).strip("-_")


def _plain(sign: str) -> str:
    """One letter in ASCII, between spaces where it is a word or a syllable of its own."""
    plain = anyascii(sign)
    letters = _NO_LETTER.sub(" ", plain)
    # A syllable begins with a capital though its letter has no case; signs and emoji come as `:ship:`.
    alone = letters != plain or (plain[:1].isupper() and sign.upper() == sign.lower())
    return f" {letters} " if alone else letters
