"""Given twice by accident is noticed once, whatever the order; what is plainly meant is left alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as outbox

from membership import giving
from membership.books.discrepancies import listed, pairs, resolve
from membership.models import Donation, Letter, Member, Pair, Payment, StatusReport
from membership.providers import IMPORTED
from newsroom import jobs
from tests.builders.by_hand import by_hand
from tests.builders.found import counter, keeper, kinds  # noqa: F401 (fixtures)
from tests.builders.gifts import fact, make_donation
from tests.builders.pairs import NOW, failed, monthly, paid, reported, stoppable, story, tell, twice  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "order",
    [
        range(8),
        (0, 1, 4, 5, 2, 3, 6, 7),
        (0, 4, 6, 2, 1, 5, 3, 7),
        (4, 5, 0, 1, 6, 7, 2, 3),
        (7, 5, 6, 4, 2, 0, 1, 3),
    ],
)
def test_both_run_on_after_a_failed_renewal_and_donor_and_staff_are_told_once(tell, keeper, story, order):
    for _time in range(2):
        tell(*(story[number] for number in order))

    pair = Pair.objects.get()
    (found,) = listed(keeper)
    assert (pair.first.provider_reference, pair.second.provider_reference) == ("older", "newer")
    assert (found.kind, found.about, found.donation) == ("beside", str(pair.pk), pair.second_id)
    assert "gives €8.00 as" in found.text
    assert "and €10.00 as" in found.text
    assert Letter.objects.filter(kind="twice").count() == 1


def test_the_finding_is_gone_once_one_of_the_two_has_ended(tell, keeper, story):
    tell(*story)
    before = kinds(keeper)
    tell(reported(Pair.objects.get().first, "ended", NOW))

    assert (before, kinds(keeper)) == (["beside"], [])


def test_of_two_gifts_one_of_which_has_ended_nobody_is_asked(tell, keeper, story):
    newer = Donation.objects.get(provider_reference="newer")
    tell(*story[:4], reported(newer, "ended", NOW), *story[4:])

    assert (Pair.objects.count(), kinds(keeper)) == (0, [])


def test_what_was_given_back_and_given_anew_the_same_day_is_no_gift_twice(tell, counter):
    gone, anew = (make_donation(provider="counter", name="Hanne Oduya") for _number in range(2))
    back = fact(
        gone, kind="refund", reference="r", of="gone", amount=-gone.amount, at=NOW - timedelta(hours=2)
    )
    tell(paid(gone, "gone", NOW - timedelta(hours=3)), back, paid(anew, "anew", NOW))

    assert (Pair.objects.count(), Letter.objects.filter(kind="twice").count()) == (0, 0)


def test_that_a_payment_is_meant_twice_says_nothing_of_an_older_gift_that_runs_on(tell, keeper, story):
    older, newer = (Donation.objects.get(provider_reference=name) for name in ("older", "newer"))
    single = make_donation(provider="counter", minor=1000, name="Hanne Oduya")
    tell(
        *story[:4],
        paid(single, "single", newer.promised_at),
        reported(older, "ended", NOW - timedelta(days=2.5)),
    )
    tell(*story[4:6])
    giving.answering.answer(Pair.objects.get(), Pair.Answer.KEPT)

    again = monthly("again", newer.promised_at - timedelta(days=20), minor=1000)
    tell(paid(again, "a-1", again.promised_at), reported(again, "active", again.promised_at))

    assert list(Pair.objects.order_by("pk").values_list("first", "second", "answer")) == [
        (single.pk, newer.pk, "kept"),
        (again.pk, newer.pk, ""),
    ]
    assert kinds(keeper) == ["beside"]
    assert Letter.objects.filter(kind="twice", pair__first=again).count() == 1


def test_a_payment_is_looked_at_though_the_process_died_that_wrote_it_down(settings, story):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    line = giving.apply(story[0])

    assert jobs.waiting(giving.pairing.notice) == [[line.pk]]


def test_two_of_the_same_sum_within_a_month_are_asked_about_and_others_are_not(tell, keeper):
    one = monthly("one", NOW - timedelta(days=40))
    tell(paid(one, "1", NOW - timedelta(days=40)), reported(one, "active", NOW - timedelta(days=40)))
    for name, days, minor in (("larger", 20, 900), ("late", 5, 800), ("same", 4, 800)):
        gift = monthly(name, NOW - timedelta(days=days), minor=minor)
        tell(paid(gift, name, NOW - timedelta(days=days)))

    # "late" came more than a month after "one", "same" a day after "late".
    assert [(one.first.provider_reference, one.second.provider_reference) for one in Pair.objects.all()] == [
        ("late", "same")
    ]
    assert kinds(keeper) == ["beside"]


def test_the_same_sum_twice_within_a_day_is_asked_about_once(tell, keeper):
    _first, second = twice(tell, after=timedelta(hours=23), email="HANNE@reader.example")

    (found,) = listed(keeper)
    assert (found.kind, found.about) == ("twice", str(second.payments.get().pk))
    assert Letter.objects.filter(kind="twice", donation=second).count() == 1


@pytest.mark.usefixtures("counter")
@pytest.mark.parametrize(("apart", "asked"), [(timedelta(hours=1), ["twice"]), (timedelta(hours=25), [])])
def test_a_debit_was_given_when_it_was_begun_and_not_when_it_came(tell, keeper, apart, asked):
    since = NOW - timedelta(days=6)
    debit, card = (make_donation(provider="counter", name="Hanne Oduya") for _gift in range(2))
    with by_hand():
        for gift, at in ((debit, since), (card, since + apart)):
            Donation.objects.filter(pk=gift.pk).update(promised_at=at)

    tell(reported(debit, "processing", since), paid(card, "card", since + apart), paid(debit, "debit", NOW))

    assert kinds(keeper) == asked


def test_who_gives_as_well_by_a_debit_is_not_asked_once_that_has_come(tell, keeper):
    first = monthly("first", NOW - timedelta(days=20))
    tell(paid(first, "f-1", first.promised_at), reported(first, "active", first.promised_at))
    with time_machine.travel(NOW - timedelta(days=10), tick=False):
        giving.pairing.gives_as_well(Member.objects.get())
    second = monthly("second", NOW - timedelta(days=10))
    tell(reported(second, "active", second.promised_at), paid(second, "s-1", NOW))

    assert (Pair.objects.count(), kinds(keeper)) == (0, [])


def test_the_charge_that_is_added_to_one_of_two_makes_no_other_sum(tell, keeper):
    twice(tell, after=timedelta(hours=1), minor=855, cover_minor=55)

    assert kinds(keeper) == ["twice"]


def test_nor_does_it_of_two_that_repeat(tell, keeper):
    for name, days, told in (("plain", 9, {}), ("covered", 7, {"minor": 855, "cover_minor": 55})):
        gift = monthly(name, NOW - timedelta(days=days), **told)
        tell(paid(gift, name, gift.promised_at), reported(gift, "active", gift.promised_at))

    assert kinds(keeper) == ["beside"]


@pytest.mark.parametrize(
    "other",
    [
        {"after": timedelta(hours=25)},
        {"minor": 900},
        {"email": "other@reader.example"},
        {"tribute": "memory", "tribute_name": "Ada"},
        {"name": "Kofi Oduya"},
        {"receipt_name": "Oduya & Daughters"},
        {"interval": "monthly"},
    ],
)
def test_what_is_plainly_meant_is_left_alone(tell, keeper, other):
    twice(tell, **{"after": timedelta(hours=1), **other})

    assert (Pair.objects.count(), kinds(keeper)) == (0, [])
    assert not Letter.objects.filter(kind="twice").exists()


def test_what_is_promised_and_not_paid_or_was_moved_in_is_left_alone(tell, keeper):
    make_donation(name="Hanne Oduya")
    make_donation(name="Hanne Oduya")
    before = make_donation(provider=IMPORTED, name="Hanne Oduya")
    with by_hand():
        Payment.objects.create(
            donation=before,
            kind="payment",
            minor=800,
            currency="EUR",
            provider=IMPORTED,
            reference="i",
            at=NOW,
        )
    tell(paid(make_donation(provider="counter"), "now", NOW))

    assert Pair.objects.count() == 0


def test_who_was_told_that_they_give_already_and_gives_as_well_is_not_asked(tell, keeper, story):
    tell(*story[:4])
    giving.pairing.gives_as_well(Member.objects.get())
    tell(*story[4:])

    assert (Pair.objects.count(), kinds(keeper)) == (0, [])


def test_two_rows_of_one_person_are_one_donor(tell, keeper):
    first = make_donation(provider="counter")
    second = make_donation(provider="counter", email="h.oduya@work.example")
    tell(paid(first, "first", NOW - timedelta(hours=2)))
    Member.objects.create(email="h.oduya@work.example", same_as=Member.objects.get())
    tell(paid(second, "second", NOW))

    assert kinds(keeper) == ["twice"]


def test_nobody_is_written_to_about_what_came_in_with_old_events_or_was_booked_by_staff(tell, keeper):
    old = NOW - timedelta(days=9)
    for name in ("first", "second"):
        tell(paid(make_donation(provider="counter"), name, old))

    assert kinds(keeper) == ["twice"]
    assert not Letter.objects.filter(kind="twice").exists()


def test_the_mail_has_two_links_and_the_subject_no_sum(tell):
    twice(tell, after=timedelta(hours=1))
    mail = next(one for one in outbox.outbox if "twice" in one.subject)

    assert "8" not in mail.subject.partition("(")[0]
    assert mail.body.count("/membership/twice/") == 2
    assert "you gave €8.00 twice within a day" in mail.body


# --- at the desk ------------------------------------------------------------------------------


@pytest.mark.parametrize(("how", "ended"), [("first", "older"), ("second", "newer"), ("meant", None)])
@pytest.mark.usefixtures("stoppable")
def test_staff_stop_one_or_keep_both_and_the_links_of_the_mail_know(keeper, how, ended):
    pair = Pair.objects.get()

    for _time in range(2):
        resolve("beside", str(pair.pk), how, by=keeper)

    pair.refresh_from_db()
    over = StatusReport.objects.filter(state="ended").values_list("donation__provider_reference", flat=True)
    assert set(over) == ({ended} if ended else set())
    assert pair.answer == {"meant": "kept"}.get(how, how)
    assert kinds(keeper) == []


def test_the_finding_asks_once_however_many_there_are(tell, keeper, django_assert_num_queries):
    for number in range(6):
        email = f"r{number}@reader.example"
        for name in ("first", "second"):
            tell(paid(make_donation(provider="counter", email=email), f"{name}-{number}", NOW))

    with django_assert_num_queries(1):
        assert len(list(pairs.given_twice())) == 6


def test_payments_made_twice_hide_no_two_gifts_that_run_where_the_list_is_cut(
    tell, keeper, story, monkeypatch
):
    monkeypatch.setattr(pairs, "MOST", 1)
    tell(*story)
    twice(tell, after=timedelta(minutes=4))

    assert kinds(keeper) == ["twice", "beside"]
