"""Whether some words can be the name of a person or of an organisation, in any script."""

from __future__ import annotations

import re
import unicodedata


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _words("""
    af al av ben bin da das de del della den der di do dos du e el ibn la las le los ten ter van von y
    zu zum zur
""")
#: Words that a sentence, but no name, begins with after “By”.
_NO_FIRST_NAME = _words("""
    the a an all any far no order popular request law then now today tomorrow yesterday tonight noon midnight
    monday tuesday wednesday thursday friday saturday sunday
""")
_JOBS = _words("""
    editor correspondent reporter writer columnist photographer chief fellow analyst producer critic
    intern
""")
_IN_NAMES = frozenset("’'.-‐‑·‘`\u200c\u200d")
_PIECE = re.compile(r"[^\s\-‐‑’']+")
_FIRM = re.compile(r"(?<=\w),? (?:Inc|Ltd|Co|Corp|LLC)\.?$|(?<=\.\w)\.$")
MOST_WORDS, LONGEST = 5, 60
LONGEST_ORGANISATION, MOST_WORDS_ORGANISATION = 100, 8


def is_name(text: str, *, alone: bool = False) -> bool:
    """Whether `text` can be a person's whole name. One word is enough only if `alone` or without case."""
    words = text.split()
    if not 1 <= len(words) <= MOST_WORDS or len(text) > LONGEST:
        return False
    if words[0].casefold() in _NO_FIRST_NAME or words[-1].casefold() in _PARTICLES:
        return False
    if not all(_is_name_word(word) for word in words):
        return False
    if words[-1].endswith(".") and len(words[-1]) > 3:
        return False
    caseless = all(_kind(letter) != "Lu" and _kind(letter) != "Ll" for letter in text)
    return len(words) > 1 or alone or (caseless and len(text) > 1)


def _is_name_word(word: str) -> bool:
    if word.casefold() in _PARTICLES:
        return True
    if _kind(word[0]) not in ("Lu", "Lt", "Lo"):
        return False
    return all(_kind(letter)[0] in "LM" or letter in _IN_NAMES for letter in word)


def is_organisation(text: str) -> bool:
    """Whether `text` can be the name of an organisation: short, begins with a capital, no sentence."""
    if not text or len(text) > LONGEST_ORGANISATION or len(text.split()) > MOST_WORDS_ORGANISATION:
        return False
    text = _FIRM.sub("", text)
    if _kind(text[0]) not in ("Lu", "Lt", "Lo") and not re.fullmatch(r"[\w-]+(\.[\w-]+)+", text):
        return False
    return not text.endswith((".", "?", "!", ":", ",")) and not re.search(r"[.?!:;,()“”\"] ", text)


def is_job(text: str) -> bool:
    """Whether this is what a person does, such as “Harbour Correspondent”, and not who they are."""
    words = text.split()
    return bool(words) and len(words) <= MOST_WORDS and words[-1].casefold() in _JOBS


def spoken(name: str) -> tuple[str, bool]:
    """The name with capitals only where names have them, and whether it came in capitals throughout."""
    if not name.isupper() or not any(len(word.strip(".")) > 2 for word in name.split()):
        return name, False
    return _PIECE.sub(_capitalised, name), True


def _capitalised(match: re.Match[str]) -> str:
    piece = match[0]
    return piece if "." in piece else piece[0] + piece[1:].lower()


def _kind(letter: str) -> str:
    return unicodedata.category(letter)
