"""One mail, as it is handed to the mail server."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from newsroom.models import Imprint, Outgoing

Enclosed = tuple[str, bytes, str]


@dataclass(frozen=True)
class Sender:
    #: All of them, with whatever a mail is made of.
    rows: Callable[[], QuerySet[Any]]
    #: Subject and body.
    words: Callable[[Any, Imprint], tuple[str, str]]
    #: Why one stays here for good; empty if it may go.
    obstacle: Callable[[Any], str]
    #: Name, bytes and type of each file that goes with it.
    enclosed: Callable[[Any], Iterable[Enclosed]] = lambda _row: ()


#: By the label of the model ("app.model"). Each app adds its own when it is made ready.
senders: dict[str, Sender] = {}


def sender_of(row: Outgoing) -> Sender:
    return senders[row._meta.label_lower]


def message(row: Outgoing) -> EmailMessage:
    imprint, sender = Imprint.current(), sender_of(row)
    subject, body = sender.words(row, imprint)
    mail = EmailMessage(
        subject=subject,
        body=body,
        to=[row.to],
        reply_to=[imprint.email] if imprint.email else None,
        headers={"Auto-Submitted": "auto-generated", "Message-ID": message_id(row)},
    )
    for name, content, kind in sender.enclosed(row):
        mail.attach(name, content, kind)
    return mail


def message_id(row: Outgoing) -> str:
    """RFC 5322, 3.6.4: always the same for one row, so that a second copy can be told by its receiver."""
    identity = salted_hmac(row._meta.label_lower, f"{row.pk}:{row.written_at.isoformat()}")
    host = urlsplit(settings.SITE_URL).hostname
    return f"<{row._meta.model_name}-{identity.hexdigest()[:32]}@{host}>"


def hand_over(mail: EmailMessage) -> None:
    """Closes the line in any case: Django leaves it open when the server refuses TLS."""
    mail.connection = get_connection()
    try:
        mail.send()
    finally:
        mail.connection.close()
