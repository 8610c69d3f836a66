"""Staff lift the limit of the gate for a fair or an office: from, to, so many; it ends by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from membership.giving.verdict import Answer
from membership.models import Terms
from tests.builders.gifts import person, text
from tests.driving.gate import answers

pytestmark = pytest.mark.django_db


def expect(gifts: int = 40, *, since: int = -1, until: int = 2) -> None:
    now = timezone.now()
    Terms.objects.update_or_create(
        pk=1,
        defaults={
            "expected_gifts": gifts,
            "expected_from": now + timedelta(hours=since),
            "expected_until": now + timedelta(hours=until),
        },
    )


def test_staff_lift_the_limit_for_an_event_and_it_ends_by_itself(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    expect(12)

    assert answers(13, minor=300) == [Answer.GO_ON] * 12 + [Answer.PROVE_IT]
    time_machine.move_to(now + timedelta(hours=2))
    assert answers(6) == [Answer.GO_ON] * 5 + [Answer.PROVE_IT]


@pytest.mark.parametrize("span", [{"since": 1, "until": 2}, {"since": -3, "until": -1}])
def test_before_and_after_the_event_the_usual_holds(span):
    expect(**span)

    assert answers(6)[-1] is Answer.PROVE_IT


TERMS = "/admin/membership/terms/1/change/"
TOLD = {"cover_percent": "2.9", "cover_fixed_minor": "0.30", "cover_fixed_eur": "0.30", "remind_after_days": "14",
        "lapse_after_days": "30"}  # fmt: skip


def test_an_event_is_typed_in_at_the_desk_and_shown_there_while_it_holds(client, time_machine):
    time_machine.move_to("2026-11-29T12:00:00+00:00", tick=False)
    client.force_login(person("petra", "view_terms", "change_terms", "view_payment"))
    client.get("/admin/membership/terms/")
    before = text(client.get("/admin/membership/gifts/"))

    answer = client.post(
        TERMS,
        {
            **TOLD,
            "expected_gifts": "200",
            "expected_from": "2026-11-29T09:00",
            "expected_until": "2026-11-29T18:00",
        },
    )

    assert answer.status_code == 302
    assert Terms.current().expected_from_one_place(timezone.now()) == 200
    assert "Many gifts from one place are expected" not in before
    assert "200 an hour without proof, until 29 Nov 2026, 18:00" in text(
        client.get("/admin/membership/gifts/")
    )
    time_machine.move_to("2026-11-29T20:00:00+00:00", tick=False)
    assert "without proof" not in text(client.get("/admin/membership/gifts/"))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"expected_gifts": "200"}, "Say how many gifts, from when and to when; or none of it."),
        (
            {
                "expected_gifts": "9",
                "expected_from": "2026-11-29T09:00",
                "expected_until": "2026-11-29T08:00",
            },
            "It ends before it begins.",
        ),
        (
            {
                "expected_gifts": "9",
                "expected_from": "2026-11-29T09:00",
                "expected_until": "2027-11-29T08:00",
            },
            "Enter a span of two weeks at most.",
        ),
        ({"expected_gifts": "501"}, "less than or equal to 500"),
    ],
)
def test_an_event_that_cannot_be_is_refused_with_a_sentence(client, told, sentence):
    client.force_login(person("petra", "view_terms", "change_terms"))
    client.get("/admin/membership/terms/")

    page = client.post(TERMS, {**TOLD, **told})

    assert (page.status_code, sentence in text(page)) == (200, True)


def test_who_may_not_change_the_terms_lifts_no_limit(client):
    client.force_login(person("paul", "view_terms"))
    client.get("/admin/membership/terms/")

    assert client.post(TERMS, {**TOLD, "expected_gifts": "200"}).status_code == 403
