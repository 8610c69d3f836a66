"""What a small newsroom does not use is folded away until it is used."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin

from membership.models import Issuer, Tier
from newsroom.models import User
from tests.builders.appeals import appeal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_seen():
    """As a process that has just started, before and after."""
    admin.site.used.clear()
    yield
    admin.site.used.clear()


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser("petra"))
    return client


def parts(page) -> tuple[str, str]:
    """What stands openly under Membership on the start page, and what under “More”."""
    told = page.content.decode().partition('id="job-membership"')[2].partition("</section>")[0]
    openly, _summary, folded = told.partition('<details class="more">')
    return openly, folded


def test_tables_that_wait_for_use_stand_under_more_until_they_have_a_row(desk):
    before = parts(desk.get("/admin/"))
    Tier.objects.create(name="Friend", currency="EUR", yearly_minor=9600, benefits="A mug")
    after = parts(desk.get("/admin/"))
    sidebar = desk.get("/admin/membership/donation/").content.decode().partition('id="nav-sidebar"')[2]

    tiers, comparisons = 'href="/admin/membership/tier/"', 'href="/admin/membership/comparison/"'
    assert [tiers in part for part in (*before, *after)] == [False, True, True, False]
    assert [comparisons in part for part in (*before, *after)] == [False, True, False, True]
    assert (tiers in sidebar, comparisons in sidebar) == (True, False)
    assert 'href="/admin/membership/donation/"' in before[0]


@pytest.mark.parametrize(("rule", "offered"), [("uk_gift_aid", True), ("de", False), ("plain", False)])
def test_gift_aid_is_offered_where_the_issuer_is_british(desk, rule, offered):
    Issuer.objects.create(name="Trust", rule=rule)

    page = desk.get("/admin/membership/receipt/").content.decode()

    assert ("Gift Aid claim" in page) is offered
    assert desk.get("/admin/membership/receipt/gift-aid/").status_code == 200


def test_the_form_of_an_appeal_folds_what_says_nothing(desk):
    plain, aimed = appeal(), appeal(sections="harbour", goal_minor=500_000)

    folded = [
        re.findall(r"<details[^>]*><summary>\s*<h2[^>]*>\s*([^<]*?)\s*</h2>", page.content.decode())
        for page in (desk.get(f"/admin/membership/appeal/{one.pk}/change/") for one in (plain, aimed))
    ]

    assert folded[0][:3] == ["Whom it asks", "Goal", "Two wordings compared"]
    assert folded[1][:1] == ["Two wordings compared"]
