"""A licence whose name or link has changed: the files of its pictures are given the new words by a job.

A thousand pictures may stand under it, and whoever saves the licence holds the database for none of them.
"""

from django_tasks import task

from articles import pictures
from articles.models import Licence, PhotoCredit
from newsroom.jobs import waiting


def settle(licence: Licence) -> None:
    """Have it done by a job, a row of the same transaction: done if the change is kept, and only then."""
    settle_pictures.enqueue(licence.pk)


@task()
def settle_pictures(licence_id: int) -> None:
    """Safe to do twice: a picture whose files carry the words already is left alone."""
    licence = Licence.objects.filter(pk=licence_id).first()
    if licence:
        pictures.settle_licence(licence)


def still_to_do(licence: Licence) -> int:
    """The files of how many of its pictures are waiting for the new words."""
    theirs = set(PhotoCredit.objects.filter(licence=licence).values_list("photo", flat=True))
    if [licence.pk] in waiting(settle_pictures):
        return len(theirs)
    return len(theirs & {args[0] for args in waiting(pictures.remake_if_changed)})
