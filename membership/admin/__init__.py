"""The desk's membership tables."""

from membership.admin import (
    appeal,
    beginning,
    donation,
    findings,
    gifts,
    issuer,
    looks,
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

__all__ = [
    "appeal",
    "beginning",
    "donation",
    "findings",
    "gifts",
    "issuer",
    "looks",
    "member",
    "months",
    "payment",
    "receipt",
    "records",
    "statements",
    "terms",
    "tier",
    "years",
]
