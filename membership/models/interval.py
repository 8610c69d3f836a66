"""How often a gift is given."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Interval(models.TextChoices):
    ONCE = "once", _("Once")
    MONTHLY = "monthly", _("Monthly")
    YEARLY = "yearly", _("Yearly")
