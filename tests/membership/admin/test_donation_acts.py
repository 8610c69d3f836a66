"""What staff do to a gift at the desk: through the verbs, after they have been asked once more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from membership import giving, providers
from membership.forms.acts import DayForm, PauseForm
from membership.models import Issuer, Letter, Note, Receipt, RefundOrder
from membership.money import Money
from tests.builders.books import pay
from tests.builders.gifts import fact, make_donation, person, text
from tests.driving.gift_desk import ALL, Told, address

pytestmark = pytest.mark.django_db


def test_the_amount_is_changed_through_the_verb(client, manager, donation):
    page = client.post(address(donation, "amount"), {"amount": "12,50"}, follow=True)

    told = donation.latest_report
    assert (donation.amount, told.told_by, told.by) == (Money(1250, "EUR"), "staff", manager)
    assert "From the next payment on, €12.50 is promised." in text(page)


def test_a_gift_is_paused_goes_on_and_is_stopped(client, manager, donation):
    later = timezone.localdate() + timedelta(days=60)
    states = []
    for act, data in (
        ("pause", {"until": f"{later}"}),
        ("resume", {}),
        ("stop", {"reason": "asked by mail"}),
    ):
        client.post(address(donation, act), data)
        states.append(donation.latest_report.state)

    assert states == ["paused", "active", "ended"]
    assert donation.latest_report.reason == "asked by mail"


@pytest.mark.parametrize("written", ["%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d"])
def test_a_day_is_typed_as_people_write_it(donation, written):
    day = timezone.localdate() + timedelta(days=20)

    pause, move = (
        form(donation, {name: f"{day:{written}}"}) for form, name in ((PauseForm, "until"), (DayForm, "day"))
    )

    assert (pause.is_valid(), move.is_valid()) == (True, True)
    assert (pause.cleaned_data["until"], move.cleaned_data["day"]) == (day, day)


def test_a_pause_ends_within_two_years_or_when_somebody_says_so(client, manager, donation):
    page = client.post(address(donation, "pause"), {"until": "9999-12-31"})

    assert "A pause lasts two years at most." in text(page)
    assert donation.latest_report is None or donation.latest_report.state != "paused"


def test_money_goes_back_with_a_reason(client, manager, donation):
    payment = donation.payments.get(reference="pay-2")
    form = client.get(f"{address(donation, 'back')}?payment={payment.pk}").content.decode()
    page = client.post(
        address(donation, "back"),
        {"payment": payment.pk, "amount": "3", "reason": "Paid twice"},
        follow=True,
    )

    line = donation.payments.get(kind="refund")
    assert 'value="8"' in form
    assert (line.minor, line.of, line.recorded_by, line.note) == (-300, "pay-2", manager, "Paid twice")
    assert "€3.00 given back. The donor is told by mail." in text(page)


def test_nothing_is_offered_to_give_back_once_all_of_it_went_back(client, manager, donation):
    assert "Give money back…" in text(client.get(address(donation, "change")))
    for payment in donation.payments.all():
        back = f"back-{payment.pk}"
        giving.apply(
            fact(donation, kind="refund", reference=back, of=payment.reference, amount=-payment.amount)
        )

    assert "Give money back…" not in text(client.get(address(donation, "change")))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"reason": ""}, "Say why the money goes back; it stands in the books."),
        ({"amount": "ten"}, "Enter the amount in figures"),
        ({"amount": "9"}, "Of this payment, €8.00 can be given back."),
        ({"payment": "0"}, "Choose a payment."),
    ],
)
def test_what_is_wrong_with_giving_back_is_told_and_kept(client, manager, donation, told, sentence):
    payment = donation.payments.get(reference="pay-2")
    data = {"payment": payment.pk, "amount": "8", "reason": "Asked within 14 days", **told}

    page = client.post(address(donation, "back"), data)

    assert (page.status_code, donation.payments.filter(kind="refund").count()) == (422, 0)
    assert sentence in text(page)
    assert "Nothing was changed." in text(page)
    assert f'value="{data["amount"]}"' in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_provider_that_cannot_be_reached_is_told_as_a_sentence(client, monkeypatch):
    monkeypatch.setitem(providers.REGISTRY, "told", Told())
    client.force_login(person("petra", *ALL))
    gift = make_donation(provider="told", provider_reference="told-1")
    payment = pay(gift, timezone.now(), reference="pay-1")

    page = client.post(
        address(gift, "back"), {"payment": payment.pk, "amount": "8", "reason": "Asked for it"}
    )

    assert page.status_code == 422
    assert "The provider cannot be reached. Try again in a minute." in text(page)
    assert 'value="Asked for it"' in page.content.decode()
    assert (RefundOrder.objects.count(), gift.payments.count()) == (1, 1)


def test_a_note_is_kept_with_who_wrote_it(client, manager, donation):
    wrong = client.post(address(donation, "note"), {"text": ""})
    page = client.post(address(donation, "note"), {"text": "Apologised, given back."}, follow=True)

    assert (wrong.status_code, "Write the note, or go back." in text(wrong)) == (422, True)
    assert (Note.objects.get().by, "Apologised, given back." in text(page)) == (manager, True)


def test_the_link_to_their_page_is_mailed_again(client, manager, donation):
    letter = Letter.objects.create(donation=donation, kind="thanks", sent_at=timezone.now())

    page = client.post(address(donation, "link"), follow=True)

    assert "goes out again, with the link." in text(page)
    assert "was sent again" in donation.notes.get().text
    assert Letter.objects.get() == letter


def test_a_letter_is_mailed_again_by_a_post_alone(client, manager, donation):
    letter = Letter.objects.create(donation=donation, kind="instructions", problem="Mailbox is full")

    client.get(address(donation, "resend"), {"letter": letter.pk})
    assert donation.notes.count() == 0

    client.post(address(donation, "resend"), {"letter": letter.pk})
    assert donation.notes.count() == 1


def test_a_year_is_made_one_paper(client, donation):
    Issuer.objects.create(name="Harbour Ledger", address="14 Ropewalk", valid_from="2020-01-01")
    client.force_login(person("rhea", *ALL, "void_receipt"))
    then = timezone.now().replace(year=timezone.localdate().year - 1, month=6, day=1)
    giving.apply(fact(donation, reference="pay-last-year", at=then))

    asked = client.get(address(donation, "year"))
    done = client.post(address(donation, "year"), follow=True)

    assert f"Year {then.year} as one" in text(asked)
    assert f"{Receipt.objects.get(kind='annual').name} has been written and mailed." in text(done)


def test_a_year_in_which_nothing_came_cannot_be_one(client, manager, donation):
    assert client.get(address(donation, "year")).status_code in {403, 404}
