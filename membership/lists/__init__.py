"""Lists of donors, out to and in from other systems, as CSV (RFC 4180)."""

from membership.csv_cells import as_csv, plain, safe
from membership.lists.columns import COLUMNS, LAYOUT, guessed, is_understood, table, unknown
from membership.lists.reading import MOST_BYTES, read
from membership.lists.taking_in import look_at, may_move_lists, take_in
from membership.lists.writing import LISTS, export
from membership.tables import Unreadable
