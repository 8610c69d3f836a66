"""A newsroom begins with gifts: who receives them, in which country, how they are paid, how much is asked."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import countries, providers
from membership.appeals.due_appeals import plain_lines
from membership.giving import pledge_instructions
from membership.models import Appeal, Issuer, Terms
from newsroom.models import Imprint, User

#: Of the page; what its answers are written into asks for all of NEEDS.
PERMISSION = "membership.change_issuer"
NEEDS = (
    *("membership.change_terms", "membership.add_issuer", PERMISSION),
    *("membership.add_appeal", "membership.change_appeal"),
)
#: Where an organisation's country is kept: none of its columns.
COUNTRY = "country"


@dataclass(frozen=True)
class Answers:
    """As the form understood them. What is empty is left as it stands, and can be answered later."""

    name: str = ""
    country: str = ""
    #: Recognised there, so that gifts to it are tax-deductible.
    charity: bool = False
    iban: str = ""
    bank: str = ""
    amounts: str = ""


def may_answer(user: User) -> bool:
    return user.has_perms(NEEDS)


def known() -> Answers:
    """What has been answered by now, here or elsewhere at the desk."""
    issuer, appeal = Issuer.current() or Issuer(), _appeal()
    return Answers(
        name=issuer.name,
        country=issuer.details.get(COUNTRY, "") or _rule_country(issuer.rule),
        charity=_is_charity(issuer.rule),
        iban=issuer.iban,
        bank=issuer.bank,
        amounts=appeal.amounts if appeal else plain_lines(settings.MEMBERSHIP_CURRENCY),
    )


def open_questions() -> list[str]:
    """Those that still have no answer, as the newsroom reads them; none once readers can give."""
    found = []
    if Issuer.current() is None:
        found.append(_("Who receives the gifts, and in which country?"))
    if not providers.chosen().caps().hosted and pledge_instructions.ways(Imprint.current()) is None:
        found.append(_("How are gifts paid?"))
    if _appeal() is None:
        found.append(_("How much do you ask for?"))
    return found


def is_done() -> bool:
    """Whether readers can give: somebody receives, an account or a provider takes, something is asked. One
    query, for the start page."""
    receives = Issuer.objects.filter(valid_from__lte=timezone.localdate())
    paid: Q | Exists = Exists(receives)
    if not providers.chosen().caps().hosted:
        accounts = receives.exclude(iban="", bank="", cheque_address="")
        paid = Exists(receives) & (Exists(accounts) | Exists(Imprint.objects.exclude(bank_details="")))
    return Appeal.objects.due().exclude(place=Appeal.Place.OWN).filter(paid).exists()


@transaction.atomic
def answer(told: Answers, *, by: User) -> None:
    """Write each answer into the row that it belongs to. Safe to call twice."""
    if not may_answer(by):
        raise PermissionDenied
    Terms.objects.get_or_create(pk=1)
    if told.name:
        issuer = Issuer.current() or Issuer(valid_from=timezone.localdate())
        before = issuer.details.get(COUNTRY, "") or _rule_country(issuer.rule)
        if told.iban and told.iban != issuer.iban:
            # The code is that of another account's bank.
            issuer.iban, issuer.bic = told.iban, ""
        issuer.name, issuer.bank = told.name, told.bank or issuer.bank
        issuer.details = {**issuer.details, COUNTRY: told.country}
        # A rule that staff have chosen since is not chosen anew.
        if issuer.pk is None or before != told.country or told.charity != _is_charity(issuer.rule):
            issuer.rule = rule_for(told.country, charity=told.charity)
        _written(issuer, by)
    if told.amounts:
        appeal, imprint = _appeal(), Imprint.current()
        appeal = appeal or Appeal(
            heading=imprint.gift_heading[:120],
            text=imprint.gift_standfirst or _("Readers pay for this newsroom. It belongs to nobody else."),
            place=Appeal.Place.PAGE,
        )
        appeal.amounts = told.amounts
        _written(appeal, by)


def _written(row: Issuer | Appeal, by: User) -> None:
    """Kept, and in the history of the row as if it had been changed on its own page."""
    flag = CHANGE if row.pk else ADDITION
    row.save()
    LogEntry.objects.log_actions(by.pk, [row], flag, _("Begin with gifts"), single_object=True)


def rule_for(country: str, *, charity: bool) -> str:
    """Which receipts are written: those of the country that has recognised it, else plain ones."""
    there = (slug for slug, rule in countries.RULES.items() if rule.country == country and rule.deductible)
    return next(there, "plain") if charity else "plain"


def _is_charity(slug: str) -> bool:
    return slug in countries.RULES and countries.RULES[slug].deductible


def _rule_country(slug: str) -> str:
    rule = countries.RULES.get(slug)
    return rule.country if rule else ""


def _appeal() -> Appeal | None:
    """The one whose amounts the form offers: that of the membership page, else the newest that asks."""
    due = Appeal.objects.due()
    return due.filter(place=Appeal.Place.PAGE).first() or due.exclude(place=Appeal.Place.OWN).first()
