"""What does not add up, and how somebody settles it.

A finding is asked of the books each time and stands in no table: once the books are right it is gone. Asked
are those rows alone that something happened to since they were last seen to be right (models.Doubt). What
somebody decided about a finding is written down once, as a Resolution.
"""

from __future__ import annotations

from membership.findings.asking import counted, findings, in_the_way, open_now
from membership.findings.doubting import check, look_again
from membership.findings.finding import KINDS, MATTERS, Finding
from membership.findings.resolving import resolve
from membership.findings.told import told
from membership.findings.ways import decided
