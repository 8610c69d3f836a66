"""What members get in return, from a yearly sum on."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from membership.forms.tier import TierForm
from membership.models import Tier
from membership.money import Money


@admin.register(Tier)
class TierAdmin(admin.ModelAdmin[Tier]):
    form = TierForm
    more_until_used = True
    actions = None
    fields = (("name", "active"), ("yearly", "currency"), "benefits", "value")
    list_display = ("name", "from_sum", "worth", "active")

    @admin.display(description=_("from a year"), ordering="yearly_minor")
    def from_sum(self, tier: Tier) -> str:
        return Money(tier.yearly_minor, tier.currency).exact

    @admin.display(description=_("fair value a year"))
    def worth(self, tier: Tier) -> str:
        return Money(tier.value_minor, tier.currency).exact
