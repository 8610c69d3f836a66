"""What one group of the desk may not learn or do by a side door."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from articles.models import PhotoUse
from membership.models import Donation
from newsroom.models import User
from tests.builders import newsdesk
from tests.builders.gifts import make_donation

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    def sign_in(group: str):
        person = User.objects.create_user(group.split(maxsplit=1)[0].lower(), is_staff=True)
        person.groups.add(Group.objects.get(name=group))
        client.force_login(person)
        return client

    return sign_in


def short_cut(row) -> str:
    return reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(row).pk, row.pk])


@pytest.mark.parametrize("group", ["Reporter", "Editor", "Photo desk"])
def test_the_short_cut_to_a_row_does_not_tell_the_address_of_a_donors_page(signed_in, group):
    donation = make_donation()

    answer = signed_in(group).get(short_cut(donation))

    assert answer.status_code == 404
    assert str(donation.public_id) not in answer.headers.get("Location", "") + answer.content.decode()


def test_the_short_cut_leads_those_who_may_see_the_row(signed_in):
    donation = make_donation()

    answer = signed_in("Membership manager").get(short_cut(donation))

    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(donation.get_absolute_url())


@pytest.mark.parametrize("number", [0, 999_999])
def test_the_short_cut_knows_no_unknown_table(signed_in, number):
    assert signed_in("Editor").get(reverse("admin:view_on_site", args=[number, 1])).status_code == 404
    assert not Donation.objects.exists()


def test_who_may_not_delete_a_picture_is_not_told_where_it_stands(signed_in):
    story = newsdesk.story(headline="The merger nobody may hear of")
    photo = newsdesk.photo()
    PhotoUse.objects.create(article=story, photo=photo)
    desk = signed_in("Membership manager")

    answer = desk.get(reverse("admin:articles_photo_delete", args=[photo.pk]), follow=True)

    assert answer.status_code == 403
    assert "merger" not in answer.content.decode()
    assert "merger" not in "".join(str(message) for message in desk.get("/admin/").context["messages"])
