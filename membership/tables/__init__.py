"""Tables from other systems, as CSV: which line is the header, and which column is what.

A `Sheet` is the table as it stands in the file, a `Layout` what its columns can be, a `Shape` which is which:
proposed from the header's words, or shown once by a person and kept under the sheet's `fingerprint`.
"""

from membership.tables.shape import Field, Layout, Shape
from membership.tables.sheet import Row, Sheet, Unreadable, damaged, plain_name, sheet_of
