"""Lists of donors, out to and in from other systems, as CSV (RFC 4180)."""

from membership.cells import as_csv, plain, safe
from membership.lists.columns import (
    COLUMNS,
    LAYOUT,
    MOST_ROWS,
    guessed,
    is_understood,
    proposed,
    table,
    unknown,
)
from membership.lists.reading import MOST_BYTES, Entry, Fault, List, read
from membership.lists.taking_in import Plan, Step, look_at, may_move_lists, take_in
from membership.lists.writing import LISTS, export
from membership.tables import Unreadable

__all__ = [
    "COLUMNS",
    "LAYOUT",
    "LISTS",
    "MOST_BYTES",
    "MOST_ROWS",
    "Entry",
    "Fault",
    "List",
    "Plan",
    "Step",
    "Unreadable",
    "as_csv",
    "export",
    "guessed",
    "is_understood",
    "look_at",
    "may_move_lists",
    "plain",
    "proposed",
    "read",
    "safe",
    "table",
    "take_in",
    "unknown",
]
