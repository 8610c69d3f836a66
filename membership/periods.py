"""The same day a month or a year later; the last of the month where there is no such day."""

from __future__ import annotations

import calendar
from datetime import datetime

from django.utils import timezone


def after(moment: datetime, interval: str, times: int = 1) -> datetime:
    """`times` intervals ("monthly", "yearly") after an aware moment, at the same local time of day."""
    months = times * (12 if interval == "yearly" else 1)
    local = timezone.localtime(moment)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    naive = local.replace(year=year, month=month + 1, day=day, tzinfo=None)
    return timezone.make_aware(naive)
