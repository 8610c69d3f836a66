"""What the columns of a list of donors can be, and what other systems call them."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from membership.tables import Field, Layout, Shape, Sheet, Unreadable, sheet_of
from membership.tables.csv_cells import plain

LAYOUT = Layout(
    "list",
    (
        Field("e-mail", _("E-mail")),
        Field("name", _("Name"), many=True),
        Field("amount", _("Amount")),
        Field("currency", _("Currency")),
        Field("date", _("Day")),
        Field("interval", _("How often")),
        Field("reference", _("Reference")),
        Field("consent date", _("Consent since")),
    ),
    needs=(("e-mail",),),
)
#: By these names the first line may call them without anybody being asked.
COLUMNS = tuple(field.key for field in LAYOUT.fields)
MOST_ROWS = 20_000
_ALIASES = {
    "email": "e-mail", "mail": "e-mail", "email address": "e-mail", "e-mail address": "e-mail",
    "donor email": "e-mail", "full name": "name", "donor": "name", "donor name": "name",
    "first name": "name", "last name": "name", "given name": "name", "family name": "name",
    "sum": "amount", "gift": "amount", "donation amount": "amount", "gift date": "date", "paid on": "date",
    "day": "date", "donation date": "date", "frequency": "interval", "how often": "interval",
    "recurring": "interval", "id": "reference", "transaction id": "reference", "transaction": "reference",
    "number": "reference", "consent": "consent date", "consent since": "consent date",
    "opt-in": "consent date",
}  # fmt: skip


def table(text: str) -> Sheet:
    """The list as it stands in the file. Raises Unreadable where there is none, or more than 20,000 rows."""
    sheet = sheet_of(text, lambda row: "e-mail" in map(_named, row), most=MOST_ROWS)
    if sheet is None:
        raise Unreadable(
            _t("No column is called “e-mail”. The first row has to name the columns: %(columns)s.")
            % {"columns": ", ".join(COLUMNS)}
        )
    if len(sheet.rows) > MOST_ROWS:
        raise Unreadable(_t("The list has more than 20,000 rows. Cut it into several."))
    return sheet


def proposed(sheet: Sheet) -> Shape:
    """By what the columns are called."""
    named = [_named(cell) for cell in sheet.header] or [""] * sheet.width
    return Shape(tuple(name if name in COLUMNS else "" for name in named))


def guessed(sheet: Sheet) -> Shape:
    """What a person is shown first: where nothing is called “e-mail”, by where addresses and days stand."""
    fields = list(proposed(sheet).fields)
    for key in LAYOUT.twice(Shape(tuple(fields))):
        one = fields.index(key)
        fields[one + 1 :] = ["" if field == key else field for field in fields[one + 1 :]]
    first = sheet.rows[0][1] if sheet.rows else []
    for place, (cell, kind) in enumerate(zip(first, sheet.kinds, strict=False)):
        field = "e-mail" if _is_email(cell) else {"day": "date"}.get(kind, "")
        if field and not fields[place] and field not in fields:
            fields[place] = field
    return Shape(tuple(fields))


def is_understood(sheet: Sheet) -> bool:
    """Whether it can be read without asking; columns that we do not know are left out, and named."""
    shape = proposed(sheet)
    return bool(sheet.header) and not (LAYOUT.missing(shape) or LAYOUT.twice(shape))


def unknown(sheet: Sheet) -> list[str]:
    """What columns are called that we do not know; what stands in them would be left out."""
    named = zip(sheet.header, proposed(sheet).fields, strict=True) if sheet.header else ()
    return [cell.strip() for cell, field in named if not field and cell.strip()]


def _named(cell: str) -> str:
    name = plain(cell).casefold().strip("\ufeff ")
    return _ALIASES.get(name, name)


def _is_email(cell: str) -> bool:
    try:
        validate_email(cell.strip())
    except ValidationError:
        return False
    return True
