from __future__ import annotations

from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from articles import models
        from newsroom import pagestore

        pagestore.touched_by(
            models.Author,
            models.Correction,
            models.Licence,
            models.Outlet,
            models.Photo,
            models.PhotoCredit,
            models.Section,
            models.Topic,
        )
        pagestore.boundaries.append(next_edition_change)


def next_edition_change(now: datetime) -> datetime | None:
    """The next moment at which an edition begins or ends."""
    from articles.models import Edition

    begins = (
        Edition.objects.filter(live_from__gt=now)
        .order_by("live_from")
        .values_list("live_from", flat=True)
        .first()
    )
    ends = (
        Edition.objects.filter(live_until__gt=now)
        .order_by("live_until")
        .values_list("live_until", flat=True)
        .first()
    )
    return min((moment for moment in (begins, ends) if moment), default=None)
