"""An embargo holds a story back. It is asked when an edition is opened, and whenever it changes: here."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Edition
from articles.models.edition import PUBLISHING
from articles.publishing.problems import written
from articles.publishing.spans import take_back


@transaction.atomic
@PUBLISHING.writes
def keep_embargo(article: Article) -> list[Edition]:
    """Cancel what is scheduled before this embargo, which is about to be saved; answers what was cancelled.

    What readers have already they keep: an embargo that comes too late holds back only what is published
    next. No permission is asked for, since nothing goes before readers by this.
    """
    if article.pk is None or article.embargo is None:
        return []
    Article.objects.select_for_update().filter(pk=article.pk).first()
    now = timezone.now()
    too_early = article.editions.select_for_update().filter(
        live_from__gt=now, live_from__lt=article.embargo, live_until__isnull=True
    )
    cancelled = list(too_early)
    until = written(article.embargo)
    for edition in cancelled:
        take_back(edition, now, _("The embargo was set to %(until)s.") % {"until": until})
    return cancelled


def before_save(
    sender: Any, instance: Article, raw: bool = False, update_fields: Any = None, **_kwargs: Any
) -> None:
    """Whatever saves a story keeps its embargo; what goes past `save` is refused by the database."""
    if not raw and (update_fields is None or "embargo" in update_fields):
        keep_embargo(instance)
