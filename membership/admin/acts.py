"""What staff do to a gift: each asks once more on a page of its own, is a POST, and goes through `giving`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import giving, mail, providers, receipts
from membership.forms.acts import ActForm, AmountForm, BackForm, DayForm, NoteForm, PauseForm, StopForm
from membership.models import Donation, Letter, Payment
from membership.money import locales
from newsroom.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

STEER, REFUND, WRITE = "membership.steer_donation", "membership.refund_donation", "membership.add_note"


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


class ChangeAmount(Act):
    slug = "amount"
    title = button = gettext_lazy("Change the amount")
    form = AmountForm

    def warns(self, donation: Donation) -> str:
        said = _("%(amount)s is promised now. The donor is told by mail; a line is added to the history.")
        return said % {"amount": donation.amount.exact}

    def do(self, donation: Donation, form: AmountForm, by: User) -> str:
        amount = form.cleaned_data["amount"]
        giving.steer(donation, self.slug, giving.Actor(staff=by), form.cleaned_data)
        return _("From the next payment on, %(amount)s is promised.") % {"amount": amount.exact}


class ChangeDay(Act):
    slug = "day"
    title = button = gettext_lazy("Change the day")
    form = DayForm

    def fits(self, donation: Donation) -> bool:
        return donation.runs and donation.status != "paused" and _paid(donation)

    def warns(self, donation: Donation) -> str:
        if not donation.repeats:
            return ""
        first, last = giving.day_window(donation)
        return _(
            "From %(first)s to %(last)s, so that no payment is made twice. Nothing is charged for the change."
            " The donor is told by mail; a line is added to the history."
        ) % {"first": locales.day(first, short=True), "last": locales.day(last, short=True)}

    def do(self, donation: Donation, form: DayForm, by: User) -> str:
        day = form.cleaned_data["day"]
        giving.steer(donation, self.slug, giving.Actor(staff=by), form.cleaned_data)
        return _("The next payment falls due on %(day)s.") % {"day": locales.day(day, short=True)}


class Pause(Act):
    slug = "pause"
    title, button = gettext_lazy("Pause the gift"), gettext_lazy("Pause")
    warning = gettext_lazy(
        "No payments are taken meanwhile; those that fall due are let go. The donor is told by mail."
    )
    form = PauseForm

    def fits(self, donation: Donation) -> bool:
        return donation.runs and donation.status != "paused"

    def do(self, donation: Donation, form: PauseForm, by: User) -> str:
        day = form.cleaned_data["until"]
        giving.steer(donation, self.slug, giving.Actor(staff=by), form.cleaned_data)
        said = _("The gift is paused until %(day)s.") if day else _("The gift is paused.")
        return said % {"day": locales.day(day, short=True)} if day else said


class Resume(Act):
    slug = "resume"
    title, button = gettext_lazy("Let the gift go on"), gettext_lazy("Let it go on")
    warning = gettext_lazy(
        "Payments are taken again from the next day they fall due. The donor is told by mail."
    )

    def fits(self, donation: Donation) -> bool:
        return donation.runs and donation.status == "paused"

    def do(self, donation: Donation, form: ActForm, by: User) -> str:
        giving.steer(donation, self.slug, giving.Actor(staff=by), form.cleaned_data)
        return _("The gift goes on.")


class MailLink(Act):
    slug = "link"
    title, button = gettext_lazy("Mail a link to their page"), gettext_lazy("Mail the link")

    def fits(self, donation: Donation) -> bool:
        return bool(donation.email and self.letter(donation))

    def warns(self, donation: Donation) -> str:
        letter = self.letter(donation)
        return _(
            "The newest letter with the address of their page (%(letter)s) goes out again to %(address)s."
        ) % {"letter": letter.get_kind_display() if letter else _("none"), "address": donation.email}

    def do(self, donation: Donation, form: ActForm, by: User) -> str:
        letter = self.letter(donation)
        if letter is None:
            raise giving.Refused(_("No letter with the address of the page has been written yet."))
        mail.resend(letter, by)
        told = {"letter": letter.get_kind_display()}
        return _("The letter “%(letter)s” goes out again, with the link.") % told

    def letter(self, donation: Donation) -> Letter | None:
        """The newest with the address of the gift's own page."""
        kinds = (Letter.Kind.THANKS, Letter.Kind.INSTRUCTIONS, Letter.Kind.CHANGED)
        return next((letter for letter in donation.letters.all() if letter.kind in kinds), None)


class GiveBack(Act):
    slug = "back"
    permission = REFUND
    title, button = gettext_lazy("Give money back"), gettext_lazy("Give it back")
    form = BackForm
    hard = True

    def fits(self, donation: Donation) -> bool:
        return _paid(donation) and sum(line.minor for line in donation.payments.all()) > 0

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


class Stop(Act):
    slug = "stop"
    title = button = gettext_lazy("Stop the promise")
    form = StopForm
    hard = True

    def warns(self, donation: Donation) -> str:
        return _(
            "%(gift)s ends now: no more payments are taken. What came stays in the books. "
            "It cannot be begun again."
        ) % {"gift": donation.reference}

    def do(self, donation: Donation, form: StopForm, by: User) -> str:
        giving.steer(donation, self.slug, giving.Actor(staff=by), form.cleaned_data)
        return _("The promise has ended. No more payments are taken.")


class AddNote(Act):
    slug = "note"
    permission = WRITE
    title, button = gettext_lazy("Add a note"), gettext_lazy("Keep the note")
    warning = gettext_lazy("Notes are read by those who may see donors. They are kept, and never changed.")
    form = NoteForm

    def fits(self, donation: Donation) -> bool:
        return True

    def do(self, donation: Donation, form: NoteForm, by: User) -> str:
        giving.note(donation, form.cleaned_data["text"], by)
        return _("The note is kept.")


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


def _paid(donation: Donation) -> bool:
    # The page has its lines at hand; asking again would be a query for each act.
    paid = any(line.kind == Payment.Kind.PAYMENT for line in donation.payments.all())
    return paid and donation.provider in providers.REGISTRY


ACTS: tuple[Act, ...] = (
    ChangeAmount(), ChangeDay(), Pause(), Resume(), MailLink(), GiveBack(), Stop(), AddNote(), SumUpYear(),
)  # fmt: skip
BY_SLUG = {act.slug: act for act in ACTS}
