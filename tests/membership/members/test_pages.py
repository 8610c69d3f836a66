"""A member's own pages: theirs alone, kept by nobody, changed from nowhere else."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from membership import giving, members
from membership.models import Donation, Issuer, Member, Payment, Receipt, Tier
from newsroom.pagestore.middleware import PageStoreMiddleware
from tests.builders.gifts import fact, make_donation, text, value
from tests.builders.membership_members import giver, member_of, sign_in, token_of
from tests.driving.everywhere import VISITS

pytestmark = pytest.mark.django_db


@pytest.fixture
def issuer():
    return Issuer.objects.create(
        name="Harbour Ledger Cooperative", address="14 Ropewalk, Saltmere", valid_from="2020-01-01"
    )


def addresses(donation: Donation, receipt: str, year: int) -> list[tuple[str, str]]:
    """Every address that names something of a member's, and how it is asked for."""
    gift = f"/membership/me/gifts/{donation.public_id}/"
    return [
        ("get", gift),
        *(
            ("post", f"{gift}{what}/")
            for what in ("amount", "day", "pause", "skip", "resume", "stop", "card")
        ),
        ("get", f"{gift}stop/"),
        ("get", f"/membership/me/receipts/{receipt}/"),
        ("get", f"/membership/me/receipts/{receipt}.pdf"),
        ("get", f"/membership/me/years/{year}/"),
        ("get", f"/membership/me/years/{year}-EUR.pdf"),
    ]


def ask(client: Client, how: str, path: str, token: str = ""):
    told = {"token": token, "amount": "9", "until": f"{timezone.localdate() + timedelta(days=40)}"}
    return client.post(path, told) if how == "post" else client.get(path)


def test_somebody_elses_gifts_receipts_and_years_are_not_there(issuer):
    """The year is one in which the other has given and the member has not."""
    hannes, bertas = giver(), giver("berta@reader.example")
    old = timezone.now() - timedelta(days=800)
    giving.apply(fact(bertas, reference="pay-old", at=old))
    receipt = Receipt.objects.filter(member=member_of(bertas)).first().name
    theirs = addresses(bertas, receipt, timezone.localtime(old).year)
    hanne, berta = sign_in(), sign_in("berta@reader.example")
    key = token_of(hanne)
    before = [list(bertas.status_reports.values()), list(hannes.status_reports.values())]

    strange = {path: ask(hanne, how, path, key).status_code for how, path in theirs}
    own = [ask(berta, how, path).status_code for how, path in theirs if how == "get"]

    assert strange == {path: 404 for _how, path in theirs}
    assert own == [200] * 6
    assert [list(bertas.status_reports.values()), list(hannes.status_reports.values())] == before


def test_what_is_not_there_and_what_is_somebody_elses_look_the_same(issuer):
    giver()
    bertas = giver("berta@reader.example")
    hanne = sign_in()
    receipt = Receipt.objects.get(member=member_of(bertas)).name

    def page(path):
        # The page searches for the words of the address that was asked for.
        asked = path.split("/")[-2]
        found = hanne.get(path).content.decode()
        return found.replace(asked, "X").replace(asked.replace("-", " "), "X")

    nobody = "00000000-0000-4000-8000-000000000000"
    assert page(f"/membership/me/gifts/{bertas.public_id}/") == page(f"/membership/me/gifts/{nobody}/")
    assert page(f"/membership/me/receipts/{receipt}/") == page(f"/membership/me/receipts/{receipt[:-1]}9/")


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_whatever_they_ask_for(client, issuer):
    donation = giver()
    receipt = Receipt.objects.get().name
    paths = [
        *addresses(donation, receipt, timezone.localdate().year),
        *(("get", f"/membership/me/{page}") for page in ("details/", "data.json", "erase/")),
        ("post", "/membership/me/out/"),
        ("get", "/membership/me/gifts/00000000-0000-4000-8000-000000000000/"),
    ]

    found = {(answer.status_code, answer["Location"]) for answer in (ask(client, *path) for path in paths)}

    assert found == {(303, "/membership/me/")}
    assert donation.status == "active"


def test_a_form_that_lacks_the_sessions_own_token_changes_nothing():
    donation = giver()
    other = giver("berta@reader.example")
    client, berta = sign_in(), sign_in("berta@reader.example")
    gift = f"/membership/me/gifts/{donation.public_id}/stop/"

    answers = [client.post(gift, {"token": told}) for told in ("", "made-up", token_of(berta))] + [
        client.post(gift, {"token": token_of(client)}, headers={"Sec-Fetch-Site": "same-site"})
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert "Nothing was changed" in text(answers[0])
    assert (donation.status_reports.count(), other.status_reports.count()) == (0, 0)


def test_no_page_of_a_member_is_stored_indexed_or_told_to_other_sites(issuer):
    donation = giver()
    client = sign_in()
    receipt = Receipt.objects.get().name
    paths = ["/membership/me/", "/membership/me/code/", "/membership/me/details/", "/membership/me/data.json"]
    paths += ["/membership/me/erase/"]
    paths += [path for how, path in addresses(donation, receipt, timezone.localdate().year) if how == "get"]

    answers = {path: client.get(path) for path in paths}

    names = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    found = {
        path: [answer.status_code, *(answer[name] for name in names)] for path, answer in answers.items()
    }
    assert found == {path: [200, "no-store", "noindex", "same-origin"] for path in paths}
    assert [path for path, answer in answers.items() if answer.has_header("ETag")] == []


def test_outside_these_pages_the_cookie_is_neither_seen_nor_set():
    """Every public address of the map; the test's browser sends its cookie everywhere, as a thief's would."""
    giver()
    client = sign_in()
    paths = [path for name in VISITS for path in VISITS[name]() if not path.startswith("/membership/me/")]

    answers = {path: client.get(path) for path in paths}

    assert len(paths) > 15
    assert {path: list(answer.cookies) for path, answer in answers.items() if answer.cookies} == {}
    assert [path for path, answer in answers.items() if b"Hanne" in answer.getvalue()] == []


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", []),
        ("/membership/", []),
        ("/membership/me", []),
        ("/membership/meadow/", []),
        ("/membership/me/", ["member"]),
        ("/membership/me/details/", ["member"]),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_view_that_wants_to_set_a_cookie_cannot(rf, path, kept, method):
    seen = []

    def view(request):
        seen.append(sorted(request.COOKIES))
        response = HttpResponse("page")
        for name in ("member", "sessionid", "csrftoken"):
            response.set_cookie(name, "x")
        return response

    rf.cookies.load({"member": "key", "sessionid": "s"})
    response = PageStoreMiddleware(view)(getattr(rf, method)(path))

    assert (sorted(response.cookies), seen) == (kept, [kept])


def test_the_overview_shows_the_sum_of_the_year_less_what_went_back_and_what_the_tier_brings():
    donation = giver(minor=5000)
    giving.apply(fact(donation, reference="pay-again", at=timezone.now() - timedelta(seconds=5)))
    giving.apply(fact(donation, kind="refund", reference="back-1", of="pay-again", amount=-donation.amount))
    Tier.objects.create(name="Friends", currency="EUR", yearly_minor=5000, benefits="A walk with a reporter")
    Tier.objects.create(name="Patrons", currency="EUR", yearly_minor=5001, benefits="A boat trip")
    client = sign_in()

    page = text(client.get("/membership/me/"))

    assert "You have given €50 this year." in page
    assert "Friends A walk with a reporter" in page
    assert "A boat trip" not in page


def test_practice_is_no_gift_of_the_year():
    donation = make_donation(provider="practice", live=False, interval="monthly")
    giving.apply(fact(donation))
    client = sign_in()

    page = text(client.get("/membership/me/"))

    assert "In practice you have given €8 this year: no money moved." in page
    assert "€8 a month Active · practice" in page


def test_practice_says_nothing_to_whoever_gave_real_money_or_nothing_at_all():
    practised = make_donation(provider="practice", live=False)
    giving.apply(fact(practised))
    giver()
    Member.objects.create(email="new@reader.example")

    gave = text(sign_in().get("/membership/me/"))
    new = text(sign_in("new@reader.example").get("/membership/me/"))

    assert "You have given €8 this year." in gave
    assert "No gift of yours has reached us yet" in new
    assert "In practice" not in gave + new


def test_a_receipt_is_shown_and_comes_as_a_pdf(issuer):
    giver()
    receipt = Receipt.objects.get()
    client = sign_in()

    page = client.get(f"/membership/me/receipts/{receipt.name}/")
    pdf = client.get(f"/membership/me/receipts/{receipt.name}.pdf")

    assert "Harbour Ledger Cooperative" in text(page)
    assert "€8.00" in text(page)
    assert (pdf["Content-Type"], pdf["Content-Disposition"], pdf.content[:5]) == (
        "application/pdf",
        f'attachment; filename="{receipt.name}.pdf"',
        b"%PDF-",
    )


def test_members_change_their_name_and_give_and_withdraw_consent(client):
    donation = giver()
    sign_in(client=client)
    url, key = "/membership/me/details/", token_of(client)

    client.post(url, {"token": key, "name": "Hanne O. <b>", "consents": "on"})
    agreed = member_of(donation)
    saved = client.get(f"{url}?done=details")
    client.post(url, {"token": key, "name": "Hanne O."})
    withdrawn = member_of(donation)

    assert (agreed.name, agreed.consented_at is not None) == ("Hanne O. <b>", True)
    assert agreed.consent_text == members.consent_sentence()
    assert value(saved, "name") == "Hanne O. <b>"
    assert "Your details are saved." in text(saved)
    assert (withdrawn.name, withdrawn.consented_at, withdrawn.consent_text) == ("Hanne O.", None, "")


def test_the_address_bar_cannot_put_words_on_the_page():
    page = Client().get("/membership/me/?done=Your+account+is+blocked")

    assert "blocked" not in page.content.decode()


def test_everything_that_is_held_comes_as_one_file(issuer):
    donation = giver(message="For the night desk", town="Saltmere")
    make_donation(email="HANNE@reader.example", message="Never paid")
    giver("berta@reader.example", name="Berta Quill")
    client = sign_in()

    answer = client.get("/membership/me/data.json")
    told = json.loads(answer.content)

    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert told["member"]["email"] == "hanne@reader.example"
    assert [(gift["reference"], gift.get("message")) for gift in told["gifts"]] == [
        (donation.reference, "For the night desk"),
        ("HL-TEST1-00", "Never paid"),
    ]
    assert [line["minor"] for line in told["gifts"][0]["payments"]] == [800]
    assert [one["number"] for one in told["receipts"]] == [Receipt.objects.get(donation=donation).name]
    assert {letter["kind"] for letter in told["letters"]} >= {"thanks", "code"}
    assert "Berta" not in answer.content.decode()
    assert donation.form_token not in answer.content.decode()


def test_the_statement_of_a_year_lists_its_lines_and_no_other_years():
    donation = giver()
    last = timezone.now() - timedelta(days=400)
    giving.apply(fact(donation, reference="pay-last", at=last))
    client = sign_in()

    page = text(client.get(f"/membership/me/years/{timezone.localtime(last).year}/"))

    assert "€8 in all" in page
    assert page.count(donation.reference) == 1
    assert client.get("/membership/me/years/1999/").status_code == 404
    assert Payment.objects.count() == 2
    assert Member.objects.count() == 1
