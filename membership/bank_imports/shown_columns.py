"""Columns that a person has shown: kept, and found again for the next table of the same kind."""

from membership.bank_files import MOST_ACCOUNT
from membership.models import ShownColumns
from membership.tables import Layout, Shape, Sheet
from newsroom.models import User
from newsroom.row_numbers import row_number


def shown(layout: Layout, sheet: Sheet) -> list[ShownColumns]:
    """The latest that was shown for tables of this kind, for each account; the newest first."""
    rows = ShownColumns.objects.filter(layout=layout.key, fingerprint=sheet.fingerprint)
    latest: dict[str, ShownColumns] = {}
    for row in rows.select_related("by").order_by("-pk")[:200]:
        if len(row.shape.fields) == sheet.width:
            latest.setdefault(row.account, row)
    return list(latest.values())


def one_shown(layout: Layout, sheet: Sheet, number: str) -> ShownColumns | None:
    """The columns of this number, if they were shown for tables of this kind."""
    rows = ShownColumns.objects.filter(layout=layout.key, fingerprint=sheet.fingerprint)
    row = rows.filter(pk=row_number(number)).first()
    return row if row is not None and len(row.shape.fields) == sheet.width else None


def show(layout: Layout, sheet: Sheet, shape: Shape, by: User, *, account: str = "") -> ShownColumns:
    """Keep what this person says the columns are; said twice it is one row."""
    account = account[:MOST_ACCOUNT]
    last = next((row for row in shown(layout, sheet) if row.account == account), None)
    if last is not None and last.shape == shape:
        return last
    return ShownColumns.objects.create(
        layout=layout.key, fingerprint=sheet.fingerprint, account=account, kept=shape.kept(), by=by
    )


def accounts() -> list[str]:
    named = ShownColumns.objects.exclude(account="").order_by("account").values_list("account", flat=True)
    return list(named.distinct()[:50])
