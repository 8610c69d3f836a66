"""Letters as a newsroom had them that kept what each is about as a key in a text, brought to today.

Run as a process of its own on an empty database: `python -m tests.letters_before` prints what became of them.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from membership.models.ledger import GIVING  # noqa: E402

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
BEFORE, AFTER = "0007_asked_by", "0008_letters_about"


def migrate(to: str):
    executor = MigrationExecutor(connection)
    executor.migrate([("membership", to)])
    return MigrationExecutor(connection).loader.project_state([("membership", to)]).apps


def write(apps) -> None:
    def make(model: str, **told):
        return apps.get_model("membership", model).objects.create(**told)

    member = make("Member", email="hanne@reader.example")
    gift, other = (
        make("Donation", reference=f"HL-7K4Q-{name}", minor=800, currency="EUR", provider="stripe",
             interval="monthly", form_token=name, name="Hanne Oduya", live=True, email=f"{name}@reader.example")
        for name in ("9X", "8W")
    )  # fmt: skip
    for kind, minor in (("failed", 0), ("payment", 800), ("refund", -800)):
        make("Payment", donation=gift, kind=kind, minor=minor, currency="EUR", provider="stripe",
             reference="in_1:2", at=AT)  # fmt: skip
    stood = make("Standing", donation=gift, state="active", asked_at=AT, told_by="donor")
    code = make("SignInCode", member=member, hashed="x", expires_at=AT)
    told = [
        ("thanks", "stripe:in_1:2"),
        ("failed", "stripe:in_1:2"),
        ("given-back", "stripe:in_1:2"),
        ("changed", f"standing:{stood.pk}"),
        ("yearly", "2027-03-01"),
        ("card-ends", "2027-10"),
        ("reminder", "pledge"),
        ("reminder", "2026-02-01"),
        ("instructions", ""),
        ("instructions", "again/2026-03-01T120000.1"),
        ("instructions", "again/2026-03-01T120001.2"),
        ("thanks", "stripe:in_9"),
    ]
    for kind, about in told:
        make("Letter", donation=gift, kind=kind, about=about)
    make("Letter", donation=other, kind="instructions", about="")
    make("Letter", member=member, kind="code", about=f"code:{code.pk}")
    make("Letter", member=member, kind="code", about="code:4711")
    make("Letter", address="new@reader.example", kind="check", about="form:hidden")


def found(apps) -> list[list[object]]:
    rows = apps.get_model("membership", "Letter").objects.order_by("pk").select_related("payment", "standing")
    return [
        [
            one.kind,
            one.payment.kind if one.payment else "",
            bool(one.standing),
            bool(one.code),
            one.day.isoformat() if one.day else "",
            one.form,
            one.again,
        ]
        for one in rows
    ]


if __name__ == "__main__":
    with GIVING.open():
        write(migrate(BEFORE))
        there = found(migrate(AFTER))
        back = migrate(BEFORE).get_model("membership", "Letter").objects.order_by("pk")
        sys.stdout.write(json.dumps([there, [[one.kind, one.about] for one in back]]))
