"""What staff do to a gift: each asks once more on a page of its own, is a POST, and goes through `giving`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from membership import giving, mail, providers, receipts
from membership.forms.acts import ActForm, AmountForm, BackForm, DayForm, NoteForm, PauseForm, StopForm
from membership.models import Donation, Letter, Note, Payment
from membership.money import Money
from newsroom.models import User

STEER, REFUND, WRITE = "membership.steer_donation", "membership.refund_donation", "membership.add_note"


@dataclass(frozen=True)
class Act:
    """`warns` says what will happen; `do` makes it happen and says that it has. Both speak to staff."""

    slug: str
    permission: str
    title: Callable[[Donation], str]
    warns: Callable[[Donation], str]
    button: Callable[[], str]
    do: Callable[[Donation, Any, User], str]
    form: type[ActForm] = ActForm
    #: Takes something away for good.
    hard: bool = False
    #: Whether it makes sense for a gift; what does not is not offered.
    fits: Callable[[Donation], bool] = field(default=lambda _donation: True)


def _paused(donation: Donation) -> bool:
    return donation.runs and donation.status == "paused"


def _running(donation: Donation) -> bool:
    return donation.runs and donation.status != "paused"


def _paid(donation: Donation) -> bool:
    # The page has its lines at hand; asking again would be a query for each act.
    paid = any(line.kind == Payment.Kind.PAYMENT for line in donation.payments.all())
    return paid and donation.provider in providers.REGISTRY


def _change_amount(donation: Donation, form: AmountForm, by: User) -> str:
    amount = form.cleaned_data["amount"]
    giving.change_amount(donation, amount, giving.Hand(staff=by))
    return _("From the next payment on, %(amount)s is promised.") % {"amount": amount.exact}


def _change_day(donation: Donation, form: DayForm, by: User) -> str:
    day = form.cleaned_data["day"]
    giving.change_day(donation, day, giving.Hand(staff=by))
    return _("The next payment falls due on %(day)s.") % {"day": date_format(day)}


def _day_warns(donation: Donation) -> str:
    if not donation.repeats:
        return ""
    first, last = giving.day_window(donation)
    return _(
        "From %(first)s to %(last)s, so that no payment is made twice. Nothing is charged for the change. "
        "The donor is told by mail; a line is added to the history."
    ) % {"first": date_format(first), "last": date_format(last)}


def _pause(donation: Donation, form: PauseForm, by: User) -> str:
    day = form.cleaned_data["until"]
    until = timezone.make_aware(datetime.combine(day, time(12))) if day else None
    giving.pause(donation, giving.Hand(staff=by), until=until)
    return (
        _("The gift is paused until %(day)s.") % {"day": date_format(day)}
        if day
        else _("The gift is paused.")
    )


def _resume(donation: Donation, form: ActForm, by: User) -> str:
    giving.resume(donation, giving.Hand(staff=by))
    return _("The gift goes on.")


def _stop(donation: Donation, form: StopForm, by: User) -> str:
    giving.stop(donation, giving.Hand(staff=by), reason=form.cleaned_data["reason"])
    return _("The promise has ended. No more payments are taken.")


def _give_back(donation: Donation, form: BackForm, by: User) -> str:
    amount: Money = form.cleaned_data["amount"]
    lines = giving.refund(
        form.paid, amount=amount, reason=form.cleaned_data["reason"], by=by, once=form.cleaned_data["once"]
    )
    if not lines:
        return _("%(amount)s are on their way back. The line comes when the provider confirms it.") % {
            "amount": amount.exact
        }
    return _("%(amount)s given back. The donor is told by mail.") % {"amount": amount.exact}


def _back_warns(donation: Donation) -> str:
    through = providers.REGISTRY.get(donation.provider)
    if through and through.caps().refunds:
        return _(
            "The provider is asked to send the money back the way it came. A line is added to the ledger, "
            "the receipt is answered by one that says so, and the donor is told by mail."
        )
    return _(
        "Send the money back yourself, by a transfer. Here a line is added to the ledger, the receipt is "
        "answered by one that says so, and the donor is told by mail."
    )


def leading_letter(donation: Donation) -> Letter | None:
    """The newest letter with the address of the gift's own page."""
    kinds = (Letter.Kind.THANKS, Letter.Kind.INSTRUCTIONS, Letter.Kind.CHANGED)
    return donation.letters.filter(kind__in=kinds).order_by("-written_at", "-pk").first()


def _link(donation: Donation, form: ActForm, by: User) -> str:
    letter = leading_letter(donation)
    if letter is None:
        raise giving.Refused(_("No letter with the address of the page has been written yet."))
    mail.resend(letter, by)
    return _("The letter “%(letter)s” goes out again, with the link.") % {"letter": letter.get_kind_display()}


def _link_warns(donation: Donation) -> str:
    letter = leading_letter(donation)
    name = letter.get_kind_display() if letter else _("none")
    return _(
        "The newest letter with the address of their page (%(letter)s) goes out again to %(address)s."
    ) % {
        "letter": name,
        "address": donation.email,
    }


def _note(donation: Donation, form: NoteForm, by: User) -> str:
    Note.objects.create(donation=donation, text=form.cleaned_data["text"].strip(), by=by)
    return _("The note is kept.")


def _last_year() -> int:
    return timezone.localdate().year - 1


def _gave_last_year(donation: Donation) -> bool:
    """Whether a year as one paper can be issued to whoever gave this."""
    if donation.member is None or not donation.live:
        return False
    return bool(receipts.lines_of(donation.member, _last_year(), donation.currency))


def _sum_up(donation: Donation, form: ActForm, by: User) -> str:
    assert donation.member is not None  # _gave_last_year has asked
    receipt = receipts.annual(donation.member, _last_year(), currency=donation.currency, by=by)
    return _("%(name)s has been written and mailed.") % {"name": receipt.name}


ACTS = (
    Act(
        "amount",
        STEER,
        lambda _donation: _("Change the amount"),
        lambda donation: (
            _("%(amount)s is promised now. The donor is told by mail; a line is added to the history.")
            % {"amount": donation.amount.exact}
        ),
        lambda: _("Change the amount"),
        _change_amount,
        AmountForm,
        fits=lambda donation: donation.runs,
    ),
    Act(
        "day",
        STEER,
        lambda _donation: _("Change the day"),
        _day_warns,
        lambda: _("Change the day"),
        _change_day,
        DayForm,
        fits=lambda donation: _running(donation) and _paid(donation),
    ),
    Act(
        "pause",
        STEER,
        lambda _donation: _("Pause the gift"),
        lambda _donation: _(
            "No payments are taken meanwhile; those that fall due are let go. The donor is told by mail."
        ),
        lambda: _("Pause"),
        _pause,
        PauseForm,
        fits=_running,
    ),
    Act(
        "resume",
        STEER,
        lambda _donation: _("Let the gift go on"),
        lambda _donation: _(
            "Payments are taken again from the next day they fall due. The donor is told by mail."
        ),
        lambda: _("Let it go on"),
        _resume,
        fits=_paused,
    ),
    Act(
        "link",
        STEER,
        lambda _donation: _("Mail a link to their page"),
        _link_warns,
        lambda: _("Mail the link"),
        _link,
        fits=lambda donation: bool(donation.email and leading_letter(donation)),
    ),
    Act(
        "back",
        REFUND,
        lambda _donation: _("Give money back"),
        _back_warns,
        lambda: _("Give it back"),
        _give_back,
        BackForm,
        hard=True,
        fits=_paid,
    ),
    Act(
        "stop",
        STEER,
        lambda _donation: _("Stop the promise"),
        lambda donation: (
            _(
                "%(gift)s ends now: no more payments are taken. What came stays in the books. "
                "It cannot be begun again."
            )
            % {"gift": donation.reference}
        ),
        lambda: _("Stop the promise"),
        _stop,
        StopForm,
        hard=True,
        fits=lambda donation: donation.runs,
    ),
    Act(
        "note",
        WRITE,
        lambda _donation: _("Add a note"),
        lambda _donation: _("Notes are read by those who may see donors. They are kept, and never changed."),
        lambda: _("Keep the note"),
        _note,
        NoteForm,
    ),
    Act(
        "year",
        "membership.void_receipt",
        lambda _donation: _("Year %(year)s as one") % {"year": _last_year()},
        lambda _donation: _(
            "One receipt is written for everything that this member gave in the year, refunds taken off, and "
            "mailed. One that stands already stays, unless money has moved since."
        ),
        lambda: _("Write the receipt"),
        _sum_up,
        fits=_gave_last_year,
    ),
)
BY_SLUG = {act.slug: act for act in ACTS}
