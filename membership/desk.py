"""Where the gifts' tables stand on the desk."""

from django.utils.translation import gettext_lazy as _

from membership.models import (
    Appeal,
    BankCredit,
    BankStatement,
    Comparison,
    Donation,
    Event,
    Issuer,
    Look,
    Member,
    MonthClose,
    Payment,
    Receipt,
    Resolution,
    Terms,
    Tier,
)
from newsroom.desk.start_page import Job

GIFTS = (Appeal, Member, Donation, Payment, Receipt)
BANK = (BankStatement, BankCredit, MonthClose)
SET_UP = (Terms, Tier, Issuer)
RECORDS = (Look, Comparison, Event, Resolution)
JOB = Job("membership", _("Membership"), (*GIFTS, *BANK, *SET_UP, *RECORDS))
NAVIGATION = (Donation, _("Gifts"))
