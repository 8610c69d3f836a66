"""What is done to settle a discrepancy: through the verbs that may do it, each raising as those do.

Each is given what the discrepancy is about, who decided, and what they typed.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from membership import bank_imports, giving, mail, providers, receipts
from membership.books import reconciling
from membership.books.discrepancies import events, gifts
from membership.models import BankCredit, BankReturn, Donation, Event, Letter, Pair, Payment, RefundOrder
from newsroom.models import User
from newsroom.row_numbers import row_number

Refused = giving.Refused


def book_credit(about: str, by: User, note: str) -> None:
    bank_imports.book(_row(BankCredit.objects, about), bank_imports.gift_typed(note), by)


def book_back(about: str, by: User, _note: str) -> None:
    bank_imports.book_back(_row(BankReturn.objects, about), by)


def book_back_for(about: str, by: User, note: str) -> None:
    bank_imports.book_back(_row(BankReturn.objects, about), by, bank_imports.gift_typed(note))


def as_it_came(about: str, by: User, _note: str) -> None:
    """Ask once more, and record all of it, whatever was promised: somebody has looked."""
    event = _event(about)
    told = providers.by_slug(event.provider).told_by(event.kind, event.about)
    giving.apply_all(told, as_it_came_by=by)
    reconciling.done(event)


def event_again(about: str, _by: User, _note: str) -> None:
    event = reconciling.again(_event(about))
    if event.outcome in {Event.Outcome.DONE, Event.Outcome.IGNORED}:
        return
    raise Refused(
        _("It was tried again: %(problem)s") % {"problem": event.problem or event.get_outcome_display()}
    )


def leave_event(about: str, _by: User, _note: str) -> None:
    reconciling.done(_event(about), Event.Outcome.IGNORED)


def give_back_warned(about: str, by: User, _note: str) -> None:
    event = _event(about)
    payment = Payment.objects.filter(
        provider=event.provider, kind=Payment.Kind.PAYMENT, reference=event.payment_reference
    ).first()
    if payment is None:
        raise gone()
    giving.give_back_warned(payment, by=by)
    reconciling.done(event)


def answer_pair(what: Pair.Answer, *, by_payment: bool = False) -> Callable[[str, User, str], None]:
    """The donor may answer as well: the first answer holds, and the links of their mail say it. A payment too
    many is known by its own number, two gifts that run by that of their pair."""

    def answer(about: str, by: User, _note: str) -> None:
        which = {"again" if by_payment else "pk": _number(about), "before__isnull": not by_payment}
        pair = Pair.objects.filter(**which).first()
        if pair is None or giving.answering.answer(pair, what, by=by).answer != what:
            raise gone()

    return answer


def _give_back(payment: Payment, by: User, reason: str) -> None:
    left = giving.refundable(payment)
    if left.minor:
        giving.refund(payment, amount=left, reason=reason, by=by)


def order_again(about: str, by: User, _note: str) -> None:
    giving.ask_again(_row(RefundOrder.objects.select_related("payment"), about), by=by)


def issue(about: str, by: User, _note: str) -> None:
    payment = _payment(about)
    if receipts.issue(payment, by=by) is None:
        raise Refused(" ".join(receipts.obstacles(payment)))


def correct(about: str, _by: User, _note: str) -> None:
    if receipts.follow(_payment(about)) is None:
        raise _of_the_year()


def void_backs(about: str, by: User, note: str) -> None:
    if not receipts.void_backs(_payment(about), by=by, reason=note):
        raise _of_the_year()


def _of_the_year() -> Refused:
    return Refused(
        _("It stands on a year’s receipt alone. Write the year as one anew, from the page of the gift.")
    )


def ask_difference(about: str, _by: User, _note: str) -> None:
    slug, kind, reference = about.split(":", 2)
    line = Payment.objects.filter(provider=slug, kind=kind, reference=reference)
    known = line.exists()
    giving.apply_all(providers.by_slug(slug).fetch(reference))
    if known or not line.exists():
        raise Refused(
            _("The provider says the same as before. Look at the gift and at its page, then decide.")
        )


def ask_stuck(about: str, _by: User, _note: str) -> None:
    donation = _row(Donation.objects, about)
    reconciling.settle(donation)
    latest = donation.latest_report
    if not donation.payments.exists() and (latest is None or latest.state == "processing"):
        raise Refused(
            _("The provider has not heard anything either. Ask again later, or write to the donor.")
        )


def stop(about: str, by: User, _note: str) -> None:
    giving.stop(_row(Donation.objects, about), giving.Actor(staff=by), reason=_("Stopped after a dispute."))


def end_erased(about: str, by: User, _note: str) -> None:
    donation = _row(Donation.objects.filter(email=""), about)
    if donation.runs:
        giving.stop(donation, giving.Actor(staff=by), erased=True)
    for payment in donation.payments.filter(gifts.late_for_the_erased()):
        _give_back(payment, by, _("The donor had been erased."))


def send(about: str, by: User, _note: str) -> None:
    letter = Letter.objects.filter(pk=_number(about), sent_at__isnull=True).first()
    if letter is not None:
        mail.resend(letter, by)


def _payment(about: str) -> Payment:
    payment: Payment = _row(Payment.objects.select_related("donation"), about)
    return payment


def _row(rows: Any, about: str) -> Any:
    row = rows.filter(pk=_number(about)).first()
    if row is None:
        raise gone()
    return row


def _event(about: str) -> Event:
    event = Event.objects.filter(pk=_number(about)).first()
    if event is None or events.about(event) != about:
        raise Refused(_("This event has been tried again since. Load the page again."))
    return event


def _number(about: str) -> int:
    return row_number(about.partition(":")[0])


def gone() -> Refused:
    return Refused(_("What this was about is no longer there. Load the page again."))
