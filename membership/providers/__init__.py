"""Who can move money. One folder each; the setting MEMBERSHIP_PROVIDER names the one that new gifts go to."""

from django.conf import settings
from django.core.checks import CheckMessage

from membership.providers.base import Misconfigured, Provider
from membership.providers.pledge import Pledge
from membership.providers.practice import Practice
from membership.providers.stripe import Stripe, keys

#: What gifts say that came in with a list from another system. Nobody moves money for them here.
IMPORTED = "import"
#: What gifts say that a transfer or a cheque is promised for: staff see the money arrive.
PLEDGE = Pledge.slug

REGISTRY: dict[str, Provider] = {provider.slug: provider for provider in (Pledge(), Practice(), Stripe())}


def known() -> list[str]:
    """Every provider that a line of the ledger may name: with all of them named, an index that begins with
    the provider serves where any will do."""
    return [*REGISTRY, IMPORTED]


def by_slug(slug: str) -> Provider:
    if slug not in REGISTRY:
        raise Misconfigured(f"There is no payment provider “{slug}”. Known: {', '.join(sorted(REGISTRY))}.")
    return REGISTRY[slug]


def chosen() -> Provider:
    """Whom new gifts go to: the one that the settings name; pledges while its settings are wrong."""
    named = by_slug(settings.MEMBERSHIP_PROVIDER)
    return REGISTRY[PLEDGE] if named.check() else named


def problems() -> list[CheckMessage]:
    """Why no gift can be begun with the provider that the settings name, and what is wrong with a key that is
    kept for earlier gifts: nothing is asked with it."""
    found = by_slug(settings.MEMBERSHIP_PROVIDER).check()
    kept = keys.key_problems(keys.current()) if settings.STRIPE_SECRET_KEY else []
    return found or kept
