"""Which column of a bank's table is what: proposed from what it is called and from what it holds."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from membership.bank_files import currencies, rows
from membership.bank_files.headers import IGNORED, NAMES, OWN_ACCOUNT
from membership.bank_files.status_words import KNOWN
from membership.tables import Field, Layout, Shape, Sheet, plain_name
from membership.transfers import iban

LAYOUT = Layout(
    "statement",
    (
        Field("date", _("Day")),
        Field("amount", _("Amount")),
        Field("credit", _("Money in")),
        Field("debit", _("Money out")),
        Field("direction", _("In or out")),
        Field("currency", _("Currency")),
        Field("payer", _("Payer")),
        Field("payer_account", _("Payer’s account")),
        Field("text", _("Text"), many=True),
        Field("own", _("Bank’s reference")),
        Field("status", _("Status")),
        Field("balance", _("Balance")),
        Field("fee", _("Charge")),
    ),
    needs=(("date",), ("amount", "credit")),
)


def is_header(row: list[str]) -> bool:
    """Whether this line names at least the day and the amount."""
    return not LAYOUT.missing(_by_name(row))


def proposed(sheet: Sheet) -> Shape:
    """What each column seems to be. Without a header little can be said."""
    if not sheet.header:
        return _by_kind(sheet)
    shape = _by_name(sheet.header)
    fields, is_signed = list(shape.fields), _is_signed(sheet, shape)
    for place, field in enumerate(fields):
        cells = set(sheet.cells(place))
        name = plain_name(sheet.header[place])
        # In the north and in German “Valuta” is a currency or a day, and “Info” may be the status. What is
        # called a text is the donor's, whatever it says. Any other column of codes may be of another amount.
        if name in NAMES["date"] and "currency" not in fields and _all_currencies(cells):
            fields[place] = "currency"
        is_open = field in {"", "text"} and name not in NAMES["text"]
        if is_open and "status" not in fields and cells and _all_known(cells):
            fields[place] = "status"
        if field in {"", "text"} and "direction" not in fields and _directs(name, cells, is_signed=is_signed):
            fields[place] = "direction"
    return Shape(tuple(fields))


def guessed(sheet: Sheet) -> Shape:
    """What a person is shown first: where the names say nothing, what the columns hold speaks."""
    named, held = proposed(sheet).fields, _by_kind(sheet).fields
    if not LAYOUT.missing(Shape(named)):
        return Shape(named)
    fields = list(named)
    for place, field in enumerate(held):
        if fields[place] in {"", "text"} and (field == "text" or field not in fields):
            fields[place] = field
    return Shape(tuple(fields))


def signs_left_out(sheet: Sheet, shape: Shape) -> int | None:
    """A column that says in and out, and is not used as such though no amount says it."""
    if "direction" in shape.fields or _is_signed(sheet, shape):
        return None
    says = ({rows.direction(cell) for cell in sheet.cells(place)} for place in range(sheet.width))
    return next((place for place, said in enumerate(says) if said == {1, -1}), None)


def several_accounts(sheet: Sheet, shape: Shape) -> tuple[int, list[str]] | None:
    """A column that is not used and names several of the newsroom's own accounts, by number or name, and
    those. Where another says a single number, it is of the payers, or of parts of that account."""
    entries = [row for _number, row in sheet.rows if rows.is_entry(row, shape)]
    found: list[tuple[int, list[str]]] = []
    for place, name in enumerate(map(plain_name, sheet.header)):
        if name in OWN_ACCOUNT and not shape.fields[place]:
            cells = [cell for row in entries if place < len(row) and (cell := row[place].strip())]
            # However its figures are grouped.
            told = {re.sub(r"\W", "", cell).casefold(): cell for cell in cells}
            if len(told) == 1 and any(map(str.isdigit, *told)):
                return None
            found += [(place, sorted(told.values()))] if len(told) > 1 else []
    return found[0] if found else None


def own_account(sheet: Sheet, shape: Shape) -> str:
    """The newsroom's own IBAN, if a column that is not used says it, or a line over the header."""
    places = (
        place
        for place, name in enumerate(map(plain_name, sheet.header))
        if name in OWN_ACCOUNT and not shape.fields[place]
    )
    told = [cell for place in places for cell in sheet.cells(place)]
    named = {
        iban.read(cell) for cell in told or _AT_END.findall("\n".join(sheet.above)) if iban.is_iban(cell)
    }
    return named.pop() if len(named) == 1 else ""


def unknown(sheet: Sheet) -> list[int]:
    """Columns that are not empty and whose names no list knows, or which have that of the amount as well, or
    which say in or out under another name: a person is asked about them."""
    fields = proposed(sheet).fields
    names = [plain_name(cell) for cell in sheet.header]
    amounts = {names[place] for place, field in enumerate(fields) if names and field in _AMOUNTS}
    return [
        place
        for place, field in enumerate(fields)
        if (
            not names
            or (field == "" and names[place] in amounts)
            or (field in {"", "text"} and names[place] not in _KNOWN_NAMES)
            or (field == "direction" and names[place] not in NAMES["direction"])
        )
        and sheet.cells(place)
    ]


_AMOUNTS = {"amount", "credit", "debit"}
_SIGN = re.compile(r"[-−–(]|[0-9]\s*(?:DR?|S(?:OLL)?)$", re.IGNORECASE)
#: What may be an IBAN at the end of a cell: “Girokonto DE89 3704 0044 0532 0130 00”.
_AT_END = re.compile(r"\b[A-Z]{2}[0-9]{2}[A-Z0-9 ]{11,}$", re.MULTILINE)
_KNOWN_NAMES = frozenset(IGNORED).union(*NAMES.values())


def _by_name(header: Iterable[str]) -> Shape:
    plain = [plain_name(cell) for cell in header]
    fields = [""] * len(plain)
    for name, words in NAMES.items():
        if name == "text":
            continue
        place = next((plain.index(word) for word in words if word in plain), None)
        if place is not None and not fields[place]:
            fields[place] = name
    texts = [place for place, cell in enumerate(plain) if cell in NAMES["text"] and not fields[place]]
    if not texts:
        # If the bank has no texts by those names, all that is not known is one.
        texts = [
            place for place, field in enumerate(fields) if not field and plain[place] not in _KNOWN_NAMES
        ]
    for place in texts:
        fields[place] = "text"
    return Shape(tuple(fields))


def _by_kind(sheet: Sheet) -> Shape:
    fields: list[str] = []
    for place, kind in enumerate(sheet.kinds):
        cells = set(sheet.cells(place))
        if kind == "day":
            fields.append("" if "date" in fields else "date")
        elif kind == "figure":
            fields.append("balance" if "amount" in fields and "balance" not in fields else "")
            if "amount" not in fields:
                fields[-1] = "amount"
        elif _all_currencies(cells):
            fields.append("" if "currency" in fields else "currency")
        elif cells and "payer_account" not in fields and all(iban.is_iban(cell) for cell in cells):
            fields.append("payer_account")
        elif cells and "status" not in fields and _all_known(cells):
            fields.append("status")
        elif cells and "direction" not in fields and all(map(rows.direction, cells)):
            fields.append("direction")
        else:
            fields.append("text" if cells else "")
    return Shape(tuple(fields))


def _all_known(cells: set[str]) -> bool:
    """Whether a column says of each entry how it stands, and nothing else."""
    return {plain_name(cell) for cell in cells} <= KNOWN


def _directs(name: str, cells: set[str], *, is_signed: bool) -> bool:
    """Whether a column says of each entry if money came or went. One whose name means something else does so
    only where no amount has a sign; a text that is one dash is often none."""
    said = {rows.direction(cell) for cell in cells}
    if not said or 0 in said or name not in _KNOWN_NAMES:
        return bool(said) and 0 not in said
    return not is_signed and -1 in said and (1 in said or name not in NAMES["text"])


def _is_signed(sheet: Sheet, shape: Shape) -> bool:
    """Whether the amounts themselves say what went out."""
    cells = (
        cell for key in ("amount", "credit") for place in shape.places(key) for cell in sheet.cells(place)
    )
    return "debit" in shape.fields or any(map(_SIGN.search, cells))


def _all_currencies(cells: set[str]) -> bool:
    return bool(cells) and all(map(currencies.is_one, cells))
