"""Every page of the desk that names donors leaves a line in the audit trail."""

from __future__ import annotations

import pytest

from membership.models import Look
from membership.money import locales
from tests.builders.by_hand import by_hand
from tests.builders.gift_rows import gifts
from tests.builders.gifts import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    return gifts()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("bankcredit/", ("credits", "", 1)),
        ("bankcredit/{bankcredit}/change/", ("credit", "{bankcredit}", 1)),
        ("bankstatement/", ("statements", "", 1)),
        ("bankstatement/{bankstatement}/change/", ("statement", "{bankstatement}", 1)),
        ("payment/", ("payments", "", 1)),
        ("payment/{payment}/change/", ("payment", "{payment}", 1)),
        ("donation/", ("donations", "", 1)),
        ("donation/{donation}/change/", ("donation", "{donation}", 1)),
        ("member/", ("members", "", 1)),
        ("member/{member}/change/", ("member", "{member}", 1)),
        ("member/{member}/erase/", ("member", "{member}", 1)),
        ("member/{member}/history/", ("member", "{member}", 1)),
        ("receipt/{receipt}/change/", ("receipt", "{receipt}", 1)),
        ("findings/", ("findings", "", 1)),
    ],
)
def test_a_page_with_names_is_written_down(admin_client, rows, address, told):
    keys = {name: row.pk for name, row in rows.items() if row is not None}
    before = Look.objects.count()

    page = admin_client.get(f"/admin/membership/{address.format(**keys)}")

    what, which, count = told
    assert page.status_code == 200
    looks = Look.objects.order_by("pk").values_list("what", "which", "rows")[before:]
    assert list(looks) == [(what, which.format(**keys), count)]


def test_looking_a_member_up_in_a_field_is_written_down(admin_client, rows):
    field = {"app_label": "membership", "model_name": "member", "field_name": "same_as", "term": "hanne"}
    before = Look.objects.count()

    found = admin_client.get("/admin/autocomplete/", field).json()["results"]

    assert [row["text"] for row in found] == [str(rows["member"])]
    looks = Look.objects.order_by("pk").values_list("what", "how", "rows")[before:]
    assert list(looks) == [("members", "looked up", 1)]


def test_a_story_stands_in_no_list_beside_a_name(admin_client, rows):
    with by_hand():
        type(rows["donation"]).objects.update(source="4711")

    shown = admin_client.get("/admin/membership/donation/")
    searched = admin_client.get("/admin/membership/donation/", {"q": "hanne"})

    assert "hanne@reader.example" in text(searched)
    assert ("4711" in shown.content.decode(), "4711" in searched.content.decode()) == (False, False)


def test_the_trail_names_gifts_and_receipts_by_their_numbers_and_leads_there(admin_client, rows):
    admin_client.get(f"/admin/membership/donation/{rows['donation'].pk}/change/")
    admin_client.get(f"/admin/membership/receipt/{rows['receipt'].pk}/change/")
    admin_client.get(f"/admin/membership/member/{rows['member'].pk}/change/")

    page = admin_client.get("/admin/membership/look/")

    for number in (rows["donation"].reference, rows["receipt"].name, f"Member {rows['member'].pk}"):
        assert number in text(page)
    assert f'href="/admin/membership/receipt/{rows["receipt"].pk}/change/"' in page.content.decode()
    assert rows["donation"].email not in text(page)


def test_the_trail_names_payments_statements_and_credits_and_leads_there(admin_client, rows):
    for table in ("payment", "bankstatement", "bankcredit"):
        admin_client.get(f"/admin/membership/{table}/{rows[table].pk}/change/")

    page = admin_client.get("/admin/membership/look/")

    payment, credit = rows["payment"], rows["bankcredit"]
    named = {
        f"payment/{payment.pk}": f"{payment.donation.reference}, {payment.amount.exact}",
        f"bankstatement/{rows['bankstatement'].pk}": rows["bankstatement"].name,
        f"bankcredit/{credit.pk}": f"{locales.day(credit.booked_on, short=True)}, {credit.amount.exact}",
    }
    for address, name in named.items():
        assert f'<a href="/admin/membership/{address}/change/">{name}</a>' in page.content.decode()
