"""A gift names the row of the appeal that asked for it."""

from __future__ import annotations

import pytest
from django.db.models import ProtectedError

from membership.models import Appeal, Donation
from newsroom.models import User
from tests.builders.appeals import appeal, paid

pytestmark = pytest.mark.django_db


def test_an_appeal_that_gifts_came_by_is_not_deleted(client):
    asked, idle = appeal(), appeal(heading="Nobody gave by this one")
    paid(asked)
    client.force_login(User.objects.create_superuser("petra"))

    pages = [client.get(f"/admin/membership/appeal/{one.pk}/delete/").status_code for one in (asked, idle)]
    client.post(f"/admin/membership/appeal/{idle.pk}/delete/", {"post": "yes"})

    assert pages == [403, 200]
    assert list(Appeal.objects.all()) == [asked]
    with pytest.raises(ProtectedError):
        asked.delete()


def test_a_gift_knows_the_appeal_and_the_wording_that_asked_for_it(client, filled_in):
    asked = appeal()

    client.post("/membership/", {**filled_in, "own_monthly": "8", "appeal": f"{asked.pk}b"})

    gift = Donation.objects.get()
    assert (gift.appeal, gift.wording, gift.asked_by) == (asked, "b", f"{asked.pk}b")
