"""The one hand that changes whom a picture is credited to, and under what terms.

A credit is read live: changed once, it is changed on every page, in every feed and file. So from the moment
a picture stands in an edition, only those who may publish and the photo desk change it, and each change is
kept.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from articles.models import Author, CreditChange, EditionPhoto, PageEditionPhoto, Photo, PhotoCredit
from articles.pictures.developing import settle
from newsroom.choosing import pictures_shown
from newsroom.models import User

FIELDS = ("creator", "organisation", "source_url", "licence", "terms", "copyright_notice", "expires_on")


class CreditedMeanwhile(Exception):
    """Somebody else has changed the credit since it was shown; a sentence that says who, and what to do."""


def stands_alone(photo: Photo) -> bool:
    """Whether it stands on a page that no edition holds: as a face, or on a page of the newsroom's own.

    There, alt text and caption are the photo's own, and readers see a change of them at once.
    """
    return str(photo.pk) in pictures_shown() or Author.objects.filter(portrait=photo).exists()


def is_shown(photo: Photo) -> bool:
    """Whether it stands or stood in an edition, a scheduled one too, or stands alone on a page."""
    return photo.pk is not None and bool(shown_among([photo.pk]))


def shown_among(photos: Iterable[int]) -> set[int]:
    """Those of these for which `is_shown` holds, however many there are, by four questions."""
    asked = set(photos)
    standing = [
        EditionPhoto.objects.filter(photo__in=asked).values_list("photo", flat=True),
        PageEditionPhoto.objects.filter(photo__in=asked).values_list("photo", flat=True),
        Author.objects.filter(portrait__in=asked).values_list("portrait", flat=True),
    ]
    found = {pk for rows in standing for pk in rows.order_by().distinct() if pk}
    alone = pictures_shown()
    return found | {pk for pk in asked if str(pk) in alone}


def may_credit_shown(user: User) -> bool:
    """Whether this person may change what readers are told of a picture that they have."""
    # Who may delete pictures is the photo desk; a reporter never may.
    return user.is_active and (
        user.has_perm("articles.publish_article") or user.has_perm("articles.delete_photo")
    )


def may_credit(user: User, photo: Photo) -> bool:
    return user.is_active and (may_credit_shown(user) or not is_shown(photo))


def as_seen(credit: PhotoCredit | None) -> str:
    """Stands for what a credit says: with it, whoever changes the credit says which one they were shown."""
    whole = [_said(getattr(credit or PhotoCredit(), name)) for name in FIELDS]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:16]


@transaction.atomic
def recredit(photo: Photo, values: Mapping[str, Any], *, by: User, seen: str | None = None) -> bool:
    """Give the photo this credit (some or all of FIELDS) and keep who changed it; False if nothing differs.

    Pages show it at once; the files are remade by a job. Raises PermissionDenied; with `seen`, as `as_seen`
    says it, also CreditedMeanwhile.
    """
    photo = Photo.objects.select_for_update().get(pk=photo.pk)
    credit = PhotoCredit.objects.select_related("licence").filter(photo=photo).first()
    if not by.has_perm(f"articles.{'change' if credit else 'add'}_photocredit"):
        raise PermissionDenied(_("You may not change whom pictures are credited to. Ask the photo desk."))
    if not may_credit(by, photo):
        raise PermissionDenied(
            _("This picture is before readers. Its credit is changed by an editor or the photo desk.")
        )
    if seen is not None and seen != as_seen(credit):
        raise CreditedMeanwhile(_meanwhile(photo, credit))
    credit = credit or PhotoCredit(photo=photo)
    changes = {
        name: [_said(getattr(credit, name)), _said(value)]
        for name, value in values.items()
        if getattr(credit, name) != value
    }
    if not changes:
        return False
    for name in changes:
        setattr(credit, name, values[name])
    credit.save()
    CreditChange.objects.create(photo=photo, changes=changes, changed_by=by)
    settle(photo)
    return True


def _meanwhile(photo: Photo, credit: PhotoCredit | None) -> str:
    last = CreditChange.objects.filter(photo=photo).select_related("changed_by").first()
    who = last.changed_by if last and last.changed_by else _("Somebody else")
    return _(
        "%(who)s has credited this picture meanwhile: (%(credit)s). Yours stands here still; save it once "
        "more to put it in that place."
    ) % {"who": who, "credit": credit or ""}


def _said(value: Any) -> str:
    if isinstance(value, Model):
        return str(value)
    return "" if value is None else str(value)
