"""Cards of the pictures that the copy names: under what terms."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.paste.card import Card, Choice, choose
from articles.copydesk.planning import Plan, PlannedPicture
from articles.forms.paste import AnswersForm
from articles.models import Licence


def picture_cards(plan: Plan, form: AnswersForm) -> list[Card]:
    return [_picture(plan, form, number, picture) for number, picture in enumerate(plan.pictures)]


def _picture(plan: Plan, form: AnswersForm, number: int, picture: PlannedPicture) -> Card:
    said = picture.said
    letter = f"P{number + 1}" if len(plan.pictures) > 1 else "P"
    credit = " / ".join(
        part for part in (said.creator, said.organisation, said.terms.said if said.terms else "") if part
    )
    if picture.licence:
        text = f" · {picture.licence.name} · " + _("the file is to come")
        return Card("picture", letter, _("Picture"), "known", _("Licence known"), text, credit, said.caption)
    if said.terms:
        title = _("Picture: which “%(said)s” is it?") % {"said": said.terms.said}
        text = _("The line names no one licence. It may be any of %(count)d, and some forbid changes.") % {
            "count": len(picture.candidates)
        }
    else:
        title = _("Picture: under what terms?")
        text = _("The line names who made the picture, but no licence.")
    card = Card("picture", letter, title, "question", _("Answer to publish"), text, said=f"({credit})")
    card.name = f"licence-{number}"
    card.choices = [
        Choice(str(one.pk), one.name, _terms(one), _as_others(picture, one)) for one in picture.candidates
    ]
    card.choices.append(
        Choice("", _("I do not know yet"), _("File it without. The picture stays out until it is clear."))
    )
    choose(card, form)
    card.link = form[f"link-{number}"]
    return card


def _as_others(picture: PlannedPicture, licence: Licence) -> str:
    if licence != picture.likely:
        return ""
    told = {"count": picture.others}
    return ngettext("as %(count)d other of theirs", "as %(count)d others of theirs", picture.others) % told


def _terms(licence: Licence) -> str:
    """What a licence asks and allows, in short sentences."""
    asks = _("Credit and link.") if licence.requires_link else _("Credit.") if licence.requires_credit else ""
    said = [asks]
    if not licence.allows_commercial:
        said.append(_("No commercial use."))
    if not licence.allows_changes:
        said.append(_("No change at all."))
    elif licence.share_alike:
        said.append(_("A changed picture keeps this licence."))
    else:
        said.append(_("Changes allowed."))
    return " ".join(part for part in said if part)
