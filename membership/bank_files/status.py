"""How an entry of a table stands: booked or not, and whether it takes back another one."""

import re
from collections.abc import Collection
from functools import lru_cache

from membership.bank_files.status_words import BOOKED, FAILED, PENDING, REFUNDS, RETURNS
from membership.bank_files.values import Reason
from membership.tables import Shape, plain_name

#: The same few words stand in every line.
_plain = lru_cache(maxsize=4096)(plain_name)
#: No bank's word for it is longer; a donor's text is not compared.
_LONGEST = 40
#: Among other words of the bank's: “Gutschrift (vorgemerkt)”. Names and kinds of payments do not say so.
_WAITS = re.compile(
    r"\b(?:pending|unposted|uncleared|not (?:yet )?(?:booked|cleared|posted)|vorgemerkte?[rns]?|vormerkung|"
    r"nicht (?:ge|ver)bucht|en attente|non comptabilisee?|in attesa|non contabilizzat[oa]|pendiente|"
    r"pendente|ikke bo[kg]fort|ej bokford|odottaa|oczekujac[aey]|niezaksiegowan[aey]|nezauctovano)\b"
)


def waiting_word(text: str) -> str:
    """The bank's word at the head of a text that says that the entry is not booked; else empty."""
    plain = plain_name(text[:_LONGEST])
    found = _WAITS.match(plain.removeprefix("umsatz "))
    return found[0] if found else ""


def of_word(word: str, also_booked: Collection[str]) -> Reason | None:
    """What this word in a column of the status says; only one that is known to mean “booked” books."""
    plain = _plain(word)
    if word in also_booked or plain in BOOKED:
        return None
    if plain in PENDING or _WAITS.search(plain):
        return "pending"
    return "failed" if plain in FAILED else "status"


def of_row(row: list[str], shape: Shape, *, has_column: bool) -> tuple[Reason | None, str]:
    """The reason why this line is no booked entry, and the bank's word for it.

    A bank without such a column may write it in the place of the day, into a cell of its own, or as the kind
    of the entry beside the donor's text. A text that stands alone is the donor's, and is not asked.
    """
    if has_column:
        word = shape.cell(row, "status")
        reason = of_word(word, shape.booked)
        if reason:
            return reason, word
    day = shape.cell(row, "date")
    texts = [cell for cell in _cells(row, shape, "text") if cell]
    told = [day, *_cells(row, shape, "", "direction")]
    for cell in [*told, *(texts if len(texts) > 1 else [])]:
        if len(cell) >= _LONGEST or cell in shape.booked:
            continue
        if _plain(cell) in PENDING or (cell in told and _WAITS.search(_plain(cell))):
            return "pending", cell
    return None, ""


def word_of_return(row: list[str], shape: Shape, *, went_out: bool) -> str:
    """The cell that says no more than that the entry takes back another one; else empty. The text of money
    that came is the donor's own."""
    told = _word_in(_cells(row, shape, "", "direction"), RETURNS | REFUNDS)
    return told or (_word_in(_cells(row, shape, "text"), RETURNS) if went_out else "")


def _word_in(cells: list[str], words: Collection[str]) -> str:
    return next((cell for cell in cells if len(cell) < _LONGEST and _plain(cell) in words), "")


def _cells(row: list[str], shape: Shape, *fields: str) -> list[str]:
    return [row[place].strip() for key in fields for place in shape.places(key) if place < len(row)]
