"""The desk's membership tables."""

from membership.admin import (
    appeal,
    beginning,
    discrepancies,
    donation,
    gifts,
    issuer,
    looks,
    mails,
    member,
    months,
    payment,
    receipt,
    records,
    statements,
    terms,
    tier,
    years,
)
