"""Pictures come in, are credited from what they say of themselves, and are made ready for pages."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path, PurePath

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.validators import URLValidator
from django.db import models, transaction
from django_tasks import task

from articles.models import Licence, Photo, PhotoCredit
from articles.photos import darkroom
from articles.photos.metadata import PhotoMetadata
from articles.photos.renditions import folder, widths_for
from articles.photos.rights import Rights
from articles.photos.sniffing import ENDINGS
from newsroom.models import User

#: A Creative Commons deed or public domain tool, in any of the ways it is linked; versions for one country
#: (…/by/3.0/de/) are licences of their own and not ours to equate.
_DEED = re.compile(
    r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)(?:/(?:deed|legalcode)[\w.-]*)?/?(?![/\w])",
    re.IGNORECASE,
)
_ADDRESS = URLValidator(schemes=["http", "https"])


def take_in(
    name: str,
    data: bytes,
    *,
    by: User,
    creator: str = "",
    organisation: str = "",
    licence: Licence | None = None,
) -> Photo:
    """A new photo from a file. What is given here was typed by a person: it stands before what the file says.

    Raises photos.refusing.Refused (a sentence) when the file cannot be taken, PermissionDenied when `by`
    may not.
    """
    if not by.has_perm("articles.add_photo"):
        raise PermissionDenied
    credit = PhotoCredit(creator=creator, organisation=organisation, licence=licence)
    return _expose(Photo(added_by=by), credit, name, data)


def give_file(photo: Photo, name: str, data: bytes, *, by: User) -> Photo:
    """The file of a picture that was still to come. Nothing that a person wrote on it is lost."""
    if not by.has_perm("articles.change_photo"):
        raise PermissionDenied
    if photo.original:
        raise ValueError("This photo has its file; another file is another photo.")
    credit = PhotoCredit.objects.filter(photo=photo).first() or PhotoCredit()
    return _expose(photo, credit, name, data)


def twins(photo: Photo) -> models.QuerySet[Photo]:
    """Other photos made from the very same file, oldest first."""
    same = Photo.objects.filter(sha256=photo.sha256) if photo.sha256 else Photo.objects.none()
    return same.exclude(pk=photo.pk).order_by("added_at")


def remake(photo: Photo) -> None:
    """Make every rendition again from the original, with the credit as it is now."""
    data = photo.original.read()
    photo.original.close()
    _probe, made = darkroom.develop(
        data, rights=rights_of(photo), focal=(photo.focal_x, photo.focal_y), limits=_limits()
    )
    _shelve(photo, made)
    photo.metadata["made_of"] = _made_of(photo)
    photo.widths = widths_for(photo.width)
    photo.save(update_fields=["metadata", "widths"])


def settle(photo: Photo) -> bool:
    """Have the renditions remade if credit, caption or focal point are no longer those they carry.

    The job is a row of the same transaction: it is done if the change is kept, and only then.
    """
    photo = Photo.objects.select_related("credit__licence").get(pk=photo.pk)
    if not photo.original or photo.metadata.get("made_of") == _made_of(photo):
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
    if photo and photo.original and photo.metadata.get("made_of") != _made_of(photo):
        remake(photo)


@transaction.atomic
def discard(photo: Photo, *, by: User) -> None:
    """Delete a photo that stands nowhere, and its files once that is certain. Raises PermissionDenied."""
    if not by.has_perm("articles.delete_photo"):
        raise PermissionDenied
    photo.delete()
    transaction.on_commit(lambda: _remove_files(photo))


def rights_of(photo: Photo) -> Rights:
    """What the renditions of a photo say of it, in the words of its credit now."""
    credit = getattr(photo, "credit", None) or PhotoCredit()
    said = photo.metadata.get("metadata", {})
    return Rights(
        creator=credit.creator,
        credit_line=str(credit),
        copyright_notice=credit.copyright_notice,
        licence_url=credit.licence.url if credit.licence else said.get("licence_url", ""),
        usage_terms=credit.terms_name or credit.terms,
        source_url=credit.source_url,
        description=photo.caption,
        alt=photo.alt,
        digital_source_type=said.get("digital_source_type", ""),
        data_mining=said.get("data_mining", ""),
    )


def licence_at(*texts: str) -> Licence | None:
    """The licence whose link stands in one of the texts."""
    for text in texts:
        if found := _DEED.search(text):
            kind, version = found[2].lower(), found[3]
            code = {"zero": "cc0", "mark": "pdm"}.get(kind, f"cc-{kind}")
            if licence := Licence.objects.filter(code=f"{code}-{version}").first():
                return licence
    return None


def _expose(photo: Photo, credit: PhotoCredit, name: str, data: bytes) -> Photo:
    """Both passes through the darkroom, then files, then rows: a refusal leaves nothing behind."""
    limits = _limits()
    found = darkroom.probe(data, limits)
    photo.width, photo.height = found.width, found.height
    photo.widths = widths_for(found.width)
    photo.sha256 = hashlib.sha256(data).hexdigest()
    photo.metadata = found.read.as_json()
    _fill(photo, credit, found.read.metadata, name)
    photo.credit = credit
    _again, made = darkroom.develop(
        data, rights=rights_of(photo), focal=(photo.focal_x, photo.focal_y), limits=limits
    )
    photo.metadata["made_of"] = _made_of(photo)
    photo.original.save(f"{secrets.token_hex(16)}.{ENDINGS[found.kind]}", ContentFile(data), save=False)
    try:
        _shelve(photo, made)
        with transaction.atomic():
            photo.save()
            credit.photo = photo
            credit.save()
    except BaseException:
        _remove_files(photo)
        raise
    return photo


def _fill(photo: Photo, credit: PhotoCredit, said: PhotoMetadata, name: str) -> None:
    """Fill what is empty from what the file says. What a person typed stays."""
    stem = PurePath(name.replace("\\", "/")).stem
    _fill_empty(photo, title=said.headline or stem, caption=said.caption, alt=said.alt, place=said.place)
    if photo.taken_on is None and said.taken_on:
        photo.taken_on = date.fromisoformat(said.taken_on)
    if credit.licence is None and not credit.terms:
        credit.licence = licence_at(said.licence_url, said.usage_terms, said.copyright_notice)
        if credit.licence is None:
            _fill_empty(credit, terms=said.usage_terms or said.licence_url)
    _fill_empty(
        credit,
        creator=said.creator,
        organisation=_organisation(said, credit.licence),
        copyright_notice=said.copyright_notice,
        source_url=_address(said.source_url),
    )


def _fill_empty(row: models.Model, **texts: str) -> None:
    for field, text in texts.items():
        if text and not getattr(row, field):
            longest = getattr(row._meta.get_field(field), "max_length", None)
            setattr(row, field, _cut(text, longest))


def _cut(text: str, longest: int | None) -> str:
    """Cut at a word, so that it fits; the whole text stays in the photo's metadata."""
    if longest is None or len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(None, 1)[0][: longest - 1] + "…"


def _organisation(said: PhotoMetadata, licence: Licence | None) -> str:
    """The credit line without creator and licence, which have places of their own; else the source."""
    known = {said.creator.casefold(), licence.name.casefold() if licence else ""}
    parts = [part.strip(" ()") for part in re.split(r"\s*/\s*|\s+via\s+", said.credit_line)]
    left = [part for part in parts if part and part.casefold() not in known]
    return " / ".join(left) or ("" if said.source.casefold() in known else said.source)


def _address(text: str) -> str:
    """A link to a page, or nothing: never another scheme."""
    try:
        _ADDRESS(text)
    except ValidationError:
        return ""
    return text if len(text) <= 500 else ""


def _made_of(photo: Photo) -> str:
    """Stands for all that the renditions carry besides pixels."""
    rights = asdict(rights_of(photo))
    return hashlib.sha256(json.dumps([rights, photo.focal_x, photo.focal_y]).encode()).hexdigest()[:16]


def _shelve(photo: Photo, made: Mapping[str, bytes]) -> None:
    """Put the renditions in place, each at once: a reader gets the old file or the new one, never a part."""
    shelf = folder(settings.MEDIA_ROOT, photo.key)
    shelf.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        handle, beside = tempfile.mkstemp(dir=shelf, prefix=".")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(settings.FILE_UPLOAD_PERMISSIONS)
        Path(beside).replace(shelf / name)


def _remove_files(photo: Photo) -> None:
    shutil.rmtree(folder(settings.MEDIA_ROOT, photo.key), ignore_errors=True)
    if photo.original:
        photo.original.storage.delete(str(photo.original.name))


def _limits() -> darkroom.Limits:
    return darkroom.Limits(max_bytes=settings.PHOTO_MAX_BYTES, max_pixels=settings.PHOTO_MAX_PIXELS)
