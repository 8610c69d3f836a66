"""Snapshots of the whole desk copy: of each save by an editor, each publication, restore and hand-over."""

from django.db import transaction

from articles.editing.copying import copy_of
from articles.models import Article, Version
from articles.models.version import next_version
from newsroom.models import User


@transaction.atomic
def make_version(
    article: Article, *, by: User | None, reason: str = "", handed_over: bool = False
) -> Version:
    """The Version of the copy as it is saved; the newest one again if nothing has changed since.

    One that is `handed_over` to somebody, or to another state, has a Version of its own whatever changed.
    """
    Article.objects.select_for_update().get(pk=article.pk)
    copy = copy_of(article).as_json()
    return next_version(article.versions, copy, anew=handed_over, made_by=by, reason=reason[:300])
