"""The papers of a year for all donors at once: each once, with a list of who got none and why."""

from __future__ import annotations

import os
import signal
import traceback
from datetime import date

import pytest
import time_machine
from django.core import mail as outbox
from django.db import IntegrityError, connection, connections
from django.test.utils import CaptureQueriesContext

from membership import giving, letters, receipts
from membership.mail.text import words
from membership.models import Donation, Letter, Member, Receipt, YearAnswer, YearRun
from membership.receipts import all_donors
from newsroom.models import Imprint, User
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, person
from tests.builders.year_donors import everybody, gave, issuer, january, manager, results, run  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_dry_run_says_who_would_get_what_and_writes_nothing(manager):
    everybody(manager)
    before = Receipt.objects.count(), Letter.objects.count()

    done = run(manager, rehearsal=True, mailed=True)

    assert results(done) == {
        "written": "written", "nothing": "nothing", "imported": "elsewhere", "each": "each",
    }  # fmt: skip
    assert (done.total, done.done, done.finished_at is not None) == (4, 4, True)
    assert (Receipt.objects.count(), Letter.objects.count()) == before


def test_each_donor_gets_one_paper_and_run_again_none_gets_a_second(manager):
    everybody(manager)

    first = run(manager)
    written = Receipt.objects.get(kind="annual")
    second = run(manager)

    assert (results(first)["written"], results(second)["written"]) == ("written", "stands")
    assert (written.member.name, written.minor, first.answers.get(result="written").receipt) == (
        "written",
        800,
        written,
    )
    assert Receipt.objects.filter(kind="annual").count() == 1
    assert not Letter.objects.filter(kind="receipt").exists()


def test_the_mail_of_a_year_names_that_year_and_not_the_one_it_was_written_in(manager):
    everybody(manager)
    run(manager, mailed=True)

    told = [words(letter, Imprint.current())[1] for letter in Letter.objects.filter(receipt__kind="annual")]
    assert told
    assert all("the receipt for all of your gifts of 2026." in " ".join(one.split()) for one in told)


def test_what_the_country_asks_for_and_is_missing_is_the_reason(manager):
    gave("hanne")
    issuer(rule="de")

    [answer] = run(manager).answers.all()

    assert (answer.result, answer.receipt) == ("refused", None)
    with pytest.raises(receipts.Refused) as asked_alone:
        receipts.annual(answer.member, 2026, by=manager)
    assert answer.reason == str(asked_alone.value) != ""
    assert not Receipt.objects.exists()


def test_a_person_of_two_addresses_gets_one_paper(manager):
    one, other = gave("hanne").donation.member, gave("work", minor=5000).donation.member
    Member.objects.filter(pk=other.pk).update(same_as=one)
    issuer()

    done = run(manager)

    assert (done.total, results(done)) == (1, {"hanne": "written"})
    assert Receipt.objects.get().minor == 5800


def test_who_became_one_person_after_the_mail_stops_nobody_and_gets_no_second_one(manager):
    """The paper that stands was mailed to the other row."""
    gave("hanne")
    gave("work", year=2025)
    gave("berta")
    issuer()
    first = [run(manager, mailed=True, what=what) for what in ("receipts", "statements")]
    hanne, work = (Member.objects.get(name=name) for name in ("hanne", "work"))
    Member.objects.filter(pk=hanne.pk).update(same_as=work)
    before = Letter.objects.count()

    second = [run(manager, mailed=True, what=what) for what in ("receipts", "statements")]

    assert [results(one) for one in first] == [{"hanne": "written", "berta": "written"}] * 2
    assert [results(one) for one in second] == [{"work": "stands", "berta": "stands"}] * 2
    assert (Letter.objects.count(), Receipt.objects.filter(kind="annual").count()) == (before, 2)


def test_the_papers_are_mailed_within_the_budget_of_each_mailbox(manager):
    for name in ("hanne", "berta"):
        gave(name)
    berta = Member.objects.get(name="berta")
    Member.objects.filter(name="hanne").update(email="")
    gave("carla")
    issuer()
    for number in range(2):
        letters.write_sparingly(Letter.Kind.STATEMENT, member=berta, day=date(2020 + number, 12, 31))

    first = run(manager, mailed=True)
    with time_machine.travel("2027-01-12T11:00:00+01:00", tick=True):
        second = run(manager, mailed=True)

    assert results(first) == {"hanne": "no-address", "berta": "full", "carla": "written"}
    assert results(second) == {"hanne": "no-address", "berta": "stands", "carla": "stands"}
    mailed = Letter.objects.filter(kind="receipt").order_by("pk")
    assert [letter.member.name for letter in mailed] == ["carla", "berta"]
    assert Receipt.objects.filter(kind="annual").count() == 3


def test_nobody_is_thanked_for_a_year_of_which_nothing_is_left(manager):
    back, _kept = gave("back"), gave("kept")
    same_year = back.at.replace(month=4)
    giving.apply(fact(back.donation, kind="refund", of=back.reference, amount=-back.amount, at=same_year))

    assert results(run(manager, what="statements")) == {"back": "nothing", "kept": "written"}
    assert [one.member.name for one in Letter.objects.filter(kind="statement")] == ["kept"]


@pytest.mark.usefixtures("with_papers")
def test_a_statement_lists_the_year_is_mailed_once_and_is_no_receipt(manager):
    gave("hanne")
    gave("hanne", year=2025)
    before = len(outbox.outbox)

    first, second = run(manager, what="statements"), run(manager, what="statements")

    assert (results(first), results(second)) == ({"hanne": "written"}, {"hanne": "stands"})
    [message] = outbox.outbox[before:]
    assert "In all: €8.00" in message.body
    assert "It is no receipt." in message.body
    assert [(name, kind) for name, _pdf, kind in message.attachments] == [("2026-EUR.pdf", "application/pdf")]
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("fault", [ZeroDivisionError, IntegrityError])
def test_what_nobody_thought_of_stops_nobody_else(manager, monkeypatch, fault):
    for name in ("hanne", "berta"):
        gave(name)
    issuer()
    real = all_donors.annual

    def breaks(member, *args, **told):
        if member.name == "hanne":
            raise fault
        return real(member, *args, **told)

    monkeypatch.setattr(all_donors, "annual", breaks)
    done = run(manager)

    assert results(done) == {"hanne": "refused", "berta": "written"}
    assert fault.__name__ in done.answers.get(result="refused").reason
    assert [one.number for one in Receipt.objects.all()] == [1]


def child(begun: YearRun, dies_at: int) -> int:
    """A process of its own that is killed (-9) in the transaction of the donor of that number."""
    connections.close_all()
    process = os.fork()
    if not process:
        try:
            _theirs = [(one, one.connection) for one in connections.all(initialized_only=True)]
            for one, _connection in _theirs:
                one.connection = None
            real, done = all_donors._done_for, []

            def dying(*args):
                answer = real(*args)
                done.append(answer)
                if len(done) == dies_at:
                    os.kill(os.getpid(), signal.SIGKILL)
                return answer

            all_donors._done_for = dying
            list(all_donors.go_on(begun))
            os._exit(0)
        except Exception:
            traceback.print_exc()
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def test_killed_in_the_middle_it_goes_on_without_a_gap_and_without_a_second_paper(manager):
    for number in range(5):
        gave(f"donor-{number}")
    issuer()
    begun = all_donors.begin(2026, "receipts", rehearsal=False, mailed=True, by=manager, job=False)

    killed = child(begun, dies_at=3)
    begun.refresh_from_db()
    between = begun.done, Receipt.objects.count(), Letter.objects.filter(kind="receipt").count()
    again = all_donors.begin(2026, "receipts", rehearsal=False, mailed=True, by=manager, job=False)
    list(all_donors.go_on(again))

    assert (killed, between, again) == (-signal.SIGKILL, (2, 2, 2), begun)
    papers = Receipt.objects.order_by("number")
    assert [one.number for one in papers] == [1, 2, 3, 4, 5]
    assert sorted(one.member.name for one in papers) == [f"donor-{number}" for number in range(5)]
    assert (YearAnswer.objects.count(), Letter.objects.filter(kind="receipt").count()) == (5, 5)
    assert receipts.check() == []


def test_two_who_go_on_at_once_do_each_donor_once(manager):
    for number in range(4):
        gave(f"donor-{number}")
    issuer()
    begun = all_donors.begin(2026, "receipts", rehearsal=False, mailed=False, by=manager, job=False)

    one, other = all_donors.go_on(begun), all_donors.go_on(begun)
    first = [next(one), next(other), next(one)]
    rest = [*one, *other]

    assert len({answer.member_id for answer in first + rest}) == len(first + rest) == 4
    assert Receipt.objects.filter(kind="annual").count() == 4


def test_a_run_that_is_stopped_stays_so_until_somebody_goes_on(manager):
    for number in range(3):
        gave(f"donor-{number}")
    issuer()
    begun = all_donors.begin(2026, "receipts", rehearsal=False, mailed=False, by=manager, job=False)
    going = all_donors.go_on(begun)
    next(going)

    all_donors.hold(begun, manager)
    rest = list(going)
    all_donors.pick_up()
    held = YearRun.objects.get()
    again = run(manager)

    assert (rest, held.done, held.finished_at) == ([], 1, None)
    assert (again, again.done, again.finished_at is not None) == (begun, 3, True)


def test_a_donor_of_many_gifts_asks_no_more_than_one_of_a_single_gift(manager):
    gave("hanne")
    for number in range(12):
        gave("monthly" if not number else f"monthly-{number}")
    with by_hand():
        Donation.objects.filter(name__startswith="monthly").update(member=Member.objects.get(name="monthly"))
    issuer()
    begun = all_donors.begin(2026, "receipts", rehearsal=False, mailed=False, by=manager, job=False)
    going, asked = all_donors.go_on(begun), []

    for _donor in range(2):
        with CaptureQueriesContext(connection) as queries:
            next(going)
        asked.append(len(queries))

    assert Receipt.objects.get(member__name="monthly").lines.count() == 12
    assert asked[1] <= asked[0]


def test_a_run_of_somebody_who_left_waits_and_another_takes_it_over(manager):
    gave("hanne")
    issuer()
    left = person("anna", "void_receipt")
    begun = all_donors.begin(2026, "receipts", rehearsal=False, mailed=False, by=left, job=False)
    User.objects.filter(pk=left.pk).update(is_active=False)

    all_donors.pick_up()
    waiting = YearRun.objects.get()
    done = run(manager, mailed=True)

    assert (waiting.held, waiting.done) == (True, 0)
    assert (done, done.by, done.mailed, results(done)) == (begun, manager, True, {"hanne": "written"})
    assert Receipt.objects.get().issued_by == manager


def test_a_run_whose_job_was_lost_is_given_another_one(manager, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    gave("hanne")
    issuer()
    all_donors.begin(2026, "receipts", rehearsal=False, mailed=False, by=manager)
    waiting = YearRun.objects.get().done
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

    all_donors.pick_up()

    assert (waiting, YearRun.objects.get().done, Receipt.objects.count()) == (0, 1, 1)
