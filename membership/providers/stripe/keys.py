"""What the environment says of Stripe, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.translation import gettext as _

from membership.providers.base import Misconfigured

API = "https://api.stripe.com"
#: Where the newsroom's own server listens to Stripe, below SITE_URL.
WEBHOOK_PATH = "/membership/webhooks/stripe/"

_KEY = re.compile(r"(?:sk|rk)_(?P<mode>live|test)_\w+")


@dataclass(frozen=True)
class Keys:
    """What a client is made from. Never shown: repr would put the key into a log."""

    secret: str
    base: str

    @property
    def live(self) -> bool:
        found = _KEY.fullmatch(self.secret)
        return bool(found and found["mode"] == "live")

    @property
    def test(self) -> bool:
        found = _KEY.fullmatch(self.secret)
        return bool(found and found["mode"] == "test")

    def __repr__(self) -> str:
        return f"Keys(live={self.live})"


def current() -> Keys:
    return Keys(secret=settings.STRIPE_SECRET_KEY, base=settings.STRIPE_API_BASE.rstrip("/"))


def required() -> Keys:
    """The keys, or Misconfigured where Stripe must not be asked with them."""
    keys = current()
    if key_problems(keys):
        raise Misconfigured(_("Gifts by card cannot be taken just now. Please tell us, or give another way."))
    return keys


def problems() -> list[CheckMessage]:
    """All that stands in the way, each with what to do."""
    return [*key_problems(current()), *_webhook_problems()]


def key_problems(keys: Keys) -> list[CheckMessage]:
    if not keys.secret:
        return [
            Error(
                "STRIPE_SECRET_KEY is missing.",
                hint="Copy a secret or restricted key from dashboard.stripe.com/apikeys; "
                "begin with one that starts with sk_test_ or rk_test_.",
                id="membership.E011",
            )
        ]
    if not (keys.live or keys.test):
        return [
            Error(
                "STRIPE_SECRET_KEY is no secret key of Stripe's.",
                hint="It starts with sk_test_, rk_test_, sk_live_ or rk_live_. "
                "One that starts with pk_ is the public key; it is not needed.",
                id="membership.E012",
            )
        ]
    if not _may_ask(keys):
        return [
            Error(
                "STRIPE_API_BASE leads away from Stripe, so the key would be given to somebody else.",
                hint=f"Leave it empty for {API}. Another address is only taken with a test key, and only on "
                "this machine (127.0.0.1) or with DEMO=1 or DEBUG=1.",
                id="membership.E013",
            )
        ]
    return []


def _webhook_problems() -> list[CheckMessage]:
    if not settings.STRIPE_WEBHOOK_SECRET:
        return [
            Error(
                "STRIPE_WEBHOOK_SECRET is missing, so nobody could tell Stripe's events from forged ones.",
                hint=f"At dashboard.stripe.com/webhooks add {settings.SITE_URL}{WEBHOOK_PATH} and copy its "
                "signing secret, which starts with whsec_.",
                id="membership.E014",
            )
        ]
    if not all(secret.startswith("whsec_") for secret in settings.STRIPE_WEBHOOK_SECRET):
        return [
            Error(
                "STRIPE_WEBHOOK_SECRET holds something that is no signing secret.",
                hint="Each starts with whsec_; while one is being replaced, put both, separated by a comma.",
                id="membership.E015",
            )
        ]
    return []


def _may_ask(keys: Keys) -> bool:
    if keys.base == API:
        return True
    parts = urlsplit(keys.base)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return False
    return keys.test and (_is_this_machine(parts.hostname) or settings.DEBUG or settings.DEMO)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
