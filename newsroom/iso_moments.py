"""Moments as machines read them, in feeds, sitemaps, structured data and lists that go out."""

from datetime import datetime, tzinfo

from django.utils import timezone


def iso_moment(at: datetime, zone: tzinfo | None = None) -> str:
    """ISO 8601 to the second, as the clock says there (none: where the newsroom is), with the offset."""
    return timezone.localtime(at, zone).isoformat(timespec="seconds")
