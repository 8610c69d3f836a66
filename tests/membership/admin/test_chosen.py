"""What the membership's forms choose of the stories' side: by name at the desk, kept as plain words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.models import Outlet, Photo, PhotoCredit, Section, Topic
from membership.forms.appeal import AppealForm
from membership.forms.terms import TermsForm
from membership.models import Appeal
from newsroom.models import User
from tests.builders.newsdesk import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    """Whoever looks after members may not open a single table of the stories."""
    odalys = User.objects.create_user("odalys", is_staff=True)
    odalys.groups.add(Group.objects.get(name="Membership manager"))
    client.force_login(odalys)
    return client


@pytest.fixture
def choices():
    Section.objects.create(name="Harbour", slug="harbour")
    Section.objects.create(name="Climate", slug="climate")
    Section.objects.create(name="Obituaries", slug="obituaries")
    Topic.objects.create(name="Harbour dues", slug="harbour-dues")
    Outlet.objects.create(name="Aldby Courier", slug="aldby-courier")


def offered(client, path: str) -> list[tuple[str, str]]:
    return [(one["id"], one["text"]) for one in client.get(f"/admin/membership/{path}").json()["results"]]


def test_each_field_offers_what_has_these_letters_and_never_what_is_not_asked_on(manager, choices):
    found = {
        "sections": offered(manager, "appeal/choices/sections/"),
        "topics": offered(manager, "appeal/choices/topics/?term=dues"),
        "partners": offered(manager, "appeal/choices/partners/?term=o"),
        "kinds": offered(manager, "appeal/choices/kinds/?term=a"),
    }

    assert found == {
        "sections": [("climate", "Climate"), ("harbour", "Harbour")],
        "topics": [("harbour-dues", "Harbour dues")],
        "partners": [("none", "Our own copy"), ("aldby-courier", "Aldby Courier")],
        "kinds": [("feature", "Feature"), ("analysis", "Analysis")],
    }


def test_only_pictures_that_may_be_shown_today_are_offered(manager):
    good, ended, broken = photo("Cranes"), photo("Ferry"), photo("Fish")
    Photo.objects.filter(pk__in=[good.pk, ended.pk]).update(title="Cranes at dusk", width=1400)
    Photo.objects.filter(pk=broken.pk).update(width=0)
    yesterday = timezone.localdate() - timedelta(days=1)
    PhotoCredit.objects.update_or_create(photo=ended, defaults={"expires_on": yesterday})

    found = offered(manager, "terms/choices/pictures/")

    assert found == [(str(good.pk), "Cranes at dusk · Jo Vale")]


def test_what_is_no_choice_of_this_form_is_not_there_and_strangers_are_sent_away(manager, client, choices):
    other = manager.get("/admin/membership/appeal/choices/pictures/").status_code
    client.logout()
    stranger = client.get("/admin/membership/appeal/choices/sections/").status_code
    client.force_login(User.objects.create_user("ines", is_staff=True))
    colleague = client.get("/admin/membership/appeal/choices/sections/").status_code

    assert (other, stranger, colleague) == (404, 302, 403)


def test_what_is_chosen_is_kept_as_addresses_and_shown_by_name(manager, choices):
    appeal = Appeal.objects.create(heading="Keep us going", text="Please.", amounts="5", sections="climate")
    page = f"/admin/membership/appeal/{appeal.pk}/change/"
    told = {
        **{name: value or "" for name, value in AppealForm(instance=appeal).initial.items()},
        "starts_at": "2026-01-01T10:00",
        "sections": ["harbour", "climate", "harbour"],
        "partners": ["none"],
        **{
            f"{rows}-{part}": 0
            for rows in ("more_amounts", "wordings")
            for part in ("TOTAL_FORMS", "INITIAL_FORMS")
        },
    }

    answer = manager.post(page, told)
    appeal.refresh_from_db()
    html = manager.get(page).content.decode()

    assert (answer.status_code, appeal.sections, appeal.partners) == (302, "harbour, climate", "none")
    assert '<option value="harbour" selected>Harbour</option>' in html
    assert '<option value="none" selected>Our own copy</option>' in html
    assert "Obituaries" not in html


def test_what_is_gone_is_named_and_kept_until_somebody_takes_it_out(choices):
    form = AppealForm({"sections": "harbour, docks"})
    terms = TermsForm({"picture": "12"})

    assert form.errors["sections"] == ["“docks” is not there any more. Take it out, or choose another."]
    assert '<option value="docks" selected>docks</option>' in str(form["sections"])
    assert terms.errors["picture"] == ["“12” is not there any more. Take it out, or choose another."]


def test_a_zero_byte_is_no_letter_of_any_name(manager, choices):
    """PostgreSQL cannot even be asked for it."""
    found = offered(manager, "appeal/choices/sections/?term=har%00")
    form = AppealForm({"sections": "\x00", "topics": "harbour-dues\x00"})

    assert [words for _key, words in found] == ["Harbour"]
    assert (form.is_valid(), {"topics", "sections"} <= set(form.errors)) == (False, True)
    assert "Harbour dues" in str(form["topics"])
