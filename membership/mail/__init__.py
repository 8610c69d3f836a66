"""Mail to donors: the outbox, the words of each letter, and the letters that the calendar writes."""

from membership.mail.budget import MAILS_AN_HOUR, write_sparingly
from membership.mail.dates import write_due
from membership.mail.outbox import (
    PAUSES,
    TAKEN_FOR,
    default_task_backend,
    message,
    post_forgotten,
    resend,
    resend_receipt,
    send,
    write,
)
from membership.mail.text import ENCLOSES
from membership.mail.waiting import waiting
