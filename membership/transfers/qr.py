"""The QR code that fills in a SEPA transfer in a banking app, after EPC069-12 (“GiroCode”), version 002.

The rule: UTF-8, error correction M, at most 331 bytes in a code of at most version 13; euro only, 0.01 to
999 999 999.99; a name of at most 70 and a text of at most 140 characters. The BIC may stay empty inside the
European Economic Area; outside of it SEPA still asks for it.
"""

import re

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from membership.money import Money
from membership.transfers import iban as ibans

MOST_BYTES, MOST_NAME, MOST_TEXT, MOST_VERSION = 331, 70, 140, 13
MOST_CENTS = 99_999_999_999
#: Empty modules around the code, by ISO/IEC 18004.
QUIET = 4

_EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
#: Countries in the geographical scope of the SEPA schemes (EPC409-09) outside of the EEA.
_BEYOND = "AD AL CH GB GI MC MD ME MK RS SM VA"
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


class NoCode(ValueError):
    """The rule allows no code for this transfer. The message says why, for staff."""


def payload(*, holder: str, iban: str, bic: str = "", money: Money, reference: str) -> str:
    """The lines that a banking app reads. Raises NoCode where EPC069-12 forbids one."""
    if money.currency != "EUR":
        raise NoCode(_("A SEPA code can carry euros only, not %(code)s.") % {"code": money.currency})
    if not 1 <= money.minor <= MOST_CENTS:
        raise NoCode(_("A SEPA code can carry €0.01 to €999,999,999.99."))
    account = _account(iban)
    name = _line(holder, MOST_NAME, _("the name of the account holder"))
    if not name:
        raise NoCode(_("A SEPA code needs the name of the account holder."))
    text = _line(reference, MOST_TEXT, _("the reference"))
    euros, cents = divmod(money.minor, 100)
    amount = f"EUR{euros}.{cents:02d}"
    lines = ["BCD", "002", "1", "SCT", _bank(bic, account), name, account, amount, "", "", text]
    made = "\n".join(lines).rstrip("\n")
    if len(made.encode()) > MOST_BYTES:
        raise NoCode(_("A SEPA code holds 331 bytes. Shorten the name of the account holder."))
    return made


def svg(*, holder: str, iban: str, bic: str = "", money: Money, reference: str, label: str) -> SafeString:
    """The code as inline SVG for a page under a strict CSP: no style, no script, no outside reference.

    `label` is its accessible name. Dark on white whatever the page's colours, since cameras need it so.
    """
    made = payload(holder=holder, iban=iban, bic=bic, money=money, reference=reference)
    code = segno.make(made, error="m", boost_error=False, micro=False, encoding="utf-8")
    assert int(code.version) <= MOST_VERSION  # 331 bytes are what version 13 at level M holds
    size = len(code.matrix) + 2 * QUIET
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}" '
        'shape-rendering="crispEdges" focusable="false"><path fill="#fff" d="M0 0h{}v{}H0z"/>'
        '<path fill="#000" d="{}"/></svg>',
        *(label, size, size, size * 4, size * 4, size, size, _path(code.matrix)),
    )


def _path(matrix: tuple[bytearray, ...]) -> str:
    """One rectangle for every run of dark modules in a row."""
    return "".join(
        f"M{run.start() + QUIET} {y + QUIET}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(matrix)
        for run in re.finditer(rb"\x01+", bytes(row))
    )


def _account(iban: str) -> str:
    try:
        account = ibans.read(iban)
    except ibans.NotAnIban as problem:
        raise NoCode(str(problem)) from problem
    if account[:2] not in f"{_EEA} {_BEYOND}".split():
        raise NoCode(_("Accounts in %(country)s cannot receive SEPA transfers.") % {"country": account[:2]})
    return account


def _bank(bic: str, account: str) -> str:
    bank = re.sub(r"\s", "", bic).upper()
    if bank and not _BIC.fullmatch(bank):
        raise NoCode(_("A BIC has 8 or 11 letters and figures, such as INGBNL2A."))
    if not bank and account[:2] in _BEYOND.split():
        raise NoCode(_("A SEPA code for an account in %(country)s needs the BIC.") % {"country": account[:2]})
    return bank


def _line(text: str, most: int, what: str) -> str:
    """One line: a line break would push every later element into the wrong place."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    if len(line) > most:
        said = _("A SEPA code holds %(most)s characters for %(what)s; this has %(count)s.")
        raise NoCode(said % {"most": most, "what": what, "count": len(line)})
    return line
