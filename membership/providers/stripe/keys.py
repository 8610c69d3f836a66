"""What the environment says of Stripe, and what is wrong with it."""

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

_KEY = re.compile(r"(?:sk|rk)_(?P<mode>live|test)_\w+", re.ASCII)
#: Of a shorter one, its last four characters would be too much of it.
_LONG_ENOUGH = 20


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

    @property
    def place(self) -> str:
        """The address that is asked, without a name and password that may stand in it."""
        return re.sub(r"//[^/]*@", "//", self.base)

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


def kind_of(secret: str) -> str:
    """What sort of key this is, in words, with its last four characters where it is long: never the key."""
    kinds = {
        "sk_live_": _("a live secret key"),
        "sk_test_": _("a test secret key"),
        "rk_live_": _("a restricted live key"),
        "rk_test_": _("a restricted test key"),
        "pk_": _("a public key (pk_…)"),
        "whsec_": _("the signing secret of a webhook (whsec_…)"),
    }
    bare = secret.strip(" \"'“”‘’")
    kind = next(
        (said for start, said in kinds.items() if bare.startswith(start)),
        _("something that is no key of Stripe’s"),
    )
    if bare.rstrip(".…") in kinds:
        kind = _("only the beginning of a key")
    if any(char.isspace() or char in "\"'“”‘’" for char in secret):
        kind = _("%(kind)s with spaces or quotation marks") % {"kind": kind}
    if len(secret) < _LONG_ENOUGH:
        return kind
    return _("%(kind)s that ends in %(end)s") % {"kind": kind, "end": bare[-4:]}


def key_problems(keys: Keys) -> list[CheckMessage]:
    if not keys.secret:
        return [
            Error(
                _("STRIPE_SECRET_KEY is missing."),
                hint=_(
                    "Copy a secret or restricted key from dashboard.stripe.com/apikeys; "
                    "begin with one that starts with sk_test_ or rk_test_."
                ),
                id="membership.E011",
            )
        ]
    if not (keys.live or keys.test):
        return [
            Error(
                _("STRIPE_SECRET_KEY holds %(kind)s.") % {"kind": kind_of(keys.secret)},
                hint=_(
                    "Put the secret or restricted key from dashboard.stripe.com/apikeys there, alone: "
                    "it starts with sk_test_, rk_test_, sk_live_ or rk_live_."
                ),
                id="membership.E012",
            )
        ]
    if not _may_ask(keys):
        return [
            Error(
                _("STRIPE_API_BASE leads away from Stripe, to %(place)s, and the key with it.")
                % {"place": keys.place},
                hint=_(
                    "Leave it empty for %(api)s. Another address is only taken with a test key, and only on "
                    "this machine (127.0.0.1) or with DEMO=1 or DEBUG=1."
                )
                % {"api": API},
                id="membership.E013",
            )
        ]
    return []


def _webhook_problems() -> list[CheckMessage]:
    if not any(secret.strip() for secret in settings.STRIPE_WEBHOOK_SECRET):
        return [
            Error(
                _("STRIPE_WEBHOOK_SECRET is missing, so nobody could tell Stripe’s events from forged ones."),
                hint=_(
                    "At dashboard.stripe.com/webhooks add %(address)s and copy its signing secret, which "
                    "starts with whsec_."
                )
                % {"address": f"{settings.SITE_URL}{WEBHOOK_PATH}"},
                id="membership.E014",
            )
        ]
    wrong = [secret for secret in settings.STRIPE_WEBHOOK_SECRET if not re.fullmatch(r"whsec_\S+", secret)]
    if wrong:
        return [
            Error(
                _("STRIPE_WEBHOOK_SECRET holds %(kind)s.") % {"kind": kind_of(wrong[0])},
                hint=_(
                    "Put the signing secret of the webhook there; it starts with whsec_. While one is being "
                    "replaced, put both, separated by a comma."
                ),
                id="membership.E015",
            )
        ]
    return []


def _may_ask(keys: Keys) -> bool:
    if keys.base == API:
        return True
    try:
        parts = urlsplit(keys.base)
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return False
    return keys.test and (_is_this_machine(parts.hostname) or settings.DEBUG or settings.DEMO)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
