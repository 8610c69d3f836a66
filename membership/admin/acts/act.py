"""One thing that may be done to a gift, as each of them says it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from membership import providers
from membership.forms.acts import ActForm
from membership.models import Donation, Payment
from newsroom.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


STEER = "membership.steer_donation"


class Act(ABC):
    """One thing that may be done to a gift. `warns` says what will happen; `do` makes it happen and says that
    it has. Both speak to staff."""

    slug: str
    permission = STEER
    title: StrOrPromise
    button: StrOrPromise
    warning: StrOrPromise = ""
    form: type[ActForm] = ActForm
    #: Takes something away for good.
    hard = False

    def fits(self, donation: Donation) -> bool:
        """Whether it makes sense for a gift; what does not is not offered."""
        return donation.runs

    def warns(self, donation: Donation) -> str:
        return str(self.warning)

    @abstractmethod
    def do(self, donation: Donation, form: Any, by: User) -> str: ...


def paid(donation: Donation) -> bool:
    """Whether a payment of it came, through a provider that is still here."""
    # The page has its lines at hand; asking again would be a query for each act.
    came = any(line.kind == Payment.Kind.PAYMENT for line in donation.payments.all())
    return came and donation.provider in providers.REGISTRY
