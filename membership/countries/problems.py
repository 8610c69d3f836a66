"""What is missing before a receipt may be issued, as sentences for staff."""

import re
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from membership.countries import benefits, numbers
from membership.countries.parties import Donor, Issuer
from membership.countries.required_particulars import needs_address
from membership.countries.rule import Detail, Rule
from membership.countries.wording import language_of, text_of, unknown_blocks, unknown_places
from membership.money import Money

#: AO § 63 (5): a Freistellungsbescheid may be five years old when a receipt is issued, a notice under § 60a
#: three.
NOTICE_YEARS = {"freistellung": 5, "60a": 3}


def problems(
    rule: Rule,
    issuer: Issuer,
    donor: Donor,
    amount: Money,
    *,
    benefit: Money | None = None,
    benefit_text: str = "",
    annual: bool = False,
    on: date | None = None,
) -> list[str]:
    """Everything that stands in the way, the issuer's own first. `on`: the day of issue, today if none."""
    day = on or timezone.now().astimezone(issuer.zone).date()
    worth = benefit or Money(0, amount.currency)
    return [
        *of_issuer(rule, issuer, annual=annual, on=day),
        *of_donor(rule, donor, amount),
        *of_amount(
            rule, amount, worth, benefit_text, day.year, counts=donor.declared or not rule.declaration
        ),
    ]


def of_issuer(rule: Rule, issuer: Issuer, *, annual: bool = False, on: date | None = None) -> list[str]:
    """What the organisation still has to fill in: the same for every receipt."""
    found = []
    if not issuer.name:
        found.append(_("Enter the legal name of the organisation that receives the money."))
    if rule.needs_issuer_address and not issuer.address:
        found.append(_("Enter the address of the organisation: the receipt has to show it."))
    found += [sentence for detail in rule.details if (sentence := _of_detail(rule, detail, issuer))]
    language = language_of(rule, issuer.language)
    found += [
        _("Paste the binding wording for [%(block)s] from the current official model, unchanged.")
        % {"block": block.key}
        for block in rule.blocks
        if block.binding
        and (annual or "annual" not in block.when)
        and not text_of(block, language, issuer.wording)
    ]
    found += [
        _("In your own wording, {%(name)s} stands for nothing. Take it out, or check its spelling.")
        % {"name": name}
        for name in unknown_places(rule, issuer.wording)
    ]
    found += [
        _("In your own wording, [%(mark)s] is no part of this receipt. The parts are: %(parts)s.")
        % {"mark": mark, "parts": ", ".join(block.key for block in rule.blocks)}
        for mark in unknown_blocks(rule, issuer.wording)
    ]
    return found + _of_notice(issuer, on)


def of_donor(rule: Rule, donor: Donor, amount: Money) -> list[str]:
    found = []
    if not donor.name and (rule.deductible or donor.declared):
        found.append(_("Ask the donor for the full name: the receipt has to show it."))
    if needs_address(rule, amount, declared=donor.declared):
        words = {
            "street": _("street and number"),
            "postcode": _("postcode"),
            "town": _("town"),
            "country": _("country"),
        }
        missing = [words[key] for key in rule.address if not getattr(donor, key)]
        if missing:
            found.append(
                _("Ask the donor for the address: %(missing)s missing.") % {"missing": ", ".join(missing)}
            )
    return found


def of_amount(
    rule: Rule, amount: Money, benefit: Money, benefit_text: str, year: int, *, counts: bool = True
) -> list[str]:
    """`counts`: whether the donor's tax is touched at all (under Gift Aid: only with a declaration)."""
    found = []
    if amount.minor <= 0:
        found.append(_("Nothing is left of this gift, so there is nothing to certify."))
    if rule.only_currency and amount.currency != rule.currency:
        found.append(
            _("This receipt is written in %(own)s. Enter the value of %(amount)s on the day it was received.")
            % {"own": rule.currency, "amount": amount}
        )
    if benefit.currency != amount.currency:
        found.append(_("Enter the value of the benefit in %(currency)s.") % {"currency": amount.currency})
    elif benefit.minor > 0:
        found += _of_benefit(rule, amount, benefit, benefit_text, year, counts=counts)
    return found


def _of_detail(rule: Rule, detail: Detail, issuer: Issuer) -> str:
    value = issuer.details.get(detail.key, "")
    named = {"label": detail.label, "example": detail.example}
    if not value:
        return _("Enter the %(label)s, such as %(example)s.") % named if detail.required else ""
    if detail.shape and not re.fullmatch(detail.shape, value):
        told = {**named, "value": value}
        return _("“%(value)s” does not look like the %(label)s. It reads like %(example)s.") % told
    check = numbers.CHECKS.get(rule.slug) if detail.key == "tax_id" else None
    if check and not check(value):
        return _(
            "“%(value)s” cannot be right: the check digit does not fit. Compare it with the register."
        ) % {"value": value}
    return ""


def _of_notice(issuer: Issuer, on: date | None) -> list[str]:
    years = NOTICE_YEARS.get(issuer.details.get("notice_kind", ""))
    try:
        noticed = date.fromisoformat(issuer.details.get("notice_date", ""))
    except ValueError:
        return []
    if (
        years is None
        or on is None
        or (on.year - years, on.month, on.day) <= (noticed.year, noticed.month, noticed.day)
    ):
        return []
    return [
        _(
            "The tax office’s notice of %(date)s is more than %(years)s years old: a receipt would not be "
            "accepted."
        )
        % {"date": noticed.isoformat(), "years": years}
    ]


def _of_benefit(
    rule: Rule, amount: Money, benefit: Money, benefit_text: str, year: int, *, counts: bool
) -> list[str]:
    found = []
    if not benefit_text.strip():
        found.append(_("Say what the donor received in return: the receipt has to name it."))
    if not benefits.is_gift(rule, amount, benefit):
        said = _(
            "What came back is worth more than %(percent)s %% of the payment, so it is no gift. Issue no "
            "receipt."
        )
        found.append(said % {"percent": rule.benefits.most_percent})
    elif counts and rule.deductible and benefits.eligible(rule, amount, benefit, year).minor == 0:
        said = _(
            "What came back is worth %(benefit)s, more than the %(limit)s that may be. Nothing of it is "
            "deductible."
        )
        found.append(said % {"benefit": benefit, "limit": benefits.limit(rule, amount, year)})
    return found
