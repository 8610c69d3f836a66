"""Who sees which picture at the desk before readers do."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Photo, PhotoUse
from newsroom.models import User


def sees_all(user: User) -> bool:
    return user.has_perm("articles.view_photo") or user.has_perm("articles.change_photo")


def pictures_for(user: User) -> QuerySet[Photo]:
    """All of them for who may see the library; else those of saved stories, and their own."""
    if sees_all(user):
        return Photo.objects.all()
    in_a_story = Exists(PhotoUse.objects.filter(photo=OuterRef("pk")))
    return Photo.objects.filter(Q(added_by=user) | Q(in_a_story))
