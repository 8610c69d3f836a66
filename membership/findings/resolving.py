"""Settling a finding: done through the hand that may do it; who decided is written down once."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from membership import giving, mail, providers, receipts, reconciling, references
from membership.findings import events, gifts
from membership.findings.asking import is_open
from membership.findings.finding import ACTIONS, Action
from membership.models import (
    BankCredit,
    Donation,
    Event,
    Letter,
    Payment,
    RefundOrder,
    Resolution,
)
from newsroom.models import User

Refused = giving.Refused
#: Seconds; no provider takes longer to answer.
CLAIMED_FOR = 120
Hand = Callable[[str, User, str], None]


def resolve(kind: str, about: str, how: str, *, by: User, note: str = "") -> Resolution:
    """Do what settles this finding, then write down who decided it. The same person twice is once.

    `note` is the reason, or the reference of the gift where one is asked for. Raises PermissionDenied,
    giving.Refused with a sentence, or the provider's ProviderError; then nothing is written down, and the
    same can be asked for again. What is not open, or what somebody else has settled, is refused.
    """
    if "\x00" in about + note:  # PostgreSQL cannot keep it
        raise Refused(_("What was typed holds a sign that cannot be kept. Type it again."))
    action = next((one for one in ACTIONS.get(kind, ()) if one.how == how), None)
    _may(by, action)
    if action is None:
        raise Refused(_("There is no such way to settle this. Load the page again."))
    if known := _settled(kind, about, by):
        return known
    if action.field == "note" and not note.strip():
        raise Refused(_("Say why; it stands in the books."))
    # Claimed before anything is done: a hand may ask a provider, so no transaction can hold it.
    claim = f"membership.findings:{kind}:{about}"[:200]
    if not cache.add(claim, by.pk, CLAIMED_FOR):
        raise Refused(_("Somebody is settling this at this moment. Load the page again."))
    try:
        if known := _settled(kind, about, by):
            return known
        if not is_open(kind, about):
            raise _gone()
        if hand := HANDS.get((kind, how)):
            hand(about, by, note.strip())
        with transaction.atomic():
            row, _new = Resolution.objects.get_or_create(
                finding=kind, about=about[:150], defaults={"how": how, "note": note.strip()[:300], "by": by}
            )
        return row
    finally:
        cache.delete(claim)


def _settled(kind: str, about: str, by: User) -> Resolution | None:
    known = Resolution.objects.select_related("by").filter(finding=kind, about=about).first()
    if known and known.by_id != by.pk:
        raise Refused(
            _("%(who)s settled this on %(day)s.")
            % {"who": known.by, "day": date_format(timezone.localdate(known.at))}
        )
    return known


def _may(by: User, action: Action | None) -> None:
    needed = ["membership.close_books", *([f"membership.{action.needs}"] if action and action.needs else [])]
    if not by.is_active or not by.has_perms(needed):
        raise PermissionDenied(_("Settling this needs a permission that you do not have."))


def _book_credit(about: str, by: User, note: str) -> None:
    credit = BankCredit.objects.filter(pk=_number(about)).first()
    donation = Donation.objects.filter(reference=references.read(note) or note).first()
    if credit is None:
        raise _gone()
    if donation is None:
        raise Refused(
            _("No gift has the reference “%(typed)s”. Type it as it stands on the gift’s page.")
            % {"typed": note}
        )
    giving.receive_credit(donation, credit, by=by)


def _as_it_came(about: str, by: User, _note: str) -> None:
    """Ask once more, and record all of it, whatever was promised: somebody has looked."""
    event = _event(about)
    told = providers.by_slug(event.provider).told_by(event.kind, event.about)
    giving.apply_all(told, as_it_came_by=by)
    reconciling.done(event)


def _event_again(about: str, _by: User, _note: str) -> None:
    event = reconciling.again(_event(about))
    if event.outcome in {Event.Outcome.DONE, Event.Outcome.IGNORED}:
        return
    raise Refused(
        _("It was tried again: %(problem)s") % {"problem": event.problem or event.get_outcome_display()}
    )


def _leave_event(about: str, _by: User, _note: str) -> None:
    reconciling.done(_event(about), Event.Outcome.IGNORED)


def _give_back_warned(about: str, by: User, _note: str) -> None:
    event = _event(about)
    payment = Payment.objects.filter(
        provider=event.provider, kind=Payment.Kind.PAYMENT, reference=event.problem
    ).first()
    if payment is None:
        raise _gone()
    _give_back(payment, by, _("The bank warned of fraud."))
    reconciling.done(event)


def _give_back_second(about: str, by: User, _note: str) -> None:
    _give_back(_payment(about), by, _("Paid twice within five minutes."))


def _give_back(payment: Payment, by: User, reason: str) -> None:
    left = giving.refundable(payment)
    if left.minor:
        giving.refund(payment, amount=left, reason=reason, by=by)


def _order_again(about: str, by: User, _note: str) -> None:
    order = RefundOrder.objects.select_related("payment").filter(pk=_number(about)).first()
    if order is None:
        raise _gone()
    giving.ask_again(order, by=by)


def _issue(about: str, by: User, _note: str) -> None:
    payment = _payment(about)
    if receipts.issue(payment, by=by) is None:
        raise Refused(" ".join(receipts.obstacles(payment)))


def _correct(about: str, _by: User, _note: str) -> None:
    if receipts.follow(_payment(about)) is None:
        raise _of_the_year()


def _void_backs(about: str, by: User, note: str) -> None:
    if not receipts.void_backs(_payment(about), by=by, reason=note):
        raise _of_the_year()


def _of_the_year() -> Refused:
    return Refused(
        _("It stands on a year’s receipt alone. Write the year as one anew, from the page of the gift.")
    )


def _ask_difference(about: str, _by: User, _note: str) -> None:
    slug, _colon, reference = about.partition(":")
    known = Payment.objects.filter(provider=slug, reference=reference).exists()
    giving.apply_all(providers.by_slug(slug).fetch(reference))
    if known or not Payment.objects.filter(provider=slug, reference=reference).exists():
        raise Refused(
            _("The provider says the same as before. Look at the gift and at its page, then decide.")
        )


def _ask_stuck(about: str, _by: User, _note: str) -> None:
    donation = Donation.objects.filter(pk=_number(about)).first()
    if donation is None:
        raise _gone()
    reconciling.settle(donation)
    standing = donation.standing
    if not donation.payments.exists() and (standing is None or standing.state == "processing"):
        raise Refused(
            _("The provider has not heard anything either. Ask again later, or write to the donor.")
        )


def _stop(about: str, by: User, _note: str) -> None:
    donation = Donation.objects.filter(pk=_number(about)).first()
    if donation is None:
        raise _gone()
    giving.stop(donation, giving.Hand(staff=by), reason=_("Stopped after a dispute."))


def _end_erased(about: str, by: User, _note: str) -> None:
    donation = Donation.objects.filter(pk=_number(about), email="").first()
    if donation is None:
        raise _gone()
    if donation.runs:
        giving.stop(donation, giving.Hand(staff=by), reason="erased")
    for payment in donation.payments.filter(gifts.late_for_the_erased()):
        _give_back(payment, by, _("The donor had been erased."))


def _send(about: str, by: User, _note: str) -> None:
    letter = Letter.objects.filter(pk=_number(about), sent_at__isnull=True).first()
    if letter is not None:
        mail.resend(letter, by)


def _payment(about: str) -> Payment:
    payment = Payment.objects.select_related("donation").filter(pk=_number(about)).first()
    if payment is None:
        raise _gone()
    return payment


def _event(about: str) -> Event:
    event = Event.objects.filter(pk=_number(about)).first()
    if event is None or events.about(event) != about:
        raise Refused(_("This event has been tried again since. Load the page again."))
    return event


def _number(about: str) -> int:
    first = about.partition(":")[0]
    return int(first) if first.isascii() and first.isdigit() else 0


def _gone() -> Refused:
    return Refused(_("What this was about is no longer there. Load the page again."))


#: What is done, where deciding alone is not enough.
HANDS: dict[tuple[str, str], Hand] = {
    ("credit", "book"): _book_credit,
    ("held", "as-it-came"): _as_it_came,
    ("held", "again"): _event_again,
    ("held", "left"): _leave_event,
    ("dead", "again"): _event_again,
    ("dead", "left"): _leave_event,
    ("fraud", "give-back"): _give_back_warned,
    ("fraud", "left"): _leave_event,
    ("twice", "give-back"): _give_back_second,
    ("order", "again"): _order_again,
    ("receipt", "issue"): _issue,
    ("counted", "correct"): _correct,
    ("uneven", "void"): _void_backs,
    ("difference", "ask"): _ask_difference,
    ("stuck", "ask"): _ask_stuck,
    ("active", "stop"): _stop,
    ("erased", "end"): _end_erased,
    ("letter", "send"): _send,
}
