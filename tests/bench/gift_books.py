"""The books of a newsroom that many give to: written straight into the tables, the guards of the ledger in place.

`fill(100_000)` makes 100,000 gifts of four years with some 340,000 lines of the ledger, and all that comes with
them: status reports, receipts, letters, events, account and bank statements, comparisons, closed months. The same
number makes the same books, seen from the moment at which it is run.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone
from tqdm import tqdm

from membership.books import discrepancies
from membership.books.reports import tallying
from membership.models import (
    Appeal,
    BankStatement,
    Comparison,
    Donation,
    Event,
    Issuer,
    Letter,
    Member,
    Note,
    Payment,
    RefundOrder,
    StatusReport,
    Summary,
)
from membership.models.ledger import GIVING, LEDGER, STATUS_REPORTS
from membership.models.summing import summed_up
from membership.periods import after
from newsroom.models import User
from tests.bench.gift_drawn import YEARS, Given, draw, lines_of
from tests.bench.gift_ledger import Ledger, parts, write


def fill(gifts: int, *, tell: bool = True) -> None:
    """A tenth of a hundred thousand takes a tenth of the time: some four minutes for all."""
    pick, now = random.Random(8), timezone.now()
    with GIVING.open(), LEDGER.open(), STATUS_REPORTS.open(), _own_moments(), transaction.atomic():
        chief = User.objects.create(username="bench", is_staff=True, is_superuser=True)
        _issuer(now)
        drawn = draw(gifts, pick, now)
        members = _members(drawn, pick, now)
        _donations(drawn, members)
        lines = sorted((line for one in drawn for line in lines_of(one, now)), key=lambda line: line.at)
        _status_reports(drawn, now)
        statements = _statements(chief, now)
        writer = Ledger(chief, statements, now)
        with tqdm(total=len(lines), unit="lines", unit_scale=True, disable=None if tell else True) as bar:
            for some in parts(lines):
                writer.write(some)
                bar.update(len(some))
        writer.leave_open(drawn)
        write(
            Summary, (Summary(donation=one.row, **summed_up(one.row, one.ledger, one.told)) for one in drawn)
        )
        _comparisons(now)
        _count_on()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    # As the commands do it: neither asks without statistics, nor keeps all sums as they were before each person.
    _put_in_doubt()
    tallying.anew()


def _issuer(now: datetime) -> None:
    Issuer.objects.create(
        name="Harbour Ledger",
        address="14 Ropewalk",
        iban="DE89370400440532013000",
        valid_from=(now - timedelta(days=366 * YEARS)).date(),
    )
    for number in range(40):
        Appeal.objects.create(
            heading=f"Appeal {number}",
            text="It costs.",
            amounts="8",
            starts_at=now - timedelta(days=30 * (40 - number)),
        )


def _members(drawn: list[Given], pick: random.Random, now: datetime) -> dict[int, Member]:
    since: dict[int, datetime] = {}
    for one in drawn:
        if one.fate == "paid":
            since.setdefault(one.member, one.at)
    rows = write(
        Member,
        (
            Member(
                email="" if number % 97 == 0 else f"reader{number}@reader.example",
                name="" if number % 97 == 0 else f"Reader {number}",
                since=at,
                erased_at=now - timedelta(days=9) if number % 97 == 0 else None,
                consented_at=at if number % 3 == 0 else None,
            )
            for number, at in since.items()
        ),
    )
    found = dict(zip(since, rows, strict=True))
    known = list(found.values())
    for one in pick.sample(known, len(known) // 200):
        other = pick.choice(known)
        if other.pk < one.pk and other.same_as_id is None and one.email and other.email:
            Member.objects.filter(pk=one.pk).update(same_as=other)
            one.same_as = other
    return found


def _donations(drawn: list[Given], members: dict[int, Member]) -> None:
    rows, appeals = [], list(Appeal.objects.order_by("pk").values_list("pk", flat=True))
    for one in drawn:
        member = members.get(one.member) if one.fate == "paid" else None
        email = member.email if member else f"reader{one.member}@reader.example"
        pick = one.pick
        rows.append(
            Donation(
                reference=f"BE-{one.number:06}-{pick.randrange(100):02}",
                provider=one.provider,
                provider_reference=f"cs_{one.number}" if one.provider == "stripe" else "",
                minor=one.minor,
                currency="EUR",
                interval=one.interval,
                member=member,
                name=f"Reader {one.member}" if email else "",
                email=email,
                form_token=f"filled-{one.number}",
                source=str(pick.randrange(3000)) if pick.random() < 0.4 else "",
                back="/membership/for/boats/" if pick.random() < 0.05 else "",
                live=one.number % 200 != 7,
                promised_at=one.at,
                appeal_id=pick.choice(appeals) if pick.random() < 0.5 else None,
            )
        )
    for one, row in zip(drawn, write(Donation, rows), strict=True):
        one.row = row


def _status_reports(drawn: list[Given], now: datetime) -> None:
    def told(one: Given, at: datetime, state: str, **more: Any) -> StatusReport:
        by = "provider" if one.provider == "stripe" else "calendar"
        return StatusReport(
            donation=one.row,
            state=state,
            asked_at=at,
            recorded_at=at,
            told_by=more.pop("told_by", by),
            **more,
        )

    def rows() -> Iterator[StatusReport]:
        for one in drawn:
            if one.fate == "way":
                yield told(one, one.at, "processing")
            elif one.fate != "paid" and one.at < now - timedelta(days=30):
                yield told(
                    one,
                    one.at + timedelta(days=30 if one.provider == "pledge" else 1),
                    "expired",
                    reason="lapsed" if one.provider == "pledge" else "",
                )
            if one.interval == "once" or not one.paid:
                continue
            if one.provider == "stripe":
                card = {
                    "subscription": f"sub_{one.row.pk}",
                    "customer": f"cus_{one.row.pk}",
                    "card_brand": "visa",
                    "card_last4": "4471",
                }
                until = f"{one.at.year + 1 + one.number % 5}-{1 + one.number % 12:02}"
                for at in one.paid:
                    raised = (
                        {"minor": one.minor}
                        if one.number % 9 == 0 and at > one.at + timedelta(days=90)
                        else {}
                    )
                    yield told(
                        one, at, "active", next_at=after(at, one.interval), card_until=until, **card, **raised
                    )
            if one.ends:
                yield told(
                    one,
                    one.ends,
                    "ended",
                    reason="lapsed" if one.provider == "pledge" else "",
                    **({} if one.provider == "pledge" else {"told_by": "donor"}),
                )
            elif one.pick.random() < 0.03:
                yield told(
                    one,
                    now - timedelta(days=3),
                    "past_due" if one.provider == "stripe" else "paused",
                    told_by="provider" if one.provider == "stripe" else "donor",
                )

    made = write(StatusReport, sorted(rows(), key=lambda row: row.asked_at))
    by_gift = {one.row.pk: one for one in drawn}
    for row in made:
        by_gift[row.donation_id].told.append(row)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE membership_donation SET confirmed_until ="
            " (SELECT max(asked_at) FROM membership_statusreport WHERE donation_id = membership_donation.id)"
        )


def _statements(chief: User, now: datetime) -> dict[date, BankStatement]:
    found, day = {}, (now - timedelta(days=366 * YEARS)).date().replace(day=1)
    while day <= now.date():
        found[day] = BankStatement.objects.create(
            name=f"{day:%Y-%m}.xml", digest=f"{day}", format="camt", account="DE02", first_day=day,
            last_day=after(_noon(day), "monthly").date() - timedelta(days=1), taken_by=chief, taken_at=_noon(day) + timedelta(days=33),
        )  # fmt: skip
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def _comparisons(now: datetime) -> None:
    nights = [now - timedelta(days=back) for back in range(YEARS * 365, 0, -1)]
    write(
        Comparison,
        (
            Comparison(
                provider="stripe", since=night.replace(day=1, hour=0), until=night, currency="EUR", ours_minor=1,
                theirs_minor=1, lines=200, made_at=night,
            )
            for night in nights
        ),
    )  # fmt: skip


def _count_on() -> None:
    """The rows that come next are numbered after those that were written with a number of their own."""
    statements = connection.ops.sequence_reset_sql(
        no_style(), list(apps.get_app_config("membership").get_models())
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _put_in_doubt() -> None:
    for found in discrepancies.check():
        if found is not None:
            found.mend()
    while discrepancies.look_again():
        pass


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)


@contextmanager
def _own_moments() -> Iterator[None]:
    """Rows keep the moments that they are given: no column fills in the present one."""
    filled = [
        column
        for model in (
            Donation,
            Payment,
            StatusReport,
            Letter,
            Event,
            Member,
            BankStatement,
            RefundOrder,
            Note,
            Comparison,
        )
        for column in model._meta.concrete_fields
        if getattr(column, "auto_now_add", False)
    ]
    for column in filled:
        column.auto_now_add = False
    try:
        yield
    finally:
        for column in filled:
            column.auto_now_add = True
