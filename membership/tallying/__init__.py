"""The tally of the books, for the page “Gifts”: kept with each change, so that nothing is added up anew.

What a person's gifts add is worked out from the ledger and the standings before and after a change, and the
difference is written down, in the same transaction. `anew` works all of it out again.
"""

from membership.tallying.keeping import anew, anew_if_uncounted, changing, differs, follow, put_together

__all__ = [
    "Counts", "Gift", "Line", "Told", "anew", "anew_if_uncounted", "changing", "counts_of", "differs",
    "follow", "put_together",
]  # fmt: skip
