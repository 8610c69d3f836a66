"""The desk's membership tables."""

from membership.admin import appeal, donation, gifts, payment, receipt

__all__ = ["appeal", "donation", "gifts", "payment", "receipt"]
