"""Discrepancies about promises and their letters."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Value, Window
from django.db.models.functions import Cast, Concat, RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import providers
from membership.books.discrepancies.discrepancy import Discrepancy
from membership.books.discrepancies.ledger import MOST, gone_back, settled
from membership.books.discrepancies.undecided import undecided
from membership.models import Donation, Interval, Letter, Payment
from membership.models.status import RUNS, Status
from membership.providers import PLEDGE
from membership.providers.base import Provider
from newsroom.mail import PAUSES

#: A hosted page is closed long before this; a bank debit takes its time from then on.
STUCK_AFTER = timedelta(days=1)
ON_ITS_WAY = STUCK_AFTER + timedelta(days=Provider.debit_days)


def of_gifts(
    wanted: Collection[str], until: datetime | None = None, first: int | None = None
) -> Iterator[Discrepancy]:
    """Gifts that go on or are silent though they should not: one question for those of the three kinds that
    are wanted, the newest of each; with `until` every one that was promised before then."""
    asked = {"erased": _erased_but_paid, "active": _still_active, "stuck": _stuck}
    told = {"erased": _erased, "active": _active, "stuck": _silent}
    disputed = Exists(_disputes().filter(donation=OuterRef("pk")))
    newest = Window(RowNumber(), order_by=[F("promised_at").desc(), F("pk").desc()])
    one, *others = (
        ask()
        .with_summary()
        .annotate(disputed=disputed if kind == "active" else Value(False), kind=Value(kind))
        .annotate(of_kind=Window(Count("*")), place=newest)
        .filter(Q(promised_at__lt=until) if until else Q(place__lte=first or MOST))
        .order_by()
        for kind, ask in asked.items()
        if kind in wanted
    )
    for gift in one.union(*others, all=True):
        about, title, text = told[gift.kind](gift)
        yield Discrepancy(
            kind=gift.kind,
            about=about,
            title=title,
            text=text % {"donor": gift.donor, "gift": gift.reference},
            when=gift.promised_at,
            amount=gift.amount,
            donation=gift.pk,
            of_kind=gift.of_kind,
        )


def _still_active() -> Any:
    """Repeated gifts that go on though their donor's bank has taken a payment back, or all was given back."""
    back = Q(summary__payments__gt=0, summary__ledger_minor__lte=0, summary__state__in=["active", "past_due"])
    disputed = Q(pk__in=_disputes().values("donation"), summary__state__in=["active", "past_due", ""])
    repeated = (
        Donation.objects.live().exclude(interval=Interval.ONCE).filter(pk__in=_went().values("donation"))
    )
    return repeated.filter(disputed | back).filter(~settled("active"))


def _active(gift: Any) -> tuple[str, str, str]:
    if gift.disputed:
        text = _("%(donor)s’s bank took a payment of %(gift)s back. The next one is taken all the same.")
        return str(gift.pk), _("Disputed, but the gift goes on"), text
    text = _("All that %(donor)s gave as %(gift)s went back. The next one is taken all the same.")
    return str(gift.pk), _("Given back, but it goes on"), text


def _disputes() -> Any:
    return _went(Payment.Kind.DISPUTE).gone_for_good()


def _went(*kinds: str) -> Any:
    """Lines of what went back: few, and the unique index that begins with provider and kind finds them."""
    wanted = kinds or (Payment.Kind.REFUND, Payment.Kind.DISPUTE)
    return Payment.objects.filter(provider__in=providers.known(), kind__in=wanted).order_by()


def _erased_but_paid() -> Any:
    """Gifts whose donor was forgotten, and that money came for since, or will come for."""
    late = Payment.objects.filter(late_for_the_erased()).exclude(gone_back()).order_by().values("donation")
    hosted = [slug for slug, through in providers.REGISTRY.items() if through.caps().hosted]
    erased = Donation.objects.live().filter(email="", provider__in=hosted)
    goes_on = erased.filter(summary__state__in=RUNS).exclude(interval=Interval.ONCE).order_by().values("pk")
    about = Concat(
        Cast(OuterRef("pk"), CharField()), Value(":"),
        Cast(OuterRef("summary__payments"), CharField()), Value(":"), OuterRef("summary__state"),
    )  # fmt: skip
    # Each by its own index; asked as one, all summaries would be read.
    return erased.filter(~settled("erased", about), pk__in=goes_on.union(late))


def _erased(gift: Any) -> tuple[str, str, str]:
    # Another payment, or another state, is another discrepancy.
    about = f"{gift.pk}:{gift.summary.payments}:{gift.summary.state}"
    text = _("Nobody can be asked or thanked for %(gift)s any more: it was paid, or goes on.")
    return about, _("Its donor was erased, but it is paid"), text


def late_for_the_erased() -> Q:
    """Payments that came when nobody knew any more whom from."""
    since = Q(donation__member__isnull=True) | Q(recorded_at__gt=F("donation__member__erased_at"))
    return Q(since, kind=Payment.Kind.PAYMENT, donation__email="")


def _stuck() -> Any:
    """Gifts that were begun with a provider, and of which nothing has been heard."""
    now = timezone.now()
    heard = Payment.objects.filter(donation=OuterRef("pk"), kind=Payment.Kind.PAYMENT)
    silent = Q(summary__state="", promised_at__lte=now - STUCK_AFTER)
    silent |= Q(summary__state="processing", promised_at__lte=now - ON_ITS_WAY)
    begun = Donation.objects.live().exclude(Q(provider=PLEDGE) | Q(provider_reference=""))
    # Nothing came of gifts of these, so an index finds those of the last days.
    open_ones = Q(summary__status__in=[Status.PROMISED, Status.PROCESSING, Status.FAILED])
    lately = begun.filter(open_ones, ~Exists(heard), summary__promised_at__gte=now - timedelta(days=90))
    return lately.filter(silent).filter(~settled("stuck"))


def _silent(gift: Any) -> tuple[str, str, str]:
    text = _("%(donor)s began %(gift)s; the provider has not said what became of it.")
    return str(gift.pk), _("Begun, but nothing heard since"), text


def unsent() -> Iterator[Discrepancy]:
    """Letters that were tried as often as they are, and did not go."""
    # What a code is for is over; what was given twice is a discrepancy of its own.
    letters = Letter.objects.filter(sent_at__isnull=True, tries__gt=len(PAUSES)).exclude(
        kind__in=[Letter.Kind.CODE, Letter.Kind.TWICE]
    )
    rows = letters.select_related("donation", "member").iterator(chunk_size=MOST)
    open_ones = undecided("letter", rows, _once_written)
    for letter in islice(open_ones, MOST):
        donor = letter.donation.donor if letter.donation else (letter.member.email if letter.member else "")
        yield Discrepancy(
            kind="letter",
            about=_once_written(letter),
            title=_("A letter could not be sent"),
            text=_("“%(letter)s” to %(donor)s: %(problem)s")
            % {"letter": letter.get_kind_display(), "donor": donor, "problem": letter.problem},
            when=letter.written_at,
            donation=letter.donation_id,
        )


def _once_written(letter: Letter) -> str:
    """Sent again, and failed again, it is another discrepancy."""
    return f"{letter.pk}:{int(letter.written_at.timestamp())}"
