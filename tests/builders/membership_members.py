"""Members who are signed in, for the tests of their own pages."""

from __future__ import annotations

import re
from pathlib import Path

from django.core import mail as outbox
from django.test import Client

from membership import giving, members
from membership.models import Donation, Member
from tests.builders.gifts import fact, make_donation


def keeps_words_in(settings, folder: Path, *languages: str) -> None:
    """The newsroom has a translation into each of these beside its own language."""
    settings.LOCALE_PATHS = [folder]
    for language in languages:
        (folder / language).mkdir()


def giver(email: str = "hanne@reader.example", **told) -> Donation:
    """A repeated gift that has been paid once, and its member."""
    donation = make_donation(
        **{"email": email, "name": "Hanne Oduya", "interval": "monthly", "provider": "pledge", **told}
    )
    giving.apply(fact(donation, reference=f"pay-{donation.pk}"))
    donation.refresh_from_db()
    return donation


def code_in(message) -> str:
    return re.search(r"^\s+(\S{4}-\S{4})$", message.body, re.MULTILINE)[1]


def sign_in(email: str = "hanne@reader.example", client: Client | None = None) -> Client:
    client = client or Client()
    members.ask_for_code(email, "")
    answer = client.post("/membership/me/code/", {"email": email, "code": code_in(outbox.outbox[-1])})
    assert answer.status_code == 303
    return client


def token_of(client: Client) -> str:
    """What the forms of this session hold."""
    page = client.get("/membership/me/details/").content.decode()
    return re.search(r'name="token" value="([^"]+)"', page)[1]


def member_of(donation: Donation) -> Member:
    return Member.objects.get(donations=donation)
