"""Mail to donors: the outbox, the words of each letter, and the letters that the calendar writes."""

from membership.mail.dates import write_due
from membership.mail.outbox import (
    PAUSES,
    TAKEN_FOR,
    default_task_backend,
    message,
    post_forgotten,
    resend,
    send,
    write,
)

__all__ = [
    "PAUSES",
    "TAKEN_FOR",
    "default_task_backend",
    "message",
    "post_forgotten",
    "resend",
    "send",
    "write",
    "write_due",
]
