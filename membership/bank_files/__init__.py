"""Bank statements, read: CAMT.053, MT940, OFX and any bank's CSV, to plain values.

`read` looks at the content, not at the name of the file. It reads a file or refuses it with a sentence; what
is not money for us, and an entry that cannot be read, is listed in `left_out` with the reason.
"""

from membership.bank_files.columns import LAYOUT, guessed
from membership.bank_files.reading import read, readings, table_of
from membership.bank_files.status import waiting_word
from membership.bank_files.table import Table
from membership.bank_files.values import (
    MOST_ACCOUNT,
    MOST_BYTES,
    MOST_ENTRIES,
    Balance,
    Credit,
    LeftOut,
    Returned,
    Statement,
)
from membership.tables import Unreadable
