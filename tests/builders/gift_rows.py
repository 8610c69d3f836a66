"""One row of every table of membership that the desk may open."""

from __future__ import annotations

from datetime import date

from django.db.models import Model
from django.utils import timezone

from membership import giving, models
from newsroom.models import User
from tests.builders.gifts import fact, make_donation


def gifts() -> dict[str, Model]:
    """By the name of the table."""
    by, _new = User.objects.get_or_create(username="bookkeeper")
    now, today = timezone.now(), timezone.localdate()
    issuer = models.Issuer.objects.create(name="Ledger", address="14 Ropewalk", valid_from=date(2020, 1, 1))
    donation = make_donation()
    payment = giving.apply(fact(donation))
    statement = models.BankStatement.objects.create(name="a.xml", digest="a", format="csv", taken_by=by)
    return {
        "appeal": models.Appeal.objects.create(heading="Keep the lights on", text="It costs.", amounts="8"),
        "donation": donation,
        "payment": payment,
        "issuer": issuer,
        "receipt": models.Receipt.objects.get(),
        "member": models.Member.objects.get(),
        "tier": models.Tier.objects.create(
            name="Friend", currency="EUR", yearly_minor=9600, benefits="A mug"
        ),
        "terms": models.Terms.objects.create(),
        "event": models.Event.objects.create(
            provider="stripe", event_id="evt_1", kind="charge.refunded", created=now, pushed=True
        ),
        "accountline": models.AccountLine.objects.create(
            provider="stripe",
            reference="txn_1",
            kind="payment",
            gross_minor=800,
            fee_minor=53,
            net_minor=747,
            currency="EUR",
            at=now,
        ),
        "comparison": models.Comparison.objects.create(
            provider="stripe", since=now, until=now, currency="EUR", ours_minor=0, theirs_minor=0, lines=0
        ),
        "bankstatement": statement,
        "bankcredit": models.BankCredit.objects.create(
            statement=statement, reference="1", minor=800, currency="EUR", booked_on=today
        ),
        "monthclose": models.MonthClose.objects.create(
            month=date(2020, 1, 1), totals={}, seal="0" * 64, closed_by=by
        ),
        "resolution": models.Resolution.objects.create(kind="double", about="1", how="meant", by=by),
        "letter": models.Letter.objects.first(),
        "note": models.Note.objects.create(donation=donation, text="Rang", by=by),
        "look": models.Look.objects.create(by=by, what="donation", which=str(donation.pk)),
    }
