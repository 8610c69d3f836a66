"""What one showing of the gift form offers: frequencies, amounts, a currency, and what it has to ask."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from membership import countries
from membership.appeals.due_appeals import Asking
from membership.countries import Ask, Rule, gift_aid
from membership.models import Interval, Issuer, Preset, Terms
from membership.money import Money, cover
from membership.providers.base import Provider

#: The radio beside the field for an amount of one's own.
OTHER = "other"


@dataclass(frozen=True)
class Row:
    """An amount to choose, and what covers the provider's charge on it; None where there is none to cover."""

    preset: Preset
    cover: Money | None = None

    @property
    def total(self) -> Money:
        return self.preset.amount + self.cover if self.cover else self.preset.amount


@dataclass(frozen=True)
class Offer:
    asking: Asking
    currency: str
    provider: Provider
    terms: Terms
    issuer: Issuer | None = None
    #: The other way that a donor has chosen, by its provider's slug; empty for the newsroom's own.
    through: str = ""
    #: Hold what is worked out from the rest.
    _held: dict[str, list[Row]] = field(default_factory=dict)

    @cached_property
    def intervals(self) -> list[Interval]:
        able = self.provider.caps().intervals
        wanted = [Interval.ONCE, Interval.MONTHLY, *([Interval.YEARLY] if self.terms.offer_yearly else [])]
        return [interval for interval in wanted if interval.value in able]

    @property
    def covers(self) -> bool:
        """Whether donors may be asked to cover a charge: only where there is one."""
        return self.terms.offer_cover and self.provider.caps().charges

    @property
    def default_interval(self) -> Interval:
        asked = self.asking.amounts_of
        wanted = Interval(asked.asks) if asked else Interval.MONTHLY
        return wanted if wanted in self.intervals else self.intervals[0]

    @cached_property
    def rule(self) -> Rule:
        slug = self.issuer.rule if self.issuer else "plain"
        return countries.RULES.get(slug, countries.RULES["plain"])

    @cached_property
    def declaration(self) -> str:
        """What the box of the tax declaration says; empty where the rule knows none."""
        if self.issuer is None or not self.rule.declaration:
            return ""
        return gift_aid.declaration(self.issuer.name, "future")

    def asked(self, amount: Money | None = None) -> tuple[Ask, ...]:
        """What the rule asks of the donor of that amount; without one, of the donor of the largest."""
        return countries.asked_of_donor(self.rule, amount)

    @property
    def asks_later(self) -> bool:
        """The rule needs an address above an amount: nobody is asked for it before that amount is known."""
        return self.rule.needs_address == "above"

    def rows(self, interval: str) -> list[Row]:
        if interval not in self._held:
            presets = self.asking.presets(interval, self.currency)
            self._held[interval] = [Row(preset, self.cover_for(preset.amount)) for preset in presets]
        return self._held[interval]

    def marked(self, interval: str) -> str:
        """The figure that is chosen when the form opens: the one that staff have marked, else the second,
        which is neither the least nor a large one."""
        rows = self.rows(interval)
        found = [row for row in rows if row.preset.marked] or rows[1:2] or rows
        return found[0].preset.amount.figure if found else ""

    @property
    def rate(self) -> str:
        """What the sums beside the amounts were worked out with; empty where nothing is added."""
        return f"{self.terms.cover_percent}+{self.fixed.minor}{self.currency}" if self.covers else ""

    @property
    def fixed(self) -> Money:
        return self.terms.fixed_charge(self.currency)

    @property
    def charge(self) -> str:
        """The provider's charge in words: "2.9 % and €0.30"."""
        percent = _("%(percent)s %%") % {"percent": number_format(self.terms.cover_percent.normalize())}
        if not self.fixed.minor:
            return percent
        return _("%(percent)s and %(fixed)s") % {"percent": percent, "fixed": self.fixed.exact}

    def cover_for(self, net: Money) -> Money | None:
        """What covers the provider's charge on this gift; the browser's sum is not asked."""
        if not self.covers:
            return None
        step = self.provider.step(net.currency)
        return cover(net, self.terms.cover_percent, self.fixed.minor, step=step)


def currencies_of(provider: Provider) -> list[str]:
    """What gifts may be made in: the newsroom's choice, as far as the provider takes it."""
    able = provider.caps().currencies
    wanted = dict.fromkeys([settings.MEMBERSHIP_CURRENCY, *settings.MEMBERSHIP_CURRENCIES])
    return [name for name in wanted if able is None or name in able]


def currency_of(asked: str, known: Iterable[str]) -> str:
    known = list(known) or [settings.MEMBERSHIP_CURRENCY]
    return asked.upper() if asked.upper() in known else known[0]
