"""One way to ask Stripe: a client made from the settings, and its errors in our own words."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.providers.base import Declined, Misconfigured, TemporarilyUnavailable
from membership.providers.stripe import keys

if TYPE_CHECKING:
    from stripe import StripeClient, StripeError

logger = logging.getLogger(__name__)

#: Seconds to be connected and to be answered, for one try, and how many more tries there are.
TIMEOUT = (3.0, 7.0)
RETRIES = 2

Row = Mapping[str, Any]


class Missing(Declined):
    """Stripe knows nothing of that name, with this key."""

    staff = gettext_lazy(
        "Stripe knows nothing of this with our key. Was it begun with another one, or as a test?"
    )


class Forbidden(Misconfigured):
    """The key is good, but its restrictions do not allow this."""

    staff = gettext_lazy(
        "Our key for Stripe may not do this. Whoever runs the site gives it that permission."
    )


class Unreachable(TemporarilyUnavailable):
    """Nobody answered, or not as Stripe does."""

    #: For staff: the sort of error, innermost first, and the status of what answered.
    causes: tuple[BaseException, ...] = ()
    status: int | None = None


@contextmanager
def asking(refusal: str = "") -> Iterator[StripeClient]:
    """A client to ask, for as long as the block runs; its errors come out as ProviderErrors.

    What Stripe itself says is for the log only, and there without its text, which may hold what the donor
    typed: donors read `refusal`, and card testers learn nothing.
    """
    kept = keys.required()
    # Importing takes 0.4 s, which only those who take cards should pay, and once.
    import stripe

    try:
        yield _client(kept)
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        _note(error)
        refused = Forbidden if isinstance(error, stripe.PermissionError) else Misconfigured
        raise refused(
            _("Gifts by card cannot be taken just now. Please tell us, or give another way.")
        ) from None
    except (stripe.CardError, stripe.InvalidRequestError, stripe.IdempotencyError) as error:
        _note(error)
        kind = Missing if error.code == "resource_missing" else Declined
        raise kind(refusal or _("This could not be done.")) from None
    except stripe.StripeError as error:
        # Too many requests, no connection, a fault at Stripe's end, the same request still under way.
        _note(error)
        unreachable = Unreachable(
            _("The payment page cannot be reached just now. Nothing was charged. Try again in a minute.")
        )
        unreachable.causes, unreachable.status = tuple(_causes(error)), error.http_status
        raise unreachable from None


def plain(answer: Any) -> dict[str, Any]:
    """An answer as plain values."""
    found: dict[str, Any] = answer.to_dict(for_json=True)
    return found


def every(listed: Any) -> list[dict[str, Any]]:
    """All rows of a list, page after page, oldest first; Stripe lists the newest first."""
    return [plain(row) for row in listed.auto_paging_iter()][::-1]


def name(of: Any) -> str:
    """The id of what may be told as an id or as a whole; empty for nothing."""
    if not of:
        return ""
    return str(of if isinstance(of, str) else of["id"])


@lru_cache(maxsize=4)
def _client(kept: keys.Keys) -> StripeClient:
    import stripe

    return stripe.StripeClient(
        kept.secret,
        base_addresses={"api": kept.base},
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=TIMEOUT),
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    if inner := error.__cause__ or error.__context__:
        yield from _causes(inner)
    yield error


def _note(error: StripeError) -> None:
    logger.warning(
        "Stripe answered %s (status %s, code %s, request %s).",
        type(error).__name__,
        error.http_status,
        error.code,
        error.request_id,
    )
