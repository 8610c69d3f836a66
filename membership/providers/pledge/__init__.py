"""Real money without an account: a reference for a transfer or cheque, and staff who see it arrive."""

from django.core.checks import CheckMessage

from membership.providers.base import Caps, Gift, Provider, Start, Told


class Pledge(Provider):
    slug = "pledge"

    def caps(self) -> Caps:
        return Caps(intervals=frozenset({"once", "monthly", "yearly"}), hosted=False, live=True)

    def check(self) -> list[CheckMessage]:
        return []

    def start(self, gift: Gift, *, key: str, return_url: str, cancel_url: str) -> Start:
        """The next page is our own: how to pay."""
        return Start(url=return_url, reference=gift.reference)

    def fetch(self, reference: str) -> list[Told]:
        """There is nobody to ask: what arrives is told by staff, through `giving.receive`."""
        return []
