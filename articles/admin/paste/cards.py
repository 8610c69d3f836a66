"""A card for each field of pasted copy: what was read, and what is asked."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.paste.around import around
from articles.admin.paste.card import Card, Choice, choose
from articles.admin.paste.picture_cards import picture_cards
from articles.admin.paste.read_cards import read_cards
from articles.copydesk.planning import Person, Plan
from articles.forms.paste import AnswersForm
from articles.models import Role
from articles.publishing.problems import HEADLINE_LENGTH, STANDFIRST_LENGTH


def cards(plan: Plan, form: AnswersForm) -> list[Card]:
    made = [*around(plan, form), *picture_cards(plan, form), *read_cards(plan, form), *_rest(plan, form)]
    order = ("question", "confirm", "left", "known")
    return sorted(made, key=lambda card: order.index(card.status))


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
