"""Alt text that is saved on a picture goes to the stories that have none for it.

Never over what somebody typed in a story, and to no edition: what readers have stays until it is published
again. The count of saves stays too, so a form that is open is not refused; it takes the text over when it is
saved with none. Each story that got it has a Version that says so.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_tasks import task

from articles.editing.versions import make_version
from articles.models import Article, Photo, PhotoUse
from newsroom.models import User


def without_alt(photo: Photo) -> int:
    """How many stories show this picture with neither alt text nor the word that it is decorative."""
    return _uses(photo.pk).values("article").distinct().count()


def describe(photo: Photo, *, by: User) -> int:
    """Have those stories given the alt text of the photo by a job; how many. Raises PermissionDenied."""
    if not by.has_perm("articles.change_photo"):
        raise PermissionDenied(_("You may not change pictures. Ask the photo desk."))
    stories = without_alt(photo) if photo.alt.strip() else 0
    if stories:
        fill_in_alt.enqueue(photo.pk, by.pk)
    return stories


@task()
def fill_in_alt(photo_id: int, user_id: int) -> None:
    """One short transaction for each story. Safe to do twice."""
    photo = Photo.objects.filter(pk=photo_id).exclude(alt="").first()
    if photo is None:
        return
    by = User.objects.filter(pk=user_id).first()
    for article_id in _uses(photo_id).values_list("article", flat=True).distinct():
        with transaction.atomic():
            article = Article.objects.select_for_update(of=("self",)).get(pk=article_id)
            if _uses(photo_id).filter(article=article).update(alt=photo.alt):
                # It is nobody's save of this story: who writes on a picture gets no hold on what shows it.
                said = _("Alt text from the picture, by %(name)s") % {"name": by}
                make_version(article, by=None, reason=said if by else _("Alt text from the picture"))


def _uses(photo_id: int) -> QuerySet[PhotoUse]:
    return PhotoUse.objects.filter(photo=photo_id, alt="", decorative=False)
