"""Snapshots of the whole desk copy. Every save that an editor makes, and every publication, is a Version."""

from django.db import transaction

from articles.editing.copying import copy_of
from articles.models import Article, Version
from articles.models.version import next_version
from newsroom.models import User


@transaction.atomic
def make_version(article: Article, *, by: User | None, reason: str = "") -> Version:
    """The Version of the copy as it is saved; the newest one again if nothing has changed since."""
    Article.objects.select_for_update().get(pk=article.pk)
    return next_version(article.versions, copy_of(article).as_json(), made_by=by, reason=reason[:300])
