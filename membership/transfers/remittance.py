"""The text of a transfer as people read it: without the tags of SEPA's fields, which only programs know."""

import re

from django.utils.translation import gettext_lazy as _

#: DFÜ agreement of the German banks, annex 3: what parts the purpose of a transfer into fields.
_FIELDS = {
    "SVWZ": "",
    "EREF": _("payer’s reference"),
    "KREF": _("customer’s reference"),
    "MREF": _("mandate"),
    "CRED": _("creditor"),
    "DEBT": _("debtor"),
    "ABWA": _("on behalf of"),
    "ABWE": _("for"),
    "PURP": _("purpose code"),
    "IBAN": _("IBAN"),
    "BIC": _("BIC"),
}
_TAG = re.compile(rf"(?<![A-Z0-9])({'|'.join(_FIELDS)})\+")
_NOTHING = {"", "NONREF", "NOTPROVIDED"}


def in_words(text: str) -> str:
    """The text on one line: what the payer wrote first, other fields behind it by their names."""
    before, *parts = _TAG.split(text)
    written = [_line(part) for tag, part in zip(parts[::2], parts[1::2], strict=True) if not _FIELDS[tag]]
    named = [
        f"{_FIELDS[tag]}: {_line(part)}"
        for tag, part in zip(parts[::2], parts[1::2], strict=True)
        if _FIELDS[tag] and _line(part) not in _NOTHING
    ]
    return " · ".join(filter(None, [*written, _line(before), *named]))


def _line(text: str) -> str:
    return " ".join(text.split()).strip("+ ")
