"""What does not add up, and how somebody settles it.

A discrepancy is asked of the books each time and stands in no table: once the books are right it is gone.
Asked are those rows alone that something happened to since they were last seen to be right (models.Doubt).
What somebody decided about a discrepancy is written down once, as a Resolution.
"""

from membership.books.discrepancies.discrepancy import KINDS, MATTERS, Discrepancy
from membership.books.discrepancies.doubting import check, look_again
from membership.books.discrepancies.listing import counted, in_the_way, listed
from membership.books.discrepancies.open_counts import open_counts
from membership.books.discrepancies.resolving import resolve
from membership.books.discrepancies.ways import decided
