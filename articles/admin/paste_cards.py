"""What the page of pasted copy shows: the source in its stretches, and a card for each field."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.paste_around import around
from articles.admin.paste_card import Card, Choice, choose
from articles.copydesk.planning import Person, Plan, PlannedPicture
from articles.forms.paste import AnswersForm
from articles.importers.draft import GAP, MARK, TEXT, Draft, Span
from articles.models import Article, Edition, Licence, Role
from articles.publishing.problems import HEADLINE_LENGTH, STANDFIRST_LENGTH

LETTERS = {
    "kicker": "K",
    "headline": "H",
    "standfirst": "S",
    "byline": "B",
    "outlet": "O",
    "picture": "P",
    "read": "R",
    "appeal": "A",
    "embargo": "E",
    "original": "F",
    "notice": "N",
    "left": "L",
}


@dataclass(frozen=True)
class Stretch:
    kind: str
    text: str
    letter: str = ""


def source_lines(draft: Draft) -> list[list[Stretch]]:
    """The copy as it came, line by line, its fields marked with their letters."""
    lines: list[list[Stretch]] = [[]]
    marked: set[tuple[int, str]] = set()
    for span in draft.spans:
        if span.kind == GAP:
            lines.append([])
            continue
        letter = _letter(draft, span)
        if not letter or (span.part, span.kind) in marked:
            letter = ""
        marked.add((span.part, span.kind))
        lines[-1].append(Stretch(TEXT if span.kind == MARK else span.kind, span.text, letter))
    return [line for line in lines if line]


def _letter(draft: Draft, span: Span) -> str:
    letter = LETTERS.get(span.kind, "")
    parts = {
        "picture": [picture.part for picture in draft.pictures],
        "read": [line.part for line in draft.reads],
    }.get(span.kind, [])
    if len(parts) > 1:
        return letter + str(parts.index(span.part) + 1)
    return letter


def cards(plan: Plan, form: AnswersForm) -> list[Card]:
    made = [*around(plan, form), *_pictures(plan, form), *_reads(plan, form), *_rest(plan, form)]
    order = ("question", "confirm", "left", "known")
    return sorted(made, key=lambda card: order.index(card.status))


def _pictures(plan: Plan, form: AnswersForm) -> list[Card]:
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
        Choice(str(one.pk), one.name, terms_of(one), _as_others(picture, one)) for one in picture.candidates
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


def terms_of(licence: Licence) -> str:
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


def _reads(plan: Plan, form: AnswersForm) -> list[Card]:
    made = []
    for number, line in enumerate(plan.reads):
        letter = f"R{number + 1}" if len(plan.reads) > 1 else "R"
        name = f"read-{number}"
        if line.match.story:
            text = " · " + _since_when(line.match.story)
            made.append(
                Card("read", letter, _("READ line"), "known", _("Story found"), text, str(line.match.story))
            )
            continue
        if name not in form.fields:
            text = f" · {line.said.url}"
            made.append(
                Card("read", letter, _("READ line"), "known", _("Page outside"), text, line.said.headline)
            )
            continue
        close = bool(line.match.close)
        card = Card(
            "read",
            letter,
            _("READ line: which story?"),
            "confirm" if close else "question",
            _("Close match") if close else _("No match"),
            "" if close else _("No story here has this headline."),
            said="" if close else line.said.headline,
            name=name,
        )
        card.choices = [Choice(str(story.pk), str(story), _since_when(story)) for story in line.match.close]
        card.choices.append(
            Choice(
                "open",
                _("None of these: keep it open") if close else _("Keep it open"),
                _("Choose the story later. Until then readers do not see the line."),
            )
        )
        card.choices.append(Choice("text", _("Leave the line as text")))
        choose(card, form)
        made.append(card)
    return made


def _since_when(story: Article) -> str:
    live = Edition.objects.readable().filter(article=story).order_by("-live_from").first()
    if live is None:
        return _("Not public")
    return _("Live since %(date)s") % {"date": date_format(timezone.localtime(live.first_live))}


def _rest(plan: Plan, form: AnswersForm) -> list[Card]:
    draft, made = plan.draft, []
    if draft.appeal:
        card = Card("appeal", "A", _("Appeal from the partner"), "left", _("Left out"))
        card.text = _("Our own appeal stands at the end of the story. This one is kept with the source.")
        card.bound = form["keep_appeal"]
        made.append(card)
    for words in draft.left:
        text = _("The byline has no field for it. It is kept with the source.")
        made.append(Card("left", "L", _("Not placed"), "left", _("Left out"), f" · {text}", words))
    made += [_person(person) for person in plan.people]
    if draft.outlet or plan.outlet_name:
        made.append(_outlet(plan, form))
    if draft.kicker:
        made.append(Card("kicker", "K", _("Kicker"), "known", _("Kept"), "", draft.kicker))
    return [
        *made,
        _words("headline", "H", draft.headline, form),
        _words("standfirst", "S", draft.standfirst, form),
    ]


def _person(person: Person) -> Card:
    text = f", {Role(person.said.role).label.lower()}"
    if person.said.outlet and person.whose:
        text += " · " + _("writes for %(outlet)s") % {"outlet": person.whose}
    if person.author is None:
        spelling = " · " + _("came in capitals, check the spelling") if person.said.shouted else ""
        status = "confirm" if person.said.shouted else "known"
        return Card("byline", "B", _("Byline"), status, _("New author"), text + spelling, person.said.name)
    count = person.author.bylines.count()
    here = ngettext("%(count)d story here", "%(count)d stories here", count) % {"count": count}
    return Card("byline", "B", _("Byline"), "known", _("Known"), f"{text} · {here}", person.author.name)


def _outlet(plan: Plan, form: AnswersForm) -> Card:
    outlet = plan.outlet
    if not plan.outlet_name:
        text = " · " + _("that is our own paper, and no partner")
        return Card("outlet", "O", _("Outlet"), "known", _("Ourselves"), text, plan.draft.outlet)
    if outlet is None:
        card = Card(
            "outlet", "O", _("Outlet: a new partner?"), "confirm", _("New outlet"), "", plan.outlet_name
        )
        card.name = "new_outlet"
        card.choices = [
            Choice("yes", _("Add it"), _("Its agreement is added on the outlet's page.")),
            Choice("no", _("Leave it off"), _("The story is our own; the line is kept with the source.")),
        ]
        choose(card, form)
        return card
    terms = _("link back to their page") if outlet.link_required else _("no link asked for")
    passing = _("may be passed on") if outlet.may_republish else _("not for republishing")
    word = (
        _("Agreement to %(date)s") % {"date": date_format(outlet.agreement_until)}
        if outlet.agreement_until
        else _("Known")
    )
    return Card("outlet", "O", _("Outlet"), "known", word, f" · {terms}, {passing}", outlet.name)


def _words(name: str, letter: str, came: str, form: AnswersForm) -> Card:
    title = _("Headline") if name == "headline" else _("Standfirst")
    most = HEADLINE_LENGTH if name == "headline" else STANDFIRST_LENGTH
    if came:
        word = _("%(count)d of %(most)d") % {"count": len(came), "most": most}
        status = "known" if len(came) <= most else "confirm"
    else:
        status, word = ("question", _("None in the copy")) if name == "headline" else ("known", _("None"))
    return Card(name, letter if came else "", title, status, word, bound=form[name])
