"""A file comes in and becomes a photo, credited from what it says of itself; a photo that is no more goes."""

import hashlib
import re
import secrets
from datetime import date
from pathlib import PurePath

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.validators import URLValidator
from django.db import models, transaction

from articles.models import Licence, Photo, PhotoCredit
from articles.photos import sandbox
from articles.photos.metadata import PhotoMetadata
from articles.photos.renditions import widths_for
from articles.photos.sniffing import ENDINGS
from articles.pictures.developing import limits, made_of, rights_of
from articles.pictures.files import put, remove_original, remove_renditions
from articles.pictures.licences import licence_at
from newsroom.models import User

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

    Raises photos.refusing.PhotoRefused (a sentence) when the file cannot be taken, PermissionDenied when `by`
    may not.
    """
    if not by.has_perm("articles.add_photo"):
        raise PermissionDenied
    credit = PhotoCredit(creator=creator, organisation=organisation, licence=licence)
    return _expose(Photo(added_by=by), credit, name, data)


def take_in_once(name: str, data: bytes, *, by: User) -> tuple[Photo, bool]:
    """The photo of this very file, and whether it was here already; as `take_in` if it was not.

    Of two that come at the same time the one that was written first stays.
    """
    if there := same_file(data):
        return there, True
    photo = take_in(name, data, by=by)
    first = same_file(data)
    if first is None or first.pk >= photo.pk:
        return photo, False
    _remove(photo)
    return first, True


def give_file(photo: Photo, name: str, data: bytes, *, by: User) -> Photo:
    """The file of a picture that was still to come. Nothing that a person wrote on it is lost."""
    if not by.has_perm("articles.change_photo"):
        raise PermissionDenied
    if photo.original:
        raise ValueError("This photo has its file; another file is another photo.")
    credit = PhotoCredit.objects.filter(photo=photo).first() or PhotoCredit()
    return _expose(photo, credit, name, data)


def same_file(data: bytes) -> Photo | None:
    """The oldest photo that was made from this very file, with its credit."""
    same = Photo.objects.filter(sha256=hashlib.sha256(data).hexdigest(), width__gt=0)
    return same.select_related("credit__licence").order_by("added_at", "pk").first()


def twins(photo: Photo) -> models.QuerySet[Photo]:
    """Other photos made from the very same file, oldest first."""
    same = Photo.objects.filter(sha256=photo.sha256) if photo.sha256 else Photo.objects.none()
    return same.exclude(pk=photo.pk).order_by("added_at")


def discard(photo: Photo, *, by: User) -> None:
    """Delete a photo that stands nowhere, and its files once that is certain. Raises PermissionDenied."""
    if not by.has_perm("articles.delete_photo"):
        raise PermissionDenied
    _remove(photo)


@transaction.atomic
def _remove(photo: Photo) -> None:
    photo.delete()
    transaction.on_commit(lambda: remove_renditions(photo))
    transaction.on_commit(lambda: remove_original(photo))


def _expose(photo: Photo, credit: PhotoCredit, name: str, data: bytes) -> Photo:
    """Both passes through the sandbox, then files, then rows: a refusal leaves nothing behind."""
    new, most = photo.pk is None, limits()
    found = sandbox.probe(data, most)
    photo.width, photo.height = found.width, found.height
    photo.widths = widths_for(found.width)
    photo.sha256 = hashlib.sha256(data).hexdigest()
    photo.metadata = found.read.as_json()
    _fill(photo, credit, found.read.metadata, name)
    photo.credit = credit
    _again, made = sandbox.develop(
        data, rights=rights_of(photo), focal=(photo.focal_x, photo.focal_y), limits=most
    )
    photo.metadata["made_of"] = made_of(photo)
    photo.original.save(f"{secrets.token_hex(16)}.{ENDINGS[found.kind]}", ContentFile(data), save=False)
    try:
        with put(photo, made) as photo.fingerprint, transaction.atomic():
            if not new and Photo.objects.select_for_update().get(pk=photo.pk).original:
                raise ValueError("This photo has its file; another file is another photo.")
            photo.save()
            credit.photo = photo
            credit.save()
    except BaseException:
        remove_original(photo)
        if new:
            remove_renditions(photo)
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
    parts = [_unbracketed(part) for part in re.split(r"\s*/\s*|\s+via\s+", _unbracketed(said.credit_line))]
    left = [part for part in parts if part and part.casefold() not in known]
    return " / ".join(left) or ("" if said.source.casefold() in known else said.source)


def _unbracketed(text: str) -> str:
    """Without brackets around the whole: “(Jo Vale)”, but “Quay Pictures (ref)” keeps its own."""
    text = text.strip()
    inside = text[1:-1]
    if text.startswith("(") and text.endswith(")") and "(" not in inside and ")" not in inside:
        return inside.strip()
    return text


def _address(text: str) -> str:
    """A link to a page, or nothing: never another scheme."""
    try:
        _ADDRESS(text)
    except ValidationError:
        return ""
    return text if len(text) <= 500 else ""
