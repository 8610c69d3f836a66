"""The contract between `giving` and those who move money.

A provider takes and returns plain values: it never sees a model, a request or a template. `giving` commits
the Donation first and then calls `start` with no transaction open; whatever becomes of the money reaches
`giving.apply` as Facts and ReportedStatuses, any number of times and in any order. A provider never passes on
what an event says: it asks for the object that the event is about, and tells everything about that.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.core.checks import CheckMessage
from django.utils.translation import gettext_lazy

from membership.money import Money

Interval = Literal["once", "monthly", "yearly"]
State = Literal["processing", "expired", "active", "past_due", "paused", "ended"]


class ProviderError(Exception):
    """Something at the provider's end. The message is a sentence for donors; `staff`, if any, for staff."""

    staff: object = ""


class Declined(ProviderError):
    """The provider will not take this gift; another try with the same details is in vain."""


class TemporarilyUnavailable(ProviderError):
    """The provider cannot be reached; nothing has been charged, a later try may succeed."""

    staff = gettext_lazy("The provider cannot be reached. Try again in a minute.")


class NotSupported(ProviderError):
    """This provider cannot do what was asked; its Caps say so."""


class Misconfigured(ProviderError):
    """A setting is missing or wrong; only the newsroom can mend it."""

    staff = gettext_lazy(
        "The provider does not take our key, or none is set. Whoever runs the site mends it."
    )


class BadSignature(ProviderError):
    """What came to the webhook was not sent by the provider, or not now."""


class DoesNotFit(ProviderError):
    """The provider's own rows contradict what we asked it for (amount, currency, mode). Staff must look."""


def for_staff(error: Exception) -> str:
    """What the desk shows of an error, a ProviderError or our own refusal."""
    return str(getattr(error, "staff", "") or error)


@dataclass(frozen=True)
class Caps:
    intervals: frozenset[Interval]
    #: The donor leaves our form for a page of the provider's.
    hosted: bool
    #: Real money moves. What is not live never counts.
    live: bool
    #: None: every currency.
    currencies: frozenset[str] | None = None
    #: Takes a part of each gift, so that donors may be asked to cover it.
    charges: bool = False
    refunds: bool = False
    #: Sends events to our webhook, and lists them when asked.
    events: bool = False
    #: Has a page where donors change their card.
    portal: bool = False
    #: Carries out a change, pause or cancellation of a repeated gift itself.
    steers: bool = False
    #: Keeps an account that our books can be held against.
    account: bool = False


@dataclass(frozen=True)
class Gift:
    """A promise, as a provider is told of it."""

    id: UUID
    reference: str
    amount: Money
    interval: Interval
    email: str
    #: What stands on the payment page: "Gift to The Harbour Ledger".
    title: str = ""
    language: str = ""
    #: The provider's own name for this donor, from an earlier gift.
    customer: str = ""


@dataclass(frozen=True)
class Start:
    """Where the donor goes next, and the provider's own name for what was begun."""

    url: str
    reference: str


@dataclass(frozen=True)
class Fact:
    """Money of one gift that came, went or did not come. The same (provider, kind, reference) is one fact.

    `donation` may be empty for a kind that goes back on a payment; `of` is then that payment's reference.
    """

    kind: Literal["payment", "failed", "refund", "dispute", "reinstated"]
    provider: str
    reference: str
    donation: UUID | None
    #: Above zero for a payment or a dispute won, below for what went back, zero for a try that failed.
    amount: Money
    at: datetime
    live: bool
    of: str = ""
    #: A page of the provider's where the donor can mend a failed try.
    mend_url: str = ""
    #: When the provider tries a failed payment again; None: not again.
    again_at: datetime | None = None


@dataclass(frozen=True)
class Card:
    """What may be kept of a card: nothing that it could be charged with."""

    brand: str
    last4: str
    #: First day of the month after the one printed on it, as "2027-10".
    until: str


@dataclass(frozen=True)
class ReportedStatus:
    """How the provider says that a promise stands now. Later truth replaces earlier; it moves no money."""

    provider: str
    donation: UUID
    state: State
    #: When it was so: the moment at which the provider was asked.
    asked_at: datetime
    live: bool
    amount: Money | None = None
    #: The provider's names for the repeated gift and for the donor.
    subscription: str = ""
    customer: str = ""
    next_at: datetime | None = None
    ends_at: datetime | None = None
    card: Card | None = None


Told = Fact | ReportedStatus


@dataclass(frozen=True)
class Envelope:
    """One event of the provider's: a hint that something happened to `about`."""

    id: str
    kind: str
    about: str
    created: datetime
    live: bool
    api_version: str
    #: The event as it came, for the record; scrubbed after 90 days.
    body: str


@dataclass(frozen=True)
class ReportedLine:
    """A line of the newsroom's account at the provider, in the account's currency; `net` = gross − fee."""

    reference: str
    kind: Literal["payment", "refund", "dispute", "reinstated", "fee", "payout", "other"]
    gross: Money
    fee: Money
    net: Money
    at: datetime
    #: The reference of the Fact that it belongs to, as in Fact.reference; empty for fees and payouts.
    of: str = ""
    #: The payout that carries it to the bank; empty while it waits.
    payout: str = ""


@dataclass(frozen=True)
class Payout:
    reference: str
    amount: Money
    arrives_on: datetime


@dataclass(frozen=True)
class FraudWarning:
    """A bank says that a payment was not made by the card's owner."""

    reference: str
    #: The reference of the payment Fact.
    payment: str
    #: A refund now spares the dispute: there is none yet, and not all has been given back.
    avoidable: bool
    at: datetime


class Provider(ABC):
    """What every provider does; what only some do raises NotSupported unless their Caps say otherwise."""

    slug: str
    #: After so many days a debit has come or failed (docs.stripe.com/payments/sepa-debit: 14 working days).
    debit_days = 20

    @abstractmethod
    def caps(self) -> Caps: ...

    @abstractmethod
    def check(self) -> list[CheckMessage]:
        """What stands in the way of using this provider, as Django system checks."""

    def step(self, currency: str) -> int:
        return 1  # only whole numbers of so many minor units can be charged

    @abstractmethod
    def start(self, gift: Gift, *, key: str, return_url: str, cancel_url: str) -> Start:
        """Begin. Called again with the same `key`, it answers the same. Raises ProviderError.

        Both URLs are paths of ours: of how the gift stands, and of the form as it was filled in.
        """

    @abstractmethod
    def fetch(self, reference: str) -> list[Told]:
        """The truth about what `start` began, for a return page or a stuck gift. Raises ProviderError."""

    # `caps().events`:
    def read_event(self, body: bytes, headers: Mapping[str, str]) -> Envelope:
        """Verify what came to the webhook. Raises BadSignature, or Misconfigured without a secret."""
        raise NotSupported(self.slug)

    def told_by(self, kind: str, about: str) -> list[Told]:
        """Everything about the object of an event, asked for now; nothing for an event that is not ours."""
        raise NotSupported(self.slug)

    def events(self, since: datetime) -> Iterator[Envelope]:
        """Those that the provider has made since then, oldest first; all kinds that `told_by` knows."""
        raise NotSupported(self.slug)

    def warnings(self, kind: str, about: str) -> list[FraudWarning]:
        """What an event says of payments that their card's owner did not make; most say nothing of it."""
        return []

    # `caps().refunds`:
    def refund(self, payment: str, amount: Money, *, key: str) -> list[Told]:
        """Give back (part of) the payment with this reference. Raises Declined where it cannot be."""
        raise NotSupported(self.slug)

    # `caps().steers`: the subscription is ReportedStatus.subscription; each tells the new ReportedStatus.
    def cancel(self, subscription: str, *, at_period_end: bool, key: str) -> list[Told]:
        raise NotSupported(self.slug)

    def change_amount(self, subscription: str, amount: Money, *, key: str) -> list[Told]:
        """From the next payment on."""
        raise NotSupported(self.slug)

    def change_day(self, subscription: str, next_at: datetime, *, key: str) -> list[Told]:
        """The next payment then, the later ones on its day of each period, in a month without it on the last.
        The change itself charges nothing and gives nothing back."""
        raise NotSupported(self.slug)

    def pause(self, subscription: str, *, until: datetime | None, key: str) -> list[Told]:
        """No payments until then (or until `resume`); those that fall due are let go, not saved up."""
        raise NotSupported(self.slug)

    def resume(self, subscription: str, *, key: str) -> list[Told]:
        raise NotSupported(self.slug)

    # `caps().portal`:
    def portal_url(self, customer: str, return_url: str) -> str:
        """A short-lived page of the provider's where this donor changes the card. `return_url` is a path."""
        raise NotSupported(self.slug)

    # `caps().account`:
    def account(self, since: datetime) -> Iterator[ReportedLine]:
        """Every line of the account since then, oldest first, fees and payouts with them."""
        raise NotSupported(self.slug)

    def payouts(self, since: datetime) -> Iterator[Payout]:
        raise NotSupported(self.slug)
