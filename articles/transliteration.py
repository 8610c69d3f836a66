"""Letters of the world in plain ones: one spelling for addresses, the search and its marks."""

import re
import unicodedata
from collections.abc import Sequence

from anyascii import anyascii
from django.utils.text import slugify

#: Letters of an address that is made from words.
LONGEST_SLUG = 80
# Half rings of Arabic and Hebrew come as ' and `; they part no word, and stand in no address.
_NO_LETTER = re.compile(r"[^0-9A-Za-z'`]+")
#: Scripts that put no space between words: the search takes each letter for a word, and a word for a phrase.
_UNSPACED = (
    "CJK ",
    "IDEOGRAPHIC",
    "HIRAGANA",
    "KATAKANA",
    "HANGUL",
    "BOPOMOFO",
    "THAI",
    "LAO",
    "KHMER",
    "MYANMAR",
)
#: More signs than a newspaper uses; the rest is worked out each time, so that nobody can fill the memory.
_MOST_KEPT = 20_000


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


def same_name(name: str) -> str:
    """What is the same for two spellings of one name: neither case nor accents typed apart make another.

    Full case folding of Unicode, so that “STRASSE”, “Straße” and “Strasse” are one; “Große” and “Grosse” too.
    """
    composed = unicodedata.normalize("NFC", " ".join(name.split()).replace("’", "'"))
    return unicodedata.normalize("NFC", composed.casefold())


def _plain(sign: str) -> str:
    """One letter in ASCII, between spaces where it is a word or a syllable of its own."""
    same = unicodedata.normalize("NFKC", sign)
    if same.isascii() and same.isalpha():
        # Letters in bold or in circles, as networks have them.
        return same
    plain = anyascii(sign)
    letters = _NO_LETTER.sub(" ", plain)
    # A syllable begins with a capital though its letter has no case; signs and emoji come as `:ship:`.
    alone = letters != plain or (plain[:1].isupper() and sign.upper() == sign.lower())
    return f" {letters} " if alone else letters


class _Folding(dict[int, str]):
    """The plain small letters of each sign: a space for what parts words, nothing for loose marks."""

    def __missing__(self, code: int) -> str:
        compatible = unicodedata.normalize("NFKC", chr(code))
        plain = "".join(_folded(sign) for sign in compatible)
        if len(self) < _MOST_KEPT:
            self[code] = plain
        return plain


_folding = _Folding()


def fold(text: str) -> str:
    """The words of `text` in plain small letters with one space between: “Größe, Łódź!” is `grosse lodz`.

    What the search holds and what it is asked are folded alike, so no database's own rules matter.
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_folding).split())


def fold_in_place(text: str) -> tuple[str, Sequence[int]]:
    """The folded text with its spaces, and for each of its signs the place in `text` that it comes from."""
    folded = text.translate(_folding)
    if all(len(_folding[ord(sign)]) == 1 for sign in set(text)):
        return folded, range(len(text))
    return folded, [place for place, sign in enumerate(text) for _letter in _folding[ord(sign)]]


def _folded(sign: str) -> str:
    if sign.isascii():
        return sign.lower() if sign.isalnum() else " "
    kind = unicodedata.category(sign)
    if kind == "Cf" or unicodedata.combining(sign):
        return ""
    if kind[0] not in "LMN":
        return " "
    if unicodedata.name(sign, "").startswith(_UNSPACED) and kind != "Nd":
        return f" {sign} " if kind[0] == "L" else ""
    letters = re.sub("['`]", "", _NO_LETTER.sub(" ", anyascii(sign))).lower()
    # Letters that have no Latin one (the Arabic alef) tell words apart; soft signs and vowel marks do not.
    return letters or (sign if kind == "Lo" else "")
