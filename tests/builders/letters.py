"""Letters of the outbox, carried by hand."""

from __future__ import annotations

from membership.models import Letter
from newsroom.mail import send


def carry(letter: Letter) -> None:
    """What the job of a letter does."""
    send.call(letter._meta.label_lower, letter.pk)
