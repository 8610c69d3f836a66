"""What does not add up, and how somebody settles it.

A discrepancy is asked of the books each time and stands in no table: once the books are right it is gone.
Asked are those rows alone that something happened to since they were last seen to be right (models.Doubt).
What somebody decided about a discrepancy is written down once, as a Resolution.
"""

from __future__ import annotations

from membership.discrepancies.discrepancy import KINDS, MATTERS, Discrepancy
from membership.discrepancies.doubting import check, look_again
from membership.discrepancies.listing import counted, in_the_way, listed, open_now
from membership.discrepancies.resolving import resolve
from membership.discrepancies.told import told
from membership.discrepancies.ways import decided
