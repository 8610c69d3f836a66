"""One line of a bank's table, by what its columns are."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from membership.bank_files import amounts_and_days as exactly
from membership.bank_files import currencies, written
from membership.bank_files.status_words import among
from membership.money import Money
from membership.tables import Shape, Unreadable, plain_name

_IN = frozenset(
    among("""
    bij|h|haben|c|cr|crdt|credit|kredit|+|gutschrift|credito|abono|haber|in|ind|inn|eingang|entrada|avere|uznanie|
    credits|deposit|paid in|money in|incoming|plus|einzahlung|zugang|entree|recette|entrata|ingreso|receita|
    bijgeschreven|insattning|inbetalning|indbetaling|pano|wplyw|prijem|ma
    """)
)
_OUT = frozenset(
    among("""
    af|s|soll|d|dr|dbit|debit|debet|-|−|–|lastschrift|debito|cargo|debe|out|ud|ut|ausgang|saida|dare|obciazenie|
    debits|withdrawal|paid out|money out|outgoing|minus|auszahlung|abgang|sortie|depense|uscita|gasto|despesa|
    afgeschreven|uttag|utbetalning|udbetaling|otto|wydatek|vydej|wn
    """)
)


def direction(word: str) -> int:
    """1 if it says that money came, -1 if it went; 0 if it says neither."""
    told = {word.casefold(), plain_name(word)}
    return -1 if told & _OUT else 1 if told & _IN else 0


def amounts(row: list[str], shape: Shape) -> Iterator[str]:
    return (shape.cell(row, name) for name in ("amount", "credit", "debit"))


def is_entry(row: list[str], shape: Shape) -> bool:
    """A line with a day and an amount; totals and notes below the table have neither in the right place."""
    return any(amounts(row, shape)) and any(char.isdigit() for char in shape.cell(row, "date"))


def money(row: list[str], shape: Shape, figures: written.Figures, currency: str) -> Money:
    """Signed: by a sign, by a column of its own, or by a column that says in or out. `currency` is that of a
    cell that names none. Raises Unreadable."""
    code = exactly.known(currencies.of_cell(" ".join(amounts(row, shape)), currency.upper()))
    told = shape.cell(row, "amount")
    amount = figures.read(told, code) if told else _of_two(row, shape, figures, code)
    word = shape.cell(row, "direction")
    said = direction(word)
    if said < 0:
        return Money(-abs(amount.minor), code)
    if told and word and not said:
        raise Unreadable(_("“%(word)s” does not say whether money came or went.") % {"word": word[:20]})
    return amount


def _of_two(row: list[str], shape: Shape, figures: written.Figures, code: str) -> Money:
    came, went = (
        figures.read(cell, code) if (cell := shape.cell(row, name)) else Money(0, code)
        for name in ("credit", "debit")
    )
    if came.minor and went.minor:
        raise Unreadable(_("It has a credit and a debit at once."))
    return came if came.minor else Money(-abs(went.minor), code)


def charge(row: list[str], shape: Shape, figures: written.Figures, amount: Money, *, signed: bool) -> int:
    """What a charge beside the amount adds to it; `signed` where the bank writes charges below zero."""
    told = shape.cell(row, "fee")
    if not told:
        return 0
    minor = figures.read(told, amount.currency).minor
    return minor if signed else -abs(minor)


def refuse_more_cells(row: list[str], width: int) -> None:
    if any(cell.strip() for cell in row[width:]):
        raise Unreadable(
            _("it has more cells than the header; a text with the separator needs quotation marks")
        )


def whole(row: list[str]) -> str:
    return " ".join(filter(None, map(str.strip, row)))


def at(number: int, what: str) -> Unreadable:
    return Unreadable(_("Line %(line)s of this CSV file: %(what)s") % {"line": number, "what": what})
