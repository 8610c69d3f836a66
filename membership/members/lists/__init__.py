"""Lists of donors, out to and in from other systems, as CSV (RFC 4180)."""

from membership.members.lists.columns import COLUMNS, LAYOUT, guessed, is_understood, table, unknown
from membership.members.lists.list_import import look_at, require_move_lists, take_in
from membership.members.lists.reading import MOST_BYTES, read
from membership.members.lists.writing import LISTS, export
from membership.tables import Unreadable
from membership.tables.csv_cells import as_csv, plain, safe
