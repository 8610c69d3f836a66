"""Money that goes back, and the paper that sums up a year."""

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import giving, providers, receipts
from membership.admin.acts.act import Act, paid
from membership.forms.acts import ActForm, BackForm
from membership.models import Donation
from newsroom.models import User


class GiveBack(Act):
    slug = "back"
    permission = "membership.refund_donation"
    title, button = gettext_lazy("Give money back"), gettext_lazy("Give it back")
    form = BackForm
    hard = True

    def fits(self, donation: Donation) -> bool:
        return paid(donation) and sum(line.minor for line in donation.payments.all()) > 0

    def warns(self, donation: Donation) -> str:
        through = providers.REGISTRY.get(donation.provider)
        if through and through.caps().refunds:
            return _(
                "The provider is asked to send the money back the way it came. A line is added to the ledger,"
                " the receipt is answered by one that says so, and the donor is told by mail."
            )
        return _(
            "Send the money back yourself, by a transfer. Here a line is added to the ledger, the receipt is "
            "answered by one that says so, and the donor is told by mail."
        )

    def do(self, donation: Donation, form: BackForm, by: User) -> str:
        told = form.cleaned_data
        lines = giving.refund(
            form.paid, amount=told["amount"], reason=told["reason"], by=by, once=told["once"]
        )
        said = (
            _("%(amount)s given back. The donor is told by mail.")
            if lines
            else _("%(amount)s are on their way back. The line comes when the provider confirms it.")
        )
        return said % {"amount": told["amount"].exact}


def _last_year() -> int:
    return timezone.localdate().year - 1


class SumUpYear(Act):
    slug = "year"
    permission = "membership.void_receipt"
    title = lazy(lambda: _("Year %(year)s as one") % {"year": _last_year()}, str)()
    button = gettext_lazy("Write the receipt")
    warning = gettext_lazy(
        "One receipt is written for everything that this member gave in the year, refunds taken off, and "
        "mailed. One that stands already stays, unless money has moved since."
    )

    def fits(self, donation: Donation) -> bool:
        """Whether a year as one paper can be issued to whoever gave this."""
        if donation.member is None or not donation.live:
            return False
        return bool(receipts.lines_of(donation.member, _last_year(), donation.currency))

    def do(self, donation: Donation, form: ActForm, by: User) -> str:
        assert donation.member is not None  # `fits` has asked
        receipt = receipts.annual(donation.member, _last_year(), currency=donation.currency, by=by)
        return _("%(name)s has been written and mailed.") % {"name": receipt.name}
