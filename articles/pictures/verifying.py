"""What `manage.py verify` asks of pictures and cards: None for what is right, else what is wrong."""

import hashlib
from collections.abc import Iterator
from functools import partial

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles import pictures
from articles.models import Photo, ShareCard
from articles.photos.refusing import PhotoRefused
from articles.pictures import share_cards
from newsroom.verification import Found, Mendable, NotMended


def with_files() -> QuerySet[Photo]:
    return Photo.objects.exclude(original="")


def originals() -> Iterator[Found]:
    """The file that each picture came as, byte for byte."""
    for photo in with_files().iterator(chunk_size=500):
        named = {"photo": photo.pk, "file": photo.original.name}
        try:
            with photo.original.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            yield _("Picture %(photo)s: its file %(file)s is missing. Take it from a backup.") % named
            continue
        except OSError as error:
            why = {"why": error.strerror or error}
            yield _("Picture %(photo)s: its file %(file)s cannot be read: %(why)s.") % (named | why)
            continue
        if found != photo.sha256:
            yield (
                _("Picture %(photo)s: its file %(file)s is not the one that came in. Take it from a backup.")
                % named
            )
        else:
            yield None


def renditions() -> Iterator[Found]:
    """The files that pages show of each picture: all there, and byte for byte what their address says."""
    for pk in list(with_files().order_by("pk").values_list("pk", flat=True)):
        wrong = _wrong_with_renditions(pk)
        yield Mendable(wrong, partial(_remake, pk)) if wrong else None


def _wrong_with_renditions(pk: int) -> str:
    """A sentence, or nothing. What is found wrong is looked at twice: it may just have been remade."""
    wrong = ""
    for _look in range(2):
        photo = with_files().filter(pk=pk).first()
        if photo is None:
            return ""
        if missing := pictures.missing(photo):
            named = {"photo": photo.pk, "files": ", ".join(missing)}
            # Two for each width, and the card.
            if len(missing) > 2 * len(photo.widths):
                wrong = _("Picture %(photo)s: all files that pages show are missing.") % named
            else:
                wrong = _("Picture %(photo)s: files that pages show are missing: %(files)s.") % named
        elif not pictures.are_whole(photo):
            wrong = _("Picture %(photo)s: the files that pages show are damaged.") % {"photo": photo.pk}
        else:
            return ""
    return wrong


def _remake(pk: int) -> None:
    photo = with_files().select_related("credit__licence").filter(pk=pk).first()
    if photo is None:
        return
    try:
        pictures.remake(photo)
    except PhotoRefused as refused:
        raise NotMended(str(refused)) from refused
    except OSError as error:
        raise NotMended(_not_written(error)) from error
    if _wrong_with_renditions(pk):
        raise NotMended(_("They are being remade. Verify again in a minute."))


def cards() -> Iterator[Found]:
    """The cards that were drawn for stories without a picture."""
    # No cursor stays open: SQLite lets nobody write who has been reading since before another's write.
    for pk in list(drawn().order_by("pk").values_list("pk", flat=True)):
        card = drawn().select_related("edition__section").filter(pk=pk).first()
        wrong = _wrong_with_card(card) if card else ""
        yield Mendable(wrong, partial(_redraw, card)) if card and wrong else None


def _wrong_with_card(card: ShareCard) -> str:
    named = {"story": card.edition.headline}
    try:
        with default_storage.open(share_cards.file_of(card.digest)) as file:
            if share_cards.digest_of(file.read()) == card.digest:
                return ""
    except OSError:
        return _("The card of “%(story)s” is missing.") % named
    return _("The card of “%(story)s” is damaged.") % named


def drawn() -> QuerySet[ShareCard]:
    return ShareCard.objects.exclude(digest="")


def _redraw(card: ShareCard) -> None:
    try:
        made = share_cards.redraw(card)
    except OSError as error:
        raise NotMended(_not_written(error)) from error
    if not made:
        raise NotMended(_("It cannot be drawn. Give the paper a name in the imprint, and verify again."))


def _not_written(error: OSError) -> str:
    return _("It cannot be made anew: %(why)s.") % {"why": error.strerror or error}
