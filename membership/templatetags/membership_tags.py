"""How membership shows itself on other pages: the appeal to readers, this month's gifts to staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import template
from django.db.models import Count, Q, QuerySet, Sum, Value
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from membership.appeals import first_questions
from membership.appeals.due_appeals import Story, appeal_for
from membership.books import discrepancies
from membership.models import Appeal, Donation, Interval, Payment, Status
from membership.money import Money
from membership.paths import same_site_path
from membership.providers import PLEDGE
from membership.transfers.remittance import in_words as remittance_in_words
from newsroom.models import User
from newsroom.pagestore import hold

register = template.Library()

#: Where the page's own part of each link goes in an appeal that is held; no text of the desk has this sign.
CAME_FROM = "\x00"


@dataclass(frozen=True)
class Said:
    """One wording of an appeal; the second is there for the script to show instead."""

    letter: str
    heading: str
    text: str
    button: str


@register.simple_tag(takes_context=True)
def donation_appeal(
    context: Context,
    place: str = "story",
    *,
    story: object = "",
    path: str = "",
    section: str = "",
    topics: Iterable[str] = (),
    outlet: str = "",
    kind: str = "",
) -> str:
    """The appeal that is due in this place, or nothing. `story` and `path` are where the reader comes from.

    Usage: {% donation_appeal place="story" story=card.article_id path=card.path kind="news" %}.
    A page that may show one is made of the tag "appeal". Stories where nobody is to be asked leave it out;
    the kinds and topics of asking.NEVER are left out here. The words are held until something changes: only
    where the reader comes from is each page's own.
    """
    request: HttpRequest = context["request"]
    about = Story(section or "", frozenset(topics or ()), outlet or "", kind or "")
    appeal = appeal_for(request, place, about)
    if appeal is None:
        return ""
    held = hold(request, f"appeal:{appeal.pk}:{get_language()}", lambda: _rendered(appeal))
    came = {"from": str(story or ""), "back": same_site_path(path)}
    link = urlencode({name: value for name, value in came.items() if value})
    # What is put in is percent-encoded; its "&" is the only sign that HTML would have otherwise.
    return mark_safe(held.replace(CAME_FROM, f"&{link}".replace("&", "&amp;") if link else ""))  # noqa: S308


def _rendered(appeal: Appeal) -> str:
    """The appeal's HTML, with CAME_FROM in each link."""
    second = next(iter(appeal.wordings.all()), None)
    wordings = [Said("a", appeal.heading, appeal.text, appeal.button)]
    if second:
        wordings.append(Said("b", second.heading, second.text, second.button))
    return render_to_string(
        "membership/_appeal.html",
        {
            "appeal": appeal,
            "wordings": wordings,
            "second": second,
            "band": appeal.place == Appeal.Place.HOME,
            "presets": [
                (preset, _form(appeal, appeal.asks, preset.amount.figure)) for preset in appeal.presets[:3]
            ],
            "form": _form(appeal, appeal.asks),
            "once": _form(appeal, Interval.ONCE) if appeal.asks != Appeal.Ask.ONCE else "",
            "monthly": appeal.asks == Appeal.Ask.MONTHLY,
        },
    )


def _form(appeal: Appeal, interval: str, amount: str = "") -> str:
    asked = {"amount": amount} if amount else {}
    asked |= {"interval": interval, "appeal": str(appeal.pk)}
    return f"{reverse('membership:give')}?{urlencode(asked)}{CAME_FROM}"


@register.inclusion_tag("admin/membership/_begin.html")
def begin_with_gifts(user: User) -> dict[str, Any]:
    """A panel for those who may answer the first questions, until they are answered."""
    return {"shown": first_questions.may_answer(user) and not first_questions.is_done()}


@register.inclusion_tag("membership/_gifts_panel.html", takes_context=True)
def gifts_panel(context: Context) -> dict[str, Any]:
    """This month's gifts in plain numbers, for those who may see payments; to anybody else nothing."""
    request: HttpRequest = context["request"]
    user = getattr(request, "user", None)
    if user is None or not user.has_perm("membership.view_payment"):
        return {"may": False}
    since = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    sums = (
        Payment.objects.live()
        .money()
        .filter(at__gte=since)
        .order_by("currency")
        .values("currency")
        .annotate(total=Sum("minor"), gifts=Count("pk", filter=Q(kind=Payment.Kind.PAYMENT)))
    )
    waiting = Donation.objects.live().filter(Status.PROMISED.query, provider=PLEDGE)
    practised = Donation.objects.filter(live=False, promised_at__gte=since)
    counted = dict(_counted("waiting", waiting).union(_counted("practised", practised)))
    may_settle = user.has_perm("membership.close_books")
    return {
        "may": True,
        "since": since,
        "sums": [(Money(row["total"], row["currency"]).exact, row["gifts"]) for row in sums],
        "waiting": counted.get("waiting", 0),
        "practised": counted.get("practised", 0),
        "gifts_url": reverse("admin:membership_donation_changelist"),
        "may_settle": may_settle,
        "open": sum(one.number for one in discrepancies.open_counts()) if may_settle else 0,
        "may_take_in": user.has_perm("membership.receive_donation"),
    }


def _counted(what: str, gifts: QuerySet[Donation]) -> QuerySet[Any]:
    """(what, how many), to be asked with others in one query; no row for none."""
    named = gifts.order_by().annotate(what=Value(what)).values("what")
    return named.annotate(gifts=Count("pk")).values_list("what", "gifts")


@register.filter
def every(donation: Donation) -> str:
    """How often, after an amount: "every month"; nothing for a gift made once."""
    return {Interval.MONTHLY: _("every month"), Interval.YEARLY: _("every year")}.get(
        Interval(donation.interval), ""
    )


@register.filter
def gift_in_words(donation: Donation) -> str:
    words = {
        Interval.ONCE: "%(amount)s",
        Interval.MONTHLY: _("%(amount)s a month"),
        Interval.YEARLY: _("%(amount)s a year"),
    }
    return words[Interval(donation.interval)] % {"amount": donation.amount}


@register.filter
def shortened(number: str) -> str:
    """A long number by its beginning and end: pay_7Q2c…91."""
    return number if len(number) <= 24 else f"{number[:18]}…{number[-4:]}"


@register.filter
def act_url(slug: str, pk: int) -> str:
    """The desk's page that asks once more before it does this to the gift."""
    return reverse(f"admin:membership_donation_{slug}", args=[pk])


@register.filter
def in_words(text: str) -> str:
    """The text of a transfer without the tags that only programs know."""
    return remittance_in_words(text)
