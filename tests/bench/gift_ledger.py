"""Lines of the ledger in the order of their moments, each with what follows from it; see gift_books.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import count, islice
from typing import Any

from django.db import connection, models

from membership.models import (
    AccountLine,
    BankCredit,
    BankStatement,
    Event,
    Issuer,
    Letter,
    Note,
    Payment,
    Receipt,
    ReceiptLine,
    RefundOrder,
    Series,
)
from newsroom.models import User
from tests.bench.gift_drawn import Given, Line

AT_ONCE = 2000
#: What stands on a receipt, but for the donor and the sum.
PAPER = {
    "rule": "plain",
    "kind": "gift",
    "title": "Receipt",
    "language": "en",
    "currency": "EUR",
    "lines": [],
}


class Ledger:
    """Writes lines in the order of their moments, each with what follows from it."""

    def __init__(self, chief: User, statements: dict[date, BankStatement], now: datetime) -> None:
        self.chief, self.statements, self.now = chief, statements, now
        self.issuer = Issuer.objects.get()
        self.numbers: dict[int, int] = defaultdict(int)
        self.receipts: dict[str, Receipt] = {}
        self.payments: dict[str, Payment] = {}
        #: What the ledger calls a line.
        self.names: dict[str, str] = {}

    def write(self, lines: list[Line]) -> None:
        booked = self._credits(lines)
        paid = write(Payment, [self._payment(line, booked.get(line.reference)) for line in lines])
        by_line = list(zip(lines, paid, strict=True))
        for line, row in by_line:
            line.gift.ledger.append(row)
        self.payments |= {line.reference: row for line, row in by_line if line.kind == "payment"}
        self._receipts(by_line)
        self._letters(by_line)
        stripe = [(line, row) for line, row in by_line if line.gift.provider == "stripe"]
        write(
            Event,
            (
                Event(
                    provider="stripe", event_id=f"evt_{row.pk}", kind=f"charge.{line.kind}", about=row.reference,
                    created=line.at, received_at=line.at, pushed=True, tries=1,
                    outcome=line.gift.pick.choices(("done", "held", "dead"), (60_000, 3, 2))[0],
                )
                for line, row in stripe
            ),
        )  # fmt: skip
        write(
            AccountLine,
            (
                AccountLine(
                    provider="stripe", live=True, reference=f"txn_{row.pk}", kind=line.kind, gross_minor=line.minor,
                    fee_minor=(fee := 30 + line.minor * 29 // 1000 if line.kind == "payment" else 0),
                    net_minor=line.minor - fee, currency="EUR", at=line.at, of=row.reference,
                    payout=f"po_{line.at:%G-%V}",
                )
                for line, row in stripe
                if line.kind != "failed" and line.gift.row.live
            ),
        )  # fmt: skip
        write(
            RefundOrder,
            (
                RefundOrder(
                    payment=self.payments[line.of], number=1, minor=-line.minor, reason="Asked for it.", by=self.chief,
                    at=line.at - timedelta(minutes=1),
                )
                for line, row in by_line
                if line.kind == "refund"
            ),
        )  # fmt: skip

    def leave_open(self, drawn: list[Given]) -> None:
        """What needs a hand: credits of nobody, letters that did not go, notes."""
        last = max(self.statements)
        write(
            BankCredit,
            (
                BankCredit(
                    statement=self.statements[last], account="DE02", reference=f"nobody-{number}", minor=700 + number,
                    currency="EUR", booked_on=last, payer=f"Payer {number}", text="For the choir",
                )
                for number in range(len(drawn) // 1000)
            ),
        )  # fmt: skip
        given = [one for one in drawn if one.paid and one.row.email]
        write(
            Letter,
            (
                Letter(
                    donation=one.row,
                    kind="ended",
                    written_at=self.now - timedelta(days=2),
                    tries=6,
                    problem="refused",
                )
                for one in given[:: max(len(given) // 20, 1)]
            ),
        )
        write(Note, (Note(donation=one.row, text="Rang.", by=self.chief, at=one.at) for one in given[::50]))
        rows = [Series(issuer=self.issuer, year=year, last=last) for year, last in self.numbers.items()]
        Series.objects.bulk_create(rows)

    def _credits(self, lines: list[Line]) -> dict[str, BankCredit]:
        asked = [line for line in lines if line.gift.provider == "pledge" and line.kind == "payment"]
        rows = write(
            BankCredit,
            (
                BankCredit(
                    statement=self.statements[line.at.date().replace(day=1)], account="DE02", minor=line.minor,
                    reference=line.reference, currency="EUR", booked_on=line.at.date(), payer=line.gift.row.name,
                    text=f"Gift {line.gift.row.reference}",
                )
                for line in asked
            ),
        )  # fmt: skip
        return {line.reference: row for line, row in zip(asked, rows, strict=True)}

    def _payment(self, line: Line, credit: BankCredit | None) -> Payment:
        self.names[line.reference] = name = f"bank/{credit.pk}" if credit else line.reference
        return Payment(
            donation=line.gift.row, kind=line.kind, minor=line.minor, currency="EUR", provider=line.gift.provider,
            reference=name, at=line.at, recorded_at=line.at,
            of=self.names[line.of] if line.of else "",
            recorded_by=self.chief if credit else None,
        )  # fmt: skip

    def _receipts(self, lines: list[tuple[Line, Payment]]) -> None:
        """One in a thousand payments is left without; what went back is certified."""
        rows, certified = [], []
        for line, payment in lines:
            gift = line.gift.row
            if gift.provider == "import" or not gift.live or line.gift.pick.random() < 0.001:
                continue
            if line.kind == "payment" or (line.kind in {"refund", "dispute"} and line.of in self.receipts):
                kind = "gift" if line.kind == "payment" else "back"
                rows.append(self._receipt(line, payment, kind, self.receipts.get(line.of)))
                certified.append((line, payment))
        for (line, payment), receipt in zip(certified, write(Receipt, rows), strict=True):
            if payment.kind == "payment":
                self.receipts[line.reference] = receipt
        write(
            ReceiptLine,
            (
                ReceiptLine(receipt=receipt, payment=payment, minor=payment.minor)
                for (_line, payment), receipt in zip(certified, rows, strict=True)
            ),
        )

    def _receipt(self, line: Line, payment: Payment, kind: str, of: Receipt | None) -> Receipt:
        year, gift = line.at.year, line.gift.row
        self.numbers[year] += 1
        name = f"R-{year}-{self.numbers[year]:05d}"
        return Receipt(
            issuer=self.issuer, year=year, number=self.numbers[year], name=name, kind=kind,
            payment_id=payment.pk, member_id=gift.member_id, donation=gift, of=of, minor=line.minor,
            currency="EUR", paper={**PAPER, "number": name, "total": line.minor, "donor": {"name": gift.name}},
            seal=f"{payment.pk:064d}", issued_at=line.at,
        )  # fmt: skip

    def _letters(self, lines: list[tuple[Line, Payment]]) -> None:
        kinds = {"payment": "thanks", "refund": "given-back", "failed": "failed"}
        write(
            Letter,
            (
                Letter(
                    donation=line.gift.row, kind=kinds[line.kind], written_at=line.at, sent_at=line.at, tries=1,
                    payment=row,
                )
                for line, row in lines
                if line.kind in kinds
            ),
        )  # fmt: skip


def write(model: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    """The rows, each with a number of its own. Straight into the table: Django's own way takes thrice as long."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    key, quote = model._meta.pk, connection.ops.quote_name
    if isinstance(key, models.AutoField):
        fields = [key, *fields]
    columns, signs = ", ".join(quote(one.column) for one in fields), ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({signs})"
    last = model._base_manager.aggregate(last=models.Max("pk"))["last"]
    numbers, made = count((last or 0) + 1), []
    with connection.cursor() as cursor:
        for some in parts(rows):
            for row in some:
                row.pk = row.pk or next(numbers)
            cursor.executemany(
                sql,
                [
                    [one.get_db_prep_save(one.pre_save(row, True), connection) for one in fields]
                    for row in some
                ],
            )
            made += some
    return made


def parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield some
