"""One hand changes donations and payments, and it is safe to call twice."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from membership import giving, mail, providers, references
from membership.models import AppendOnly, Donation, Interval, Letter, Payment, Status
from membership.money import Money
from membership.providers.base import Fact, TemporarilyUnavailable
from newsroom.models import Imprint
from tests.gifts import make_donation, person, wish


@pytest.fixture
def pledging(settings):
    settings.MEMBERSHIP_PROVIDER = "pledge"


def fact(gift: Donation, **told) -> Fact:
    return Fact(
        **{
            "kind": "payment",
            "provider": gift.provider,
            "reference": "pay-1",
            "donation": gift.public_id,
            "amount": gift.amount,
            "at": timezone.now(),
            "live": gift.live,
            **told,
        }
    )


# --- promising --------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("pledging")
def test_a_pledge_is_written_down_and_the_donor_is_told_how_to_pay(django_capture_on_commit_callbacks):
    Imprint.objects.create(
        name="The Harbour Ledger", bank_details="IBAN XX12 3456", email="desk@paper.example"
    )

    with django_capture_on_commit_callbacks(execute=True):
        donation = giving.start(wish())

    assert donation.next_url == donation.get_absolute_url()
    assert (donation.amount, donation.interval, donation.live) == (Money(800, "EUR"), "monthly", True)
    assert (donation.source, donation.back) == ("7", "/harbour/outfall/")
    assert donation.status == Status.PROMISED
    assert donation.reference.startswith("HL-")
    [letter] = outbox.outbox
    assert (letter.to, letter.reply_to) == (["hanne@reader.example"], ["desk@paper.example"])
    assert letter.subject == f"How to pay your gift {donation.reference} to The Harbour Ledger"
    for told in ("€8 a month", donation.reference, "IBAN XX12 3456", str(donation.public_id), "Hanne Oduya"):
        assert told in letter.body


@pytest.mark.django_db
@pytest.mark.usefixtures("pledging")
def test_the_same_form_sent_twice_is_one_donation_with_one_next_page_and_one_letter(
    django_capture_on_commit_callbacks,
):
    same = wish()

    with django_capture_on_commit_callbacks(execute=True):
        first, second = giving.start(same), giving.start(same)

    assert (first.pk, first.next_url) == (second.pk, second.next_url)
    assert Donation.objects.count() == len(outbox.outbox) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("pledging")
def test_going_back_and_changing_the_amount_is_another_gift():
    token = uuid4().hex

    first = giving.start(wish(token=token))
    second = giving.start(wish(token=token, amount=Money(1500, "EUR")))

    assert (first.minor, second.minor) == (800, 1500)


@pytest.mark.django_db
@pytest.mark.usefixtures("pledging")
def test_a_reference_that_is_taken_is_drawn_again(monkeypatch):
    drawn = iter(["HL-7K4Q-9X", "HL-7K4Q-9X", "HL-8888-9X"])
    monkeypatch.setattr(references, "make", lambda prefix, length: next(drawn))

    made = [giving.start(wish()).reference for _ in range(2)]

    assert made == ["HL-7K4Q-9X", "HL-8888-9X"]


@pytest.mark.django_db
@pytest.mark.usefixtures("pledging")
def test_when_no_reference_can_be_drawn_the_donor_is_asked_to_try_again(monkeypatch):
    monkeypatch.setattr(references, "make", lambda prefix, length: "HL-7K4Q-9X")
    giving.start(wish())

    with pytest.raises(giving.Refused, match="Try again in a minute"):
        giving.start(wish())


@pytest.mark.django_db
@pytest.mark.usefixtures("pledging")
def test_nobody_can_fill_a_strangers_letter_box_with_our_mail():
    for _ in range(giving.PROMISES_AN_HOUR):
        giving.start(wish())

    with pytest.raises(giving.Refused, match="several gifts from this e-mail address"):
        giving.start(wish(email="HANNE@reader.example"))
    assert Donation.objects.count() == giving.PROMISES_AN_HOUR
    assert giving.start(wish(email="somebody.else@reader.example")).pk


@pytest.mark.django_db
def test_when_the_provider_cannot_be_reached_the_promise_stays_and_a_later_try_goes_on(monkeypatch):
    practice = providers.by_slug("practice")
    same, begin = wish(), practice.start

    def down(*_args, **_kwargs):
        raise TemporarilyUnavailable("The payment page cannot be reached.")

    monkeypatch.setattr(practice, "start", down)
    with pytest.raises(TemporarilyUnavailable):
        giving.start(same, provider=practice)
    kept = Donation.objects.get()
    monkeypatch.setattr(practice, "start", begin)
    donation = giving.start(same, provider=practice)

    assert (kept.next_url, donation.pk) == ("", kept.pk)
    assert donation.next_url.endswith(f"/practice/{donation.public_id}/")


@pytest.mark.django_db
def test_a_provider_that_cannot_repeat_is_not_asked_to(monkeypatch):
    practice = providers.by_slug("practice")
    caps = providers.base.Caps(intervals=frozenset({"once"}), hosted=True, live=False)
    monkeypatch.setattr(practice, "caps", lambda: caps)

    with pytest.raises(giving.Refused, match="Choose “Once”"):
        giving.start(wish(), provider=practice)
    assert giving.start(wish(interval=Interval.ONCE), provider=practice).interval == "once"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("pledging")
def test_no_transaction_is_open_while_the_provider_is_asked():
    with transaction.atomic(), pytest.raises(RuntimeError):
        giving.start(wish())


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("pledging")
def test_two_clicks_at_once_make_one_donation():
    same, ready, seen = wish(), threading.Barrier(2, timeout=30), []

    def click():
        try:
            ready.wait()
            seen.append(giving.start(same))
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(timeout=60)

    donation = Donation.objects.get()
    assert [(one.pk, one.next_url) for one in seen] == [(donation.pk, donation.next_url)] * 2
    assert Letter.objects.count() == len(outbox.outbox) == 1


# --- what providers tell us -------------------------------------------------------------------


@pytest.mark.django_db
def test_a_payment_told_three_times_is_recorded_and_thanked_once(django_capture_on_commit_callbacks):
    donation = make_donation(provider="practice", live=False, name="Hanne")
    told = fact(donation)

    with django_capture_on_commit_callbacks(execute=True):
        payments = {giving.apply(told).pk for _ in range(3)}

    assert len(payments) == Payment.objects.count() == len(outbox.outbox) == 1
    assert donation.status == Status.RECEIVED
    assert "This was practice. No money has moved." in outbox.outbox[0].body


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_the_order_in_which_facts_come_does_not_matter(order):
    donation = make_donation(provider="practice", live=False)
    facts = [
        fact(donation, kind="failed", reference="try-1", amount=Money(0, "EUR")),
        fact(donation, reference="try-2"),
        fact(donation, kind="refund", reference="back-1", amount=Money(-300, "EUR")),
    ]

    for place in order:
        giving.apply(facts[place])

    assert (donation.status, donation.received) == (Status.RECEIVED, Money(500, "EUR"))


@pytest.mark.django_db
def test_how_a_gift_stands_is_derived_from_the_ledger():
    donation = make_donation(provider="practice", live=False)
    seen = [donation.status]
    for kind, reference, minor in (("failed", "a", 0), ("payment", "b", 800), ("refund", "c", -800)):
        giving.apply(fact(donation, kind=kind, reference=reference, amount=Money(minor, "EUR")))
        seen.append(Donation.objects.with_standing().get().status)

    assert seen == [Status.PROMISED, Status.FAILED, Status.RECEIVED, Status.GIVEN_BACK]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": Money(1, "EUR")}, "The gift was promised as €8.00."),
        ({"amount": Money(800, "GBP")}, "The gift was promised in EUR."),
        ({"live": True}, "The gift was begun through another provider."),
        ({"provider": "pledge"}, "The gift was begun through another provider."),
        ({"donation": uuid4()}, "There is no such gift."),
    ],
)
def test_a_fact_that_does_not_fit_the_promise_is_refused_and_leaves_no_trace(wrong, sentence):
    donation = make_donation(provider="practice", live=False)

    with pytest.raises(giving.Refused) as refused:
        giving.apply(fact(donation, **wrong))

    assert (str(refused.value), Payment.objects.count()) == (sentence, 0)


@pytest.mark.django_db(transaction=True)
def test_the_same_fact_told_by_two_workers_at_once_is_one_payment():
    donation = make_donation(provider="practice", live=False)
    told, ready = fact(donation), threading.Barrier(2, timeout=30)

    def worker():
        try:
            ready.wait()
            giving.apply(told)
        finally:
            connection.close()

    workers = [threading.Thread(target=worker) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(timeout=60)

    assert Payment.objects.count() == len(outbox.outbox) == 1


# --- what staff see arrive --------------------------------------------------------------------


@pytest.mark.django_db
def test_staff_mark_a_pledge_as_received_and_the_donor_is_thanked(django_capture_on_commit_callbacks):
    manager, donation = person("petra", "receive_donation"), make_donation(name="Hanne")
    today = timezone.localdate()

    with django_capture_on_commit_callbacks(execute=True):
        payment = giving.receive(donation, by=manager, amount=Money(800, "EUR"), at=today, note=" by cheque ")

    assert (payment.amount, payment.recorded_by, payment.note) == (Money(800, "EUR"), manager, "by cheque")
    assert payment.reference == f"{donation.reference}/{today:%Y-%m-%d}"
    assert timezone.localdate(payment.at) == today
    assert payment.at <= timezone.now()
    assert donation.status == Status.RECEIVED
    [letter] = outbox.outbox
    assert "your gift of €8.00 has reached" in letter.body


@pytest.mark.django_db
def test_a_gift_marked_received_twice_is_refused_with_the_day_of_the_first():
    manager, donation = person("petra", "receive_donation"), make_donation()
    today = timezone.localdate()
    giving.receive(donation, by=manager, amount=Money(800, "EUR"), at=today)

    for day in (today, today - timedelta(days=1)):
        with pytest.raises(giving.Refused, match=r"€8\.00 of this gift are already marked as received on"):
            giving.receive(donation, by=manager, amount=Money(800, "EUR"), at=day)
    assert Payment.objects.count() == 1


@pytest.mark.django_db
def test_a_monthly_pledge_is_received_again_on_another_day_and_a_part_is_followed_by_the_rest():
    manager, today = person("petra", "receive_donation"), timezone.localdate()
    monthly, once = make_donation(interval="monthly"), make_donation()

    for donation, minor in ((monthly, 800), (once, 300)):
        for day in (today - timedelta(days=2), today):
            giving.receive(donation, by=manager, amount=Money(minor, "EUR"), at=day)

    assert (monthly.received, once.received) == (Money(1600, "EUR"), Money(600, "EUR"))


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["reporter", "gone", "nobody"])
def test_only_membership_managers_mark_gifts_as_received(who):
    donation = make_donation()
    by = {
        "reporter": lambda: person("rita", "view_donation"),
        "gone": lambda: person("gus", "receive_donation"),
        "nobody": AnonymousUser,
    }[who]()
    by.is_active = who == "reporter"

    with pytest.raises(PermissionDenied):
        giving.receive(donation, by=by, amount=Money(800, "EUR"), at=timezone.localdate())
    assert Payment.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("gift", "told", "sentence"),
    [
        ({"provider": "practice"}, {}, "paid through a provider"),
        ({}, {"amount": Money(800, "GBP")}, "promised in EUR"),
        ({}, {"amount": Money(0, "EUR")}, "above zero"),
        ({}, {"amount": Money(-800, "EUR")}, "above zero"),
        ({}, {"days": 1}, "has not come yet"),
        ({}, {"days": -400}, "Check the year"),
    ],
)
def test_what_cannot_have_arrived_is_refused_with_a_sentence(gift, told, sentence):
    manager, donation = person("petra", "receive_donation"), make_donation(**gift)
    day = timezone.localdate() + timedelta(days=told.get("days", 0))

    with pytest.raises(giving.Refused, match=sentence):
        giving.receive(donation, by=manager, amount=told.get("amount", Money(800, "EUR")), at=day)
    assert Payment.objects.count() == 0


# --- the ledger -------------------------------------------------------------------------------


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
    with pytest.raises(IntegrityError):
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

    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(donation=line.donation, provider="practice", at=timezone.now(), **row)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"minor": 0}, {"currency": "€"}, {"interval": "daily"}, {"reference": ""}, {"form_token": ""}]
)
def test_the_database_keeps_the_rules_of_a_promise(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_donation(**wrong)


# --- mail -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_letter_that_was_sent_is_not_sent_again():
    letter = Letter.objects.create(donation=make_donation(), kind="instructions")

    for _ in range(2):
        mail.send.call(letter.pk)

    letter.refresh_from_db()
    assert (len(outbox.outbox), letter.tries, letter.sent_at is not None) == (1, 1, True)


@pytest.mark.django_db
def test_a_letter_that_another_worker_is_sending_is_left_to_it_unless_that_worker_is_gone():
    letter = Letter.objects.create(donation=make_donation(), kind="instructions", taken_at=timezone.now())

    mail.send.call(letter.pk)
    meanwhile = len(outbox.outbox)
    Letter.objects.update(taken_at=timezone.now() - timedelta(minutes=20))
    mail.send.call(letter.pk)

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
        mail.send.call(letter.pk)
    letter.refresh_from_db()
    kept = (letter.problem, letter.taken_at, letter.sent_at)
    [later] = mail.default_task_backend.results
    mail.send.call(letter.pk)

    assert kept == ("ConnectionRefusedError: nobody there", None, None)
    assert later.task.run_after > timezone.now()
    assert len(outbox.outbox) == 1


@pytest.mark.django_db
def test_after_the_last_try_the_letter_stays_in_the_outbox(monkeypatch):
    letter = Letter.objects.create(donation=make_donation(), kind="instructions", tries=len(mail.PAUSES))

    def refuse(_self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    mail.send.call(letter.pk)

    letter.refresh_from_db()
    assert (letter.sent_at, letter.tries) == (None, len(mail.PAUSES) + 1)


@pytest.mark.django_db
def test_a_name_with_markup_or_a_paper_with_a_line_break_cannot_bend_the_mail():
    Imprint.objects.create(name="The\r\nBcc: all@paper.example", tax_text="")
    letter = Letter.objects.create(donation=make_donation(name="A & B <b>"), kind="instructions")

    message = mail.message(letter)

    assert "Dear A & B <b>," in message.body
    assert "\n" not in message.subject
