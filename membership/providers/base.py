"""The contract between `giving` and those who move money.

A provider takes and returns plain values: it never sees a model, a request or a template. `giving` commits
the Donation first and then calls `start` with no transaction open; whatever becomes of the money reaches
`giving.apply` as a Fact, any number of times and in any order.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.core.checks import CheckMessage

from membership.money import Money

Interval = Literal["once", "monthly", "yearly"]


class ProviderError(Exception):
    """Something at the provider's end. The message is a sentence for the donor."""


class Declined(ProviderError):
    """The provider will not take this gift; another try with the same details is in vain."""


class TemporarilyUnavailable(ProviderError):
    """The provider cannot be reached; nothing has been charged, a later try may succeed."""


class NotSupported(ProviderError):
    """This provider cannot do what was asked; its Caps say so."""


class Misconfigured(ProviderError):
    """A setting is missing or wrong; only the newsroom can mend it."""


@dataclass(frozen=True)
class Caps:
    """What a provider can do."""

    intervals: frozenset[Interval]
    #: The donor leaves our form for a page of the provider's.
    hosted: bool
    #: Real money moves. What is not live never counts.
    live: bool
    #: None: every currency.
    currencies: frozenset[str] | None = None


@dataclass(frozen=True)
class Gift:
    """A promise, as a provider is told of it."""

    id: UUID
    reference: str
    amount: Money
    interval: Interval
    email: str


@dataclass(frozen=True)
class Start:
    """Where the donor goes next, and the provider's own name for what was begun."""

    url: str
    reference: str


@dataclass(frozen=True)
class Fact:
    """What a provider tells us of one gift. The same (provider, kind, reference) is the same fact."""

    kind: Literal["payment", "failed", "refund"]
    provider: str
    reference: str
    donation: UUID
    #: Positive for a payment, negative for a refund, zero for a try that failed.
    amount: Money
    at: datetime
    live: bool


class Provider(ABC):
    slug: str

    @abstractmethod
    def caps(self) -> Caps: ...

    @abstractmethod
    def check(self) -> list[CheckMessage]:
        """What stands in the way of using this provider, as Django system checks."""

    @abstractmethod
    def start(self, gift: Gift, *, key: str, return_url: str, cancel_url: str) -> Start:
        """Begin. Called again with the same `key`, it answers the same. Raises ProviderError.

        `return_url` shows how the gift stands; `cancel_url` is the form as it was filled in.
        """

    @abstractmethod
    def fetch(self, reference: str) -> list[Fact]:
        """The truth about what `start` began, for a return page or a stuck gift. Raises ProviderError."""
