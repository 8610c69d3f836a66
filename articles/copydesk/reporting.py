"""What each part of the copy became when it was filed, in words for the editor."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.copies import Copy
from articles.copydesk.planning import Plan, PlannedPicture, PlannedRead
from articles.importers.pasted_copy.lines import tidied
from articles.importers.report import BODY, LEFT_OUT, Became
from articles.models import Licence


def became(
    planned: Plan,
    copy: Copy,
    embargo: datetime | None,
    licences: Sequence[Licence | None],
    reads: Mapping[int, int | str],
    *,
    keep_appeal: bool,
) -> dict[tuple[int, str], Became]:
    """By the part's number and kind."""
    told: dict[tuple[int, str], Became] = {}
    pictures = {
        picture.said.part: _picture(picture, licence is not None)
        for picture, licence in zip(planned.pictures, licences, strict=True)
    }
    lines = {line.said.part: _read(line, reads.get(number)) for number, line in enumerate(planned.reads)}
    for span in planned.draft.spans:
        key = (span.part, span.kind)
        if span.kind in ("headline", "standfirst"):
            told[key] = _words(span.kind, getattr(planned.draft, span.kind), getattr(copy, span.kind))
        elif span.kind == "byline":
            told[key] = Became("byline", _people(planned) or _("It names nobody. Add who wrote it."))
        elif span.kind == "outlet":
            told[key] = _outlet(planned, span.text)
        elif span.kind == "picture":
            told[key] = pictures[span.part]
        elif span.kind == "read":
            told[key] = lines[span.part]
        elif span.kind == "appeal":
            told[key] = Became(BODY) if keep_appeal else Became(LEFT_OUT, _("Our own appeal replaces it."))
        elif span.kind == "left":
            told[key] = Became(LEFT_OUT, _("The byline has no field for it."))
        elif span.kind == "notice":
            told[key] = Became(LEFT_OUT, _("It is no part of the story."))
        elif span.kind == "embargo":
            told[key] = Became("embargo", _embargo(embargo))
        elif span.kind == "original":
            told[key] = Became("original", copy.outlet_url or _("Open: add the link to the original."))
    return told


def _embargo(embargo: datetime | None) -> str:
    if embargo is None:
        return _("Open: its moment is not certain. Set the embargo on the story.")
    told = {"moment": date_format(timezone.localtime(embargo), "DATETIME_FORMAT")}
    return _("Nobody can publish before %(moment)s.") % told


def _words(kind: str, came: str, filed: str) -> Became:
    if came == filed:
        return Became(kind)
    return Became(LEFT_OUT, _("Replaced by “%(words)s”.") % {"words": filed} if filed else _("Taken out."))


def _people(planned: Plan) -> str:
    told = []
    for person in planned.people:
        known = _("known here") if person.author else _("new author")
        spelling = "; " + _("came in capitals, check the spelling") if person.said.shouted else ""
        told.append(f"{person.said.name} ({known}{spelling})")
    return ", ".join(told)


def _outlet(planned: Plan, text: str) -> Became:
    named = tidied(text)[0]
    if named == planned.outlet_name and planned.outlet is not None:
        return Became("outlet", _("Known here as %(name)s.") % {"name": planned.outlet.name})
    if named == planned.outlet_name:
        return Became("outlet", _("New here. Add its terms on the outlet's page."))
    if any(person.whose == named for person in planned.people):
        return Became(
            "outlet", _("Whom the author writes for. A story has one outlet; the first named is on it.")
        )
    if any(person.said.outlet == named for person in planned.people) or named != planned.draft.outlet:
        return Became(LEFT_OUT, _("A story has one outlet; the first named is on it."))
    return Became(LEFT_OUT, _("That is our own paper, and no partner."))


def _picture(picture: PlannedPicture, clear: bool) -> Became:
    if clear:
        return Became("picture", _("The picture is to come; upload its file."))
    said = picture.said.terms
    if said is None:
        return Became("picture", _("Open: no licence is named. The picture is held back until it is clear."))
    sentence = _(
        "Open: “%(said)s” names no one licence, it may be %(names)s. "
        "The picture is held back until it is clear."
    )
    return Became("picture", sentence % {"said": said.said, "names": _either(picture)})


def _either(picture: PlannedPicture) -> str:
    names = [licence.name for licence in picture.candidates]
    if len(names) > 6:
        return _("any of %(count)d") % {"count": len(names)}
    if len(names) < 2:
        return names[0] if names else "?"
    return _("%(names)s or %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _read(line: PlannedRead, answer: int | str | None) -> Became:
    if answer == "text":
        return Became(BODY, _("Left as a line of text."))
    if isinstance(answer, int):
        return Became("READ", _("Leads to the story chosen."))
    if line.match.story and answer is None:
        return Became("READ", _("Leads to “%(headline)s”.") % {"headline": line.match.story.headline})
    if line.match.close:
        names = "”, “".join(story.headline for story in line.match.close)
        return Became("READ", _("Open: close to “%(names)s”. Choose on the story.") % {"names": names})
    if line.said.url:
        return Became("READ", _("Leads to %(url)s.") % {"url": line.said.url})
    return Became("READ", _("Open: no story here has this headline. Choose one on the story."))
