"""The desk's membership tables."""

from membership.admin import (
    appeal,
    beginning,
    donation,
    findings,
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
