"""Promises, donors and staff that the membership tests share."""

from __future__ import annotations

import re
from html import unescape
from uuid import uuid4

from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from membership.giving import Wish
from membership.models import Donation, Interval
from membership.money import Money
from membership.providers.base import Fact
from newsroom.models import User
from tests.builders.by_hand import by_hand


def wish(**told) -> Wish:
    return Wish(
        **{
            "amount": Money(800, "EUR"),
            "interval": Interval.MONTHLY,
            "email": "hanne@reader.example",
            "token": uuid4().hex,
            "name": "Hanne Oduya",
            "source": "7",
            "back": "/harbour/outfall/",
            **told,
        }
    )


def make_donation(**told) -> Donation:
    number = Donation.objects.count()
    with by_hand():
        return Donation.objects.create(
            **{
                "reference": f"HL-TEST{number}-00"[:16],
                "provider": "pledge",
                "minor": 800,
                "currency": "EUR",
                "interval": "once",
                "email": "hanne@reader.example",
                "form_token": uuid4().hex,
                "live": True,
                **told,
            }
        )


def person(name: str, *permissions: str) -> User:
    user = User.objects.create_user(name, f"{name}@paper.example", "secret", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="membership", codename__in=permissions)
    )
    return user


def at_desk(client: Client, *permissions: str) -> User:
    """Petra, signed in with these permissions."""
    user = person("petra", *permissions)
    client.force_login(user)
    return user


def fact(gift: Donation, **told) -> Fact:
    return Fact(
        **{
            "kind": "payment",
            "provider": gift.provider,
            "reference": "pay-1",
            "donation": gift.public_id,
            "amount": gift.amount,
            "at": timezone.now(),
            "live": gift.live,
            **told,
        }
    )


def value(page, name: str) -> str:
    """What stands in a text field or hidden field of the page."""
    for tag in re.findall(r"<input[^>]*>", page.content.decode()):
        if f'name="{name}"' in tag and 'type="radio"' not in tag:
            found = re.search(r'value="([^"]*)"', tag)
            return unescape(found[1]) if found else ""
    raise AssertionError(f"no field {name}")


def chosen(page, name: str) -> list[str]:
    tags = re.findall(r"<input[^>]*>", page.content.decode())
    return [
        re.search(r'value="([^"]*)"', tag)[1] for tag in tags if f'name="{name}"' in tag and " checked" in tag
    ]


def text(page) -> str:
    """What a reader sees; nobody sees what holds a sum together."""
    page_text = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode())))
    return page_text.replace("\N{WORD JOINER}", "")


def title(page) -> str:
    return re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL)[1]
