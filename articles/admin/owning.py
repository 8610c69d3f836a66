"""Reporters change their own stories and pictures; editors and the photo desk change everybody's."""

from collections.abc import Callable
from typing import Any

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


def may_change_story(request: HttpRequest, story: Article | None) -> bool:
    return _is_theirs(request, story, is_own_story, everybodys="articles.publish_article")


def may_change_picture(request: HttpRequest, photo: Photo | None) -> bool:
    return _is_theirs(request, photo, is_own_picture, everybodys="articles.delete_photo")


def _is_theirs(request: HttpRequest, row: Any, owns: Callable[[User, Any], bool], *, everybodys: str) -> bool:
    """Asked once a request, however often the admin wants to know. `everybodys`: who may change all."""
    user = staff(request)
    if row is None or row.pk is None or user.has_perm(everybodys):
        return True
    known: dict[tuple[str, int], bool] = request.__dict__.setdefault("_own_rows", {})
    key = (everybodys, row.pk)
    if key not in known:
        known[key] = owns(user, row)
    return known[key]
