"""Reporters change their own stories and pictures; editors and the photo desk change everybody's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpRequest

from articles.models import Article, Photo
from newsroom.models import User
from newsroom.staff import staff


def is_own_story(user: User, story: Article) -> bool:
    """Whether this person holds it, saved it last, made a version of it, or is credited with it."""
    if user.pk in {story.assigned_to_id, story.saved_by_id}:
        return True
    mine = Q(versions__made_by=user) | Q(bylines__author__user=user)
    return Article.objects.filter(mine, pk=story.pk).exists()


def is_own_picture(user: User, photo: Photo) -> bool:
    return photo.added_by_id == user.pk


class _Owning:
    """Asks once a request, however often the admin wants to know."""

    #: Who has this may change what others made.
    everybodys: ClassVar[str]
    #: Whether it is this person's own.
    owns: Callable[[User, Any], bool]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not super().has_change_permission(request, obj):  # type: ignore[misc]
            return False
        if obj is None or obj.pk is None or staff(request).has_perm(self.everybodys):
            return True
        known: dict[tuple[str, int], bool] = request.__dict__.setdefault("_own_rows", {})
        key = (self.everybodys, obj.pk)
        if key not in known:
            known[key] = self.owns(staff(request), obj)
        return known[key]


class OwnStories(_Owning):
    everybodys = "articles.publish_article"
    owns = staticmethod(is_own_story)


class OwnPictures(_Owning):
    everybodys = "articles.delete_photo"
    owns = staticmethod(is_own_picture)
