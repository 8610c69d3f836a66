"""Who can move money. One folder each; the setting MEMBERSHIP_PROVIDER names the one that new gifts go to."""

from __future__ import annotations

from django.conf import settings

from membership.providers.base import Misconfigured, Provider
from membership.providers.pledge import Pledge
from membership.providers.practice import Practice
from membership.providers.stripe import Stripe

#: What gifts say that came in with a list from another system. Nobody moves money for them here.
IMPORTED = "import"
#: What gifts say that a transfer or a cheque is promised for: staff see the money arrive.
PLEDGE = Pledge.slug

REGISTRY: dict[str, Provider] = {provider.slug: provider for provider in (Pledge(), Practice(), Stripe())}


def by_slug(slug: str) -> Provider:
    if slug not in REGISTRY:
        raise Misconfigured(f"There is no payment provider “{slug}”. Known: {', '.join(sorted(REGISTRY))}.")
    return REGISTRY[slug]


def chosen() -> Provider:
    return by_slug(settings.MEMBERSHIP_PROVIDER)
