"""IBAN, the International Bank Account Number (ISO 13616): is it one, and how people like to read it."""

import re

from django.utils.translation import gettext as _

#: Length by country, from the IBAN registry that SWIFT keeps for ISO 13616.
_COUNTRIES = {
    15: "NO",
    16: "BE",
    18: "DK FI FK FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
LENGTHS = {code: length for length, codes in _COUNTRIES.items() for code in codes.split()}

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+")
#: By length, with the spaces that banks put in.
_SPACED = {length: re.compile(rf"(?:[A-Z0-9]\s{{0,2}}){{{length - 1}}}[A-Z0-9]") for length in _COUNTRIES}
_NUMBERS = {ord(char): str(int(char, 36)) for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


class NotAnIban(ValueError):
    """This is no IBAN. The message says what to look for."""


def read(text: str) -> str:
    """What was typed as the bank writes it: capitals, no spaces. Raises NotAnIban.

    Checked are the length that the country fixed and the check digits (ISO 7064, MOD 97-10), which find every
    single wrong character and nearly every swapped pair.
    """
    iban = re.sub(r"[\s\-]", "", text).upper().removeprefix("IBAN").lstrip(":")
    if not iban:
        raise NotAnIban(_("Enter the IBAN. It is on the bank statement."))
    if not _SHAPE.fullmatch(iban):
        raise NotAnIban(_("An IBAN starts with two letters and two figures, such as DE89 or FR76."))
    expected = LENGTHS.get(iban[:2])
    if expected is None:
        raise NotAnIban(_("No country writes its IBANs with %(country)s.") % {"country": iban[:2]})
    if len(iban) != expected:
        said = _("An IBAN of %(country)s has %(expected)s letters and figures; this one has %(count)s.")
        raise NotAnIban(said % {"country": iban[:2], "expected": expected, "count": len(iban)})
    if _rest(iban) != 1:
        raise NotAnIban(_("The check digits do not fit. Compare the IBAN with the bank statement."))
    return iban


def is_iban(text: str) -> bool:
    try:
        read(text)
    except NotAnIban:
        return False
    return True


def are_two(one: str, other: str) -> bool:
    """Whether both are IBANs, and of two accounts."""
    return one != other and is_iban(one) and is_iban(other) and read(one) != read(other)


def are_one(one: str, other: str) -> bool:
    """Whether both name the same account, however it is written."""
    return one == other or _national(one) == _national(other) != ""


def _national(account: str) -> str:
    """Its country, and what names it there; empty where nobody can tell. MT940 has a currency behind it, and
    of older German files the number of the bank before it."""
    plain = re.sub(r"(?<=[0-9])\s*[A-Z]{3}$", "", account.strip())
    if german := re.fullmatch(r"([0-9]{8})/([0-9]{1,10})", plain):
        return f"DE{german[1]}{german[2]:0>10}"
    try:
        found = read(plain)
    except NotAnIban:
        return ""
    return found[:2] + found[4:]


def written(iban: str) -> str:
    """In groups of four, as ISO 13616 prints it: DE89 3704 0044 0532 0130 00."""
    compact = re.sub(r"\s", "", iban).upper()
    return " ".join(compact[at : at + 4] for at in range(0, len(compact), 4))


def without_ibans(text: str) -> str:
    """The text (in capitals) with every true IBAN in it blanked out: nothing is read into its figures."""
    out, at = [], 0
    for found in re.finditer(r"(?<![A-Z0-9])[A-Z]{2}[0-9]{2}", text):
        length = LENGTHS.get(found[0][:2])
        if length is None or found.start() < at:
            continue
        whole = _SPACED[length].match(text, found.start())
        if whole and _rest(re.sub(r"\s", "", whole[0])) == 1:
            out += [text[at : found.start()], " ; "]
            at = whole.end()
    return "".join([*out, text[at:]])


def _rest(iban: str) -> int:
    """The number modulo 97, letters as 10 to 35 and the first four characters moved to the end."""
    return int((iban[4:] + iban[:4]).translate(_NUMBERS)) % 97
