"""Whether each picture may be shown, with whose name, and what is said of it."""

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.copies import CopyPhoto
from articles.models import Photo, PhotoUse
from articles.publishing.problems.found import Faults, fault
from articles.publishing.problems.judged import Judged


def faults_of_pictures(story: Judged) -> Faults:
    in_text = {value for kind, value in story.copy.cut if kind == "photo"}
    for use in story.copy.photos:
        if photo := story.photos.get(use.photo):
            yield from _of_photo(story, use, photo)
            if use.place == PhotoUse.Place.TEXT and use.photo not in in_text:
                name = _name(use, photo)
                sentence = _("The picture “%(name)s” stands nowhere in the text. Put it in, or take it off.")
                yield fault("photo-nowhere", f"photo-{use.photo}", sentence, name=name)


def _name(use: CopyPhoto, photo: Photo) -> str:
    """What it is called in a sentence, which goes on behind it."""
    return Truncator(use.caption.rstrip(". ")).chars(60) or str(photo)


def _of_photo(story: Judged, use: CopyPhoto, photo: Photo) -> Faults:
    field, name = f"photo-{use.photo}", _name(use, photo)
    if not photo.width:
        sentence = _("The picture “%(name)s” has no file yet. Upload it, or take it off the story.")
        yield fault("no-file", field, sentence, name=name)
    if not use.alt.strip() and not use.decorative:
        sentence = _("Alt text is missing on the picture “%(name)s”. Say what it shows, or tick Decorative.")
        yield fault("no-alt", field, sentence, name=name)
    yield from _of_rights(story, photo, field, name)
    licence = photo.credit.licence if hasattr(photo, "credit") else None
    # In the text it is only scaled, which such a licence allows.
    if licence and not licence.allows_changes and use.place == PhotoUse.Place.LEAD:
        sentence = _(
            "%(licence)s allows no changes of “%(name)s”, and cards crop it. "
            "Ask, or have it in the text alone."
        )
        yield fault("no-changes", field, sentence, licence=licence.name, name=name)
    if headline := story.shown.get(use.photo):
        sentence = _("The picture “%(name)s” was shown this week with “%(headline)s”. Readers know it.")
        yield fault("photo-again", field, sentence, name=name, headline=headline)


def _of_rights(story: Judged, photo: Photo, field: str, name: str) -> Faults:
    """Whether the picture may be shown on that day, and with whose name."""
    credit = getattr(photo, "credit", None)
    if credit is None or not (credit.creator or credit.organisation):
        sentence = _("The picture “%(name)s” has no credit. Say who made it.")
        yield fault("no-credit", field, sentence, name=name)
    elif credit.licence is None:
        said = f" (“{credit.terms}”)" if credit.terms else ""
        sentence = _("The licence of “%(name)s” is not clear%(said)s. Choose it beside the picture.")
        yield fault("no-licence", field, sentence, name=name, said=said)
    else:
        licence = credit.licence
        if licence.requires_link and not credit.source_url:
            sentence = _("%(licence)s asks for a link to the original of “%(name)s”. Add it.")
            yield fault("no-source", field, sentence, licence=licence.name, name=name)
        if not licence.allows_commercial:
            sentence = _("%(licence)s allows no commercial use of “%(name)s”. Ask, or choose another.")
            yield fault("non-commercial", field, sentence, licence=licence.name, name=name)
    if credit and credit.expires_on and credit.expires_on < story.day:
        sentence = _(
            "The picture “%(name)s” could be used until %(date)s. "
            "Choose another, or say until when it may be used now."
        )
        yield fault("photo-expired", field, sentence, name=name, date=date_format(credit.expires_on))
