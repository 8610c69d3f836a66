"""The page of a gift at the desk, and a provider that says what a test wants."""

from __future__ import annotations

from membership.providers.base import Caps, Provider, Start, TemporarilyUnavailable

ALL = (
    "view_donation",
    "steer_donation",
    "refund_donation",
    "view_note",
    "add_note",
    "view_receipt",
    "view_member",
)


class Told(Provider):
    """A provider that says what the test wants it to."""

    slug = "told"
    facts: tuple = ()
    fails = False

    def caps(self) -> Caps:
        return Caps(
            frozenset({"once", "monthly", "yearly"}), hosted=True, live=True, refunds=True, account=True
        )

    def check(self):
        return []

    def start(self, gift, *, key, return_url, cancel_url):
        return Start("/", "told-1")

    def fetch(self, reference):
        return list(self.facts)

    def refund(self, payment, amount, *, key):
        raise TemporarilyUnavailable("The provider cannot be reached. Try again in a minute.")


def address(donation, act: str) -> str:
    return f"/admin/membership/donation/{donation.pk}/{act}/"
