"""Lists of donors, out to and in from other systems, as CSV (RFC 4180)."""

from membership.cells import as_csv, plain, safe
from membership.lists.reading import COLUMNS, MOST_BYTES, MOST_ROWS, Entry, Fault, List, Unreadable, read
from membership.lists.taking_in import Plan, Step, look_at, may_move_lists, take_in
from membership.lists.writing import LISTS, export

__all__ = [
    "COLUMNS",
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
    "look_at",
    "may_move_lists",
    "plain",
    "read",
    "safe",
    "take_in",
]
