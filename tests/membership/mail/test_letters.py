"""The words of every letter: plain, whole, in the reader's language, and nothing private in the subject."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings as site
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from membership import giving, mail, members
from membership.models import Donation, Issuer, Letter, Member, Note, Pair, Receipt, StatusReport
from newsroom import mail as sending
from newsroom.models import Imprint
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, make_donation, person
from tests.builders.letters import carry
from tests.builders.membership_members import giver, keeps_words_in, member_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DAY = {"day": date(2027, 3, 1)}
KINDS = [kind for kind in Letter.Kind if kind != Letter.Kind.CODE]


@pytest.fixture
def donation():
    Imprint.objects.create(name="The Harbour Ledger", publisher="Harbour Ledger Cooperative")
    Issuer.objects.create(
        name="Cooperative", address="14 Ropewalk", iban="DE02120300000000202051", valid_from="2020-01-01"
    )
    return giver(source="outfall-story", message="For Ottilie")


def letter(donation, kind, about=None):
    to = {"member": donation.member} if kind == Letter.Kind.STATEMENT else {"donation": donation}
    made, _new = Letter.objects.get_or_create(kind=kind, **to, **(about or {}))
    return sending.message(made)


def about(donation, kind) -> dict[str, object]:
    """What such a letter is about, as the verbs write it."""
    if kind == Letter.Kind.RECEIPT:
        return {"receipt": Receipt.objects.get()}
    if kind == Letter.Kind.CHANGED:
        return {"status_report": giving.skip(donation, giving.Actor(donor=donation.member_id))}
    if kind == Letter.Kind.YEARLY:
        return DAY
    if kind == Letter.Kind.STATEMENT:
        return {"day": date(timezone.localdate().year, 12, 31)}
    if kind == Letter.Kind.TWICE:
        paid = donation.payments.get(kind="payment")
        pair = Pair.objects.create(first=donation, second=donation, before=paid, again=paid)
        return {"pair": pair}
    failing = {Letter.Kind.FAILED, Letter.Kind.LAST_TRY, Letter.Kind.CONFIRM}
    if kind in failing:
        again = timezone.now() + timedelta(days=3) if kind == Letter.Kind.FAILED else None
        failed = fact(
            donation,
            kind="failed",
            reference="try-1",
            amount=type(donation.amount)(0, "EUR"),
            mend_url="https://pay.example/mend/1",
            again_at=again,
        )
        giving.apply(failed)
        return {"payment": donation.payments.get(kind="failed")}
    return {"payment": donation.payments.get(kind="payment")}


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_is_whole_and_its_subject_tells_nothing_of_the_gift(donation, kind):
    message = letter(donation, kind, about(donation, kind))

    said = f"{message.subject}\n{message.body}"
    assert re.findall(r"\{[{%#]|None|\bTrue\b|\n\n\n", said) == []
    assert message.body.startswith("Dear Hanne Oduya,\n\n")
    assert f"{site.SITE_URL}/membership/me/" in message.body
    assert message.body.endswith("The Harbour Ledger\nHarbour Ledger Cooperative\n")
    private = ("€", "8", "Hanne", "Oduya", "outfall", "Ottilie", "month")
    subject = re.sub(r"HL-\S+|R?-?\d{4}-\d+|R-\S+", "", message.subject)
    assert [word for word in private if word in subject] == []
    assert len(message.subject) < 100


def test_a_letter_about_a_payment_that_failed_leads_to_where_it_can_be_mended(donation):
    bodies = {
        kind: letter(donation, kind, about(donation, kind)).body
        for kind in (Letter.Kind.LAST_TRY, Letter.Kind.FAILED, Letter.Kind.CONFIRM)
    }

    assert ["https://pay.example/mend/1" in body for body in bodies.values()] == [True] * 3
    assert "your bank wants you to confirm" in bodies[Letter.Kind.CONFIRM]
    assert "it is not tried again" in bodies[Letter.Kind.LAST_TRY]


def test_a_failed_payment_says_when_it_is_tried_again(donation):
    message = letter(donation, Letter.Kind.FAILED, about(donation, Letter.Kind.FAILED))

    day = timezone.localtime(timezone.now() + timedelta(days=3))
    assert f"It is tried again on {day.day} {day:%B %Y}." in message.body


def test_without_a_page_of_the_providers_the_members_own_page_is_named(donation):
    message = letter(donation, Letter.Kind.CARD_ENDS, DAY)

    assert f"{site.SITE_URL}/membership/me/gifts/{donation.public_id}/" in message.body


@pytest.mark.usefixtures("with_papers")
def test_a_receipt_comes_as_a_pdf(donation):
    receipt = Receipt.objects.get()

    message = letter(donation, Letter.Kind.RECEIPT, {"receipt": receipt})

    [(name, content, kind)] = message.attachments
    assert (name, content[:5], kind) == (f"{receipt.name}.pdf", b"%PDF-", "application/pdf")


@pytest.mark.usefixtures("with_papers")
def test_a_receipt_that_cannot_be_set_still_sends_its_letter(donation, monkeypatch):
    from membership import receipt_documents

    def cannot(*_args, **_told):
        raise receipt_documents.CannotSet("No letters")

    monkeypatch.setattr(receipt_documents, "as_pdf", cannot)

    message = letter(donation, Letter.Kind.RECEIPT, {"receipt": Receipt.objects.get()})

    assert message.attachments == []


def test_instructions_hold_account_and_reference():
    Issuer.objects.create(
        name="Cooperative", iban="DE02120300000000202051", bic="BYLADEM1001", valid_from="2020-01-01"
    )
    pledge = make_donation()

    body = letter(pledge, Letter.Kind.INSTRUCTIONS).body

    for told in ("DE02120300000000202051", "BYLADEM1001", "Cooperative", pledge.reference, "€8.00"):
        assert told in body


def test_a_letter_is_in_its_readers_language_where_we_have_words_in_it(donation, settings, tmp_path):
    keeps_words_in(settings, tmp_path, "de", "fr")
    with by_hand():
        Donation.objects.filter(pk=donation.pk).update(language="de", interval="yearly")
    donation.refresh_from_db()

    german = letter(donation, Letter.Kind.YEARLY, DAY).body
    Member.objects.update(language="fr")
    french = letter(Donation.objects.get(), Letter.Kind.YEARLY, DAY).body
    Member.objects.update(language="ja")
    with by_hand():
        Donation.objects.update(language="ja")
    unknown = letter(Donation.objects.get(), Letter.Kind.YEARLY, DAY).body

    assert ["1. März 2027" in german, "1er mars 2027" in french, "1 March 2027" in unknown] == [True] * 3


def test_a_card_that_ends_within_thirty_days_is_told_of_once(donation):
    with by_hand():
        StatusReport.objects.create(
            donation=donation,
            state="active",
            asked_at=timezone.now(),
            card_brand="visa",
            card_last4="4471",
            card_until="2027-10",
            told_by="provider",
        )

    def written(day):
        with time_machine.travel(f"{day}T12:00:00+02:00", tick=False):
            mail.write_due()
        return Letter.objects.filter(kind="card-ends").count()

    assert [written(day) for day in ("2027-08-31", "2027-09-01", "2027-09-20", "2027-10-02")] == [0, 1, 1, 1]
    assert "the Visa ···· 4471 that your gift" in outbox.outbox[-1].body


def test_a_yearly_gift_is_announced_between_thirty_and_seven_days_before_and_once_a_year():
    with time_machine.travel("2026-03-10T12:00:00+01:00", tick=False):
        donation = giver(interval="yearly", minor=6000)
        giver("monthly@reader.example")

    def written(day):
        with time_machine.travel(f"{day}T12:00:00+01:00", tick=False):
            mail.write_due()
        return Letter.objects.filter(kind="yearly").count()

    days = ("2027-02-07", "2027-02-09", "2027-02-20", "2027-03-05", "2027-03-20", "2028-02-20")
    assert [written(day) for day in days] == [0, 1, 1, 1, 1, 2]
    assert "your yearly gift of €60.00 is due on 10 March 2028." in outbox.outbox[-1].body
    assert donation.reference in outbox.outbox[-1].subject


@pytest.mark.parametrize("state", ["paused", "ended"])
def test_what_is_paused_or_ended_is_not_announced(state):
    with time_machine.travel("2026-03-10T12:00:00+01:00", tick=False):
        donation = giver(interval="yearly")
    with by_hand():
        StatusReport.objects.create(donation=donation, state=state, asked_at=timezone.now(), told_by="donor")

    with time_machine.travel("2027-02-20T12:00:00+01:00", tick=False):
        mail.write_due()

    assert not Letter.objects.filter(kind="yearly").exists()


def test_staff_send_a_letter_again_and_it_stands_in_the_gifts_notes(donation):
    thanks = Letter.objects.get(kind="thanks")
    first = outbox.outbox[0].extra_headers["Message-ID"]
    by = person("petra", "steer_donation")
    before = len(outbox.outbox)

    mail.resend(thanks, by)

    thanks.refresh_from_db()
    assert len(outbox.outbox) == before + 1
    assert outbox.outbox[-1].body == outbox.outbox[0].body
    assert outbox.outbox[-1].extra_headers["Message-ID"] != first
    assert thanks.sent_at is not None
    assert [(note.text, note.by) for note in Note.objects.all()] == [
        ("The letter “Thanks” was sent again.", by)
    ]


def test_nobody_else_sends_a_letter_again_and_a_code_never(donation):
    thanks = Letter.objects.get(kind="thanks")
    members.ask_for_code("hanne@reader.example", "")
    code, before = Letter.objects.get(kind="code"), len(outbox.outbox)

    with pytest.raises(PermissionDenied):
        mail.resend(thanks, person("uwe", "view_donation"))
    with pytest.raises(PermissionDenied):
        mail.resend(code, person("petra", "steer_donation"))

    assert len(outbox.outbox) == before


def test_a_code_that_has_run_out_is_not_mailed_any_more(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    from membership.members.signing_in import send_code

    send_code.call(member_of(giver()).pk)
    waiting = Letter.objects.get(kind="code")
    before = len(outbox.outbox)

    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        carry(waiting)

    waiting.refresh_from_db()
    assert len(outbox.outbox) == before
    assert (waiting.sent_at, waiting.problem) == (None, "The code had expired before it could be sent.")


def test_the_thanks_for_a_repeated_gift_say_so_and_when_the_next_falls_due_and_how_to_stop():
    with time_machine.travel("2026-03-10T12:00:00+01:00", tick=False):
        donation = giver(provider="counter", interval="monthly", minor=1250)
    thanks = Letter.objects.get(kind="thanks")

    with time_machine.travel("2026-03-10T12:05:00+01:00", tick=False):
        body = sending.message(thanks).body
        page = Client().get(donation.get_absolute_url()).content.decode()

    said = "Your gift repeats: €12.50 a month. The next payment is due on 10 April 2026."
    assert said in body
    assert f"{site.SITE_URL}/membership/me/gifts/{donation.public_id}/" in body
    for told in ("Monthly", "10 April 2026", "stop", "/membership/me/", "€12.50"):
        assert told in page


def test_the_thanks_for_a_pledge_leave_the_next_one_to_its_donor(donation):
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        body = sending.message(Letter.objects.get(kind="thanks")).body

    assert "Your gift repeats: €8 a month. The next one is yours to send by " in body


@pytest.mark.parametrize("ended", [True, False])
def test_the_thanks_for_what_does_not_go_on_announce_nothing(ended):
    gift = giver(interval="monthly" if ended else "once")
    if ended:
        giving.stop(gift, giving.Actor(donor=gift.member_id))

    body = sending.message(Letter.objects.get(kind="thanks")).body

    assert "Thank you." in body
    assert "repeats" not in body
