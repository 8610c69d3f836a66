"""Promises, donors and staff that the membership tests share."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import Permission

from membership.giving import Wish
from membership.models import Donation, Interval
from membership.money import Money
from newsroom.models import User


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
