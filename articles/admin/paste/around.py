"""Cards of what stands around the story: who is not named, embargo, origin, notices, and what was cut out."""

from django.utils.translation import gettext as _

from articles.admin.paste.card import Card
from articles.copydesk.planning import Plan
from articles.forms.paste import AnswersForm
from articles.importers import asides

#: So many notices are shown; all are kept with the source.
MOST_NOTICES = 12


def around(plan: Plan, form: AnswersForm) -> list[Card]:
    made = []
    if "embargo" in form.fields:
        made.append(_embargo(plan, form))
    if "names" in form.fields:
        made.append(_unsigned(plan, form))
    if "original_url" in form.fields and plan.draft.original:
        said = plan.draft.original.text
        card = Card("original", "F", _("Where it stood first"), "confirm", _("Check the link"), said=said)
        card.bound = form["original_url"]
        made.append(card)
    if plan.draft.notices:
        made.append(_notices(plan.draft.notices))
    return [*made, *(_aside(told) for told in asides.told(plan.draft.asides))]


def _embargo(plan: Plan, form: AnswersForm) -> Card:
    if plan.embargo:
        text = _(
            "Nobody can publish the story before this moment. Check it; it is in the time of this newsroom."
        )
    else:
        text = _("The line names no moment that is certain. Say when, in the time of this newsroom.")
    said = " · ".join(line.text for line in plan.draft.embargoes[:MOST_NOTICES])
    card = Card("embargo", "E", _("Embargo: until when?"), "question", _("Answer to file"), text, said=said)
    card.bound, card.box = form["embargo"], form["no_embargo"]
    return card


def _unsigned(plan: Plan, form: AnswersForm) -> Card:
    text = _("The line stands where a byline does. It names nobody, or was not understood.")
    said = " · ".join(plan.draft.unsigned)
    card = Card(
        "unsigned", "", _("Byline: who wrote it?"), "question", _("Answer to publish"), text, said=said
    )
    card.bound = form["names"]
    return card


def _notices(lines: tuple[str, ...]) -> Card:
    said = " · ".join(lines[:MOST_NOTICES])
    if len(lines) > MOST_NOTICES:
        said += " " + _("and %(count)d more") % {"count": len(lines) - MOST_NOTICES}
    text = _("Slugs, datelines and heads of mails. They are kept with the source.")
    return Card("notice", "N", _("No part of the story"), "left", _("Left out"), text, said=said)


def _aside(told: asides.Told) -> Card:
    titles = {
        "struck": _("Struck out"),
        "comment": _("Comments"),
        "hidden": _("Hidden text"),
        "note": _("Footnotes"),
        "picture": _("Pictures in the document"),
        "embed": _("Embedded from elsewhere"),
        "link": _("Links"),
        "row": _("Table"),
    }
    if told.kind == "row":
        return Card("aside", "", titles[told.kind], "known", _("Read as lines"), told.sentence)
    if told.kind in ("picture", "link"):
        word = _("To do") if told.kind == "picture" else _("To check")
        return Card("aside", "", titles[told.kind], "confirm", word, told.sentence, said=told.words)
    return Card("aside", "", titles[told.kind], "left", _("Left out"), told.sentence, said=told.words)
