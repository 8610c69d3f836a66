"""The files that pages show of a picture: what they carry, and how they are made again when that changes."""

import hashlib
import json
from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from articles.models import Licence, Photo, PhotoCredit
from articles.photos import sandbox
from articles.photos.refusing import PhotoRefused
from articles.photos.renditions import widths_for
from articles.photos.rights import Rights
from articles.pictures.files import are_there, put, sweep

#: Counts up when other files are to be made of the same picture: other widths, formats, ways of saving.
RECIPE = 2
#: So many old pictures are given to the queue at a time, that a letter need not wait for all of them.
AT_A_TIME = 20


def rights_of(photo: Photo) -> Rights:
    """What the renditions of a photo say of it, in the words of its credit now.

    No caption and no alt text: those belong to a story, and what the desk writes is nobody's until published.
    """
    credit = getattr(photo, "credit", None) or PhotoCredit()
    said = photo.metadata.get("metadata", {})
    return Rights(
        creator=credit.creator,
        credit_line=str(credit),
        copyright_notice=credit.copyright_notice,
        licence_url=credit.licence.url if credit.licence else said.get("licence_url", ""),
        usage_terms=credit.terms_name or credit.terms,
        source_url=credit.source_url,
        digital_source_type=said.get("digital_source_type", ""),
        data_mining=said.get("data_mining", ""),
    )


def made_of(photo: Photo) -> str:
    """Stands for all that the renditions come from besides the original."""
    whole = [RECIPE, asdict(rights_of(photo)), photo.focal_x, photo.focal_y]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:16]


def is_up_to_date(photo: Photo) -> bool:
    """Whether its files are there, and are those that would be made of it now."""
    return photo.metadata.get("made_of") == made_of(photo) and are_there(photo)


def remake(photo: Photo) -> bool:
    """Make every rendition again from the original, with the credit as it is now, and let pages name those.

    False if the credit has been changed while they were made: they are dropped then, and whoever changed it
    has asked for others. Raises photos.refusing.PhotoRefused, also of an original that is not the one that
    came in, or OSError if it is not there.
    """
    data = photo.original.read()
    photo.original.close()
    if photo.sha256 and hashlib.sha256(data).hexdigest() != photo.sha256:
        raise PhotoRefused("changed")
    recipe = made_of(photo)
    _probe, made = sandbox.develop(
        data, rights=rights_of(photo), focal=(photo.focal_x, photo.focal_y), limits=limits()
    )
    with put(photo, made) as fingerprint, transaction.atomic():
        now = _locked(photo)
        if made_of(now) != recipe:
            return False
        before, now.fingerprint = now.fingerprint, fingerprint
        now.metadata["made_of"] = recipe
        now.widths = widths_for(now.width)
        # The save tells the page store, so pages name the new files from this moment on.
        now.save(update_fields=["fingerprint", "metadata", "widths"])
    photo.fingerprint, photo.metadata, photo.widths = now.fingerprint, now.metadata, now.widths
    sweep(photo, before)
    return True


def settle(photo: Photo) -> bool:
    """Have the renditions remade if credit or focal point are no longer those they carry.

    The job is a row of the same transaction: it is done if the change is kept, and only then.
    """
    photo = Photo.objects.select_related("credit__licence").get(pk=photo.pk)
    if not photo.original or photo.metadata.get("made_of") == made_of(photo):
        return False
    remake_if_changed.enqueue(photo.pk)
    return True


def settle_licence(licence: Licence) -> None:
    """The same for every photo under a licence whose name or link has changed."""
    for photo in Photo.objects.filter(credit__licence=licence):
        settle(photo)


@task()
def remake_if_changed(photo_id: int) -> None:
    photo = Photo.objects.select_related("credit__licence").filter(pk=photo_id).first()
    if photo and photo.original and not is_up_to_date(photo):
        remake(photo)


def catch_up() -> int:
    """Put pictures into the queue whose files are from before addresses told of their bytes; how many.

    Each is tried once for as long as the queue remembers it, so that a broken original is not tried for ever.
    """
    waiting = Photo.objects.filter(fingerprint="").exclude(original="").order_by("pk")
    numbers = list(waiting.values_list("pk", flat=True))
    if not numbers:
        return 0
    tried = DBTaskResult.objects.filter(task_path=remake_if_changed.module_path)
    known = {told["args"][0] for told in tried.values_list("args_kwargs", flat=True) if told["args"]}
    due = [pk for pk in numbers if pk not in known][:AT_A_TIME]
    for pk in due:
        remake_if_changed.enqueue(pk)
    return len(due)


def limits() -> sandbox.Limits:
    return sandbox.Limits(max_bytes=settings.PHOTO_MAX_BYTES, max_pixels=settings.PHOTO_MAX_PIXELS)


def _locked(photo: Photo) -> Photo:
    rows = Photo.objects.select_for_update(of=("self",))
    return rows.select_related("credit__licence").get(pk=photo.pk)
