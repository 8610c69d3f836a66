"""What members get in return, from a yearly sum on."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from membership.admin.money_column import money_column
from membership.forms.tier import TierForm
from membership.models import Tier
from newsroom.desk.model_admin import DeskAdmin


@admin.register(Tier)
class TierAdmin(DeskAdmin[Tier]):
    form = TierForm
    more_until_used = True
    actions = None
    fields = (("name", "active"), ("yearly", "currency"), "benefits", "value")
    list_display = ("name", "from_sum", "worth", "active")
    from_sum = money_column("yearly_minor", _("from a year"))
    worth = money_column("value_minor", _("fair value a year"))
