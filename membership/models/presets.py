"""Amounts to choose from, written by staff one on a line: "8 pays for a public-records request", the one to
begin with marked by an asterisk."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from membership import money
from membership.money import Money


@dataclass(frozen=True)
class Preset:
    amount: Money
    meaning: str = ""
    #: Chosen when the form opens: an asterisk before its figure or behind it.
    marked: bool = False


def presets_of(lines: str, currency: str, *, strict: bool = False) -> list[Preset]:
    """The amounts in these lines. A line without one raises NotAnAmount if `strict`."""
    found = []
    for number, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(_preset(line.strip(), currency))
        except money.NotAnAmount as error:
            if strict:
                sentence = _("Line %(number)s: %(problem)s") % {"number": number, "problem": error}
                raise money.NotAnAmount(sentence, error.code) from error
    return found


def _preset(line: str, currency: str) -> Preset:
    """The longest beginning of the line that reads as an amount; the rest is what it pays for."""
    marked, line = line.startswith("*"), line.lstrip("* ")
    cut = re.match(r"[^\w]*\d[\d.,]*(?: \d{3}(?!\d))*", line)
    figure = cut[0].rstrip(".,") if cut else line
    meaning = line[len(figure) :].lstrip()
    marked = marked or meaning.startswith("*")
    return Preset(money.read(figure, currency), meaning.lstrip("*").strip(" .,:–—-\t"), marked)


def refuse_unreadable(lines: str, currency: str, field: str) -> None:
    """Raises ValidationError on the field where a line has no amount or one stands there twice."""
    try:
        found = presets_of(lines, currency, strict=True)
    except money.NotAnAmount as error:
        raise ValidationError({field: str(error)}) from error
    if len({preset.amount for preset in found}) < len(found):
        raise ValidationError({field: _("An amount stands there twice. Keep one of the two lines.")})
