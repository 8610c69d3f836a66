"""Where the gifts' tables stand on the desk."""

from django.utils.translation import gettext_lazy as _

from membership import models
from newsroom.desk.start_page import Job

GIFTS = (models.Appeal, models.Member, models.Donation, models.Payment, models.Receipt)
BANK = (models.BankStatement, models.BankCredit, models.MonthClose)
SET_UP = (models.Terms, models.Tier, models.Issuer)
RECORDS = (models.Look, models.Comparison, models.Event, models.Resolution)
JOB = Job("membership", _("Membership"), (*GIFTS, *BANK, *SET_UP, *RECORDS))
NAVIGATION = (models.Donation, _("Gifts"))
