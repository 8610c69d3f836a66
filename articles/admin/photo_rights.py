"""How the rights of a picture stand, and what a licence allows."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Licence, Photo

#: Rights that end within this time are said early enough to ask again.
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Note:
    """A word with its shape; `tone` is ok, warn or blk."""

    shape: str
    tone: str
    text: str


def rights_note(photo: Photo) -> Note:
    """The first thing that keeps the picture off a page, or that it is clear."""
    if not photo.width:
        return Note("blocking", "blk", _("No file yet"))
    if open_credit := credit_note(photo):
        return open_credit
    if not photo.alt:
        return Note("warning", "warn", _("No alt text yet"))
    licence = photo.credit.licence
    if licence and licence.family == Licence.Family.OWN:
        return Note("passed", "ok", _("Own picture"))
    return Note("passed", "ok", _("Licence clear"))


def credit_note(photo: Photo) -> Note | None:
    """The first thing that its credit leaves open, or that its time ends or has ended."""
    credit = getattr(photo, "credit", None)
    if credit is None or not (credit.creator or credit.organisation):
        return Note("blocking", "blk", _("Nobody is credited"))
    if credit.licence is None:
        if credit.terms:
            return Note("blocking", "blk", _("Licence unclear: “%(terms)s”") % {"terms": credit.terms})
        return Note("blocking", "blk", _("No licence chosen"))
    if credit.expires_on and credit.expires_on <= timezone.localdate() + SOON:
        return _ending(credit.expires_on)
    return None


def is_ended(photo: Photo) -> bool:
    """Whether the time is over for which it may be used."""
    credit = getattr(photo, "credit", None)
    return bool(credit and credit.expires_on and credit.expires_on < timezone.localdate())


def _ending(last: date) -> Note:
    sentence = _("Rights ended %(day)s") if last < timezone.localdate() else _("Rights end %(day)s")
    return Note("overdue", "blk", sentence % {"day": date_format(last, "j F Y")})


def licence_facts(licence: Licence) -> list[Note]:
    """What a licence allows and asks for, each as a word with its shape."""

    def may(allowed: bool, yes: str, no: str) -> Note:
        return Note("passed", "ok", yes) if allowed else Note("close", "", no)

    facts = [
        may(licence.allows_changes, _("Crop and change"), _("No changes")),
        may(licence.allows_commercial, _("Commercial use"), _("No commercial use")),
    ]
    if licence.requires_credit:
        facts.append(Note("question", "", _("Asks for the creator's name")))
    if licence.requires_link:
        facts.append(Note("question", "", _("Asks for a link to the original")))
    if licence.share_alike:
        facts.append(Note("question", "", _("Changed pictures keep the licence")))
    return facts
