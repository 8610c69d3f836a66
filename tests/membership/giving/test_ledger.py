"""The ledger only grows, and letters go out once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from django_tasks import default_task_backend

from membership import giving
from membership.models import AppendOnly, Letter, Payment
from newsroom import mail as sending
from newsroom.models import Imprint
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, make_donation
from tests.builders.letters import carry


@pytest.fixture
def line():
    return giving.apply(fact(make_donation(provider="practice", live=False)))


@pytest.mark.django_db
def test_a_line_of_the_ledger_is_never_changed_or_taken_out(line):
    line.minor = 900
    for change in (
        line.save,
        line.delete,
        Payment.objects.all().delete,
        lambda: Payment.objects.update(minor=9),
    ):
        with pytest.raises(AppendOnly):
            change()
    assert Payment.objects.get().minor == 800


@pytest.mark.django_db
def test_the_database_itself_refuses_to_change_a_line(line):
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE membership_payment SET minor = 900")
    if connection.vendor == "postgresql":
        with (
            pytest.raises(DatabaseError, match="taken out"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM membership_payment")
    assert Payment.objects.get().minor == 800


@pytest.mark.django_db
def test_a_donation_with_a_ledger_cannot_be_deleted(line):
    with by_hand(), pytest.raises(IntegrityError):
        line.donation.delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "payment", "minor": 0},
        {"kind": "payment", "minor": -1},
        {"kind": "refund", "minor": 1},
        {"kind": "failed", "minor": 1},
        {"kind": "gift"},
        {"currency": "eur"},
        {"reference": ""},
        {"reference": "pay-1"},
    ],
)
def test_the_database_keeps_the_rules_of_the_ledger(line, wrong):
    row = {"kind": "payment", "minor": 800, "currency": "EUR", "reference": "pay-2", **wrong}

    with pytest.raises(IntegrityError), transaction.atomic(), by_hand():
        Payment.objects.create(donation=line.donation, provider="practice", at=timezone.now(), **row)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"minor": 0}, {"currency": "€"}, {"interval": "daily"}, {"reference": ""}, {"form_token": ""}]
)
def test_the_database_keeps_the_rules_of_a_promise(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_donation(**wrong)


@pytest.mark.django_db
def test_a_letter_that_was_sent_is_not_sent_again():
    letter = Letter.objects.create(donation=make_donation(), kind="instructions")

    for _ in range(2):
        carry(letter)

    letter.refresh_from_db()
    assert (len(outbox.outbox), letter.tries, letter.sent_at is not None) == (1, 1, True)


@pytest.mark.django_db
def test_a_letter_that_another_worker_is_sending_is_left_to_it_unless_that_worker_is_gone():
    letter = Letter.objects.create(donation=make_donation(), kind="instructions", taken_at=timezone.now())

    carry(letter)
    meanwhile = len(outbox.outbox)
    Letter.objects.update(taken_at=timezone.now() - timedelta(minutes=20))
    carry(letter)

    assert (meanwhile, len(outbox.outbox)) == (0, 1)


@pytest.mark.django_db
def test_a_letter_that_the_mail_server_refuses_is_kept_with_the_problem_and_tried_again(
    settings, monkeypatch
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    letter = Letter.objects.create(donation=make_donation(), kind="instructions")

    def refuse(_self):
        raise ConnectionRefusedError("nobody there")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        carry(letter)
    letter.refresh_from_db()
    kept = (letter.problem, letter.taken_at, letter.sent_at)
    [later] = default_task_backend.results
    carry(letter)

    assert kept == ("ConnectionRefusedError: nobody there", None, None)
    assert later.task.run_after > timezone.now()
    assert len(outbox.outbox) == 1


@pytest.mark.django_db
def test_after_the_last_try_the_letter_stays_in_the_outbox(monkeypatch):
    letter = Letter.objects.create(donation=make_donation(), kind="instructions", tries=len(sending.PAUSES))

    def refuse(_self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    carry(letter)

    letter.refresh_from_db()
    assert (letter.sent_at, letter.tries) == (None, len(sending.PAUSES) + 1)


@pytest.mark.django_db
def test_a_name_with_markup_or_a_paper_with_a_line_break_cannot_bend_the_mail():
    Imprint.objects.create(name="The\r\nBcc: all@paper.example", tax_text="")
    letter = Letter.objects.create(donation=make_donation(name="A & B <b>"), kind="instructions")

    message = sending.message(letter)

    assert "Dear A & B <b>," in message.body
    assert "\n" not in message.subject
