"""What letters to donors say, and those that the calendar writes. newsroom/mail sends them."""

from membership.mail.dates import write_due
from membership.mail.outbox import SENDER, resend, resend_receipt
from membership.mail.text import ENCLOSES
from membership.mail.waiting import waiting
