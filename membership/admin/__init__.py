"""The desk's membership tables."""

from membership.admin import appeal, donation, payment

__all__ = ["appeal", "donation", "payment"]
