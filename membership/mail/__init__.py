"""Letters to donors: the words of each, and those that the calendar writes. newsroom/mail sends them."""

from membership.mail.budget import write_sparingly
from membership.mail.dates import write_due
from membership.mail.outbox import SENDER, resend, resend_receipt, write
from membership.mail.text import ENCLOSES
from membership.mail.waiting import waiting
