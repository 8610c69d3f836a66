"""The way in which money came."""

from functools import cache

from django.urls import reverse

from membership.providers import IMPORTED
from membership.transfers.references import BANK, BY_HAND


def way_of(provider: str, reference: str, back: str, story: str) -> str:
    """ "moved", "bank", "hand", "campaign", "story" or "form"."""
    if provider == IMPORTED:
        return "moved"
    if reference.startswith(BANK):
        return "bank"
    if reference.startswith(BY_HAND):
        return "hand"
    if back.startswith(_campaigns()):
        return "campaign"
    return "story" if story else "form"


@cache
def _campaigns() -> str:
    """How the addresses of appeals with a page of their own begin."""
    return reverse("membership:campaign", args=["x"]).removesuffix("x/")
