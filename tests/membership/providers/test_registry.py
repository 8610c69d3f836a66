"""The registry, and what is particular to each provider. The contract is held in tests/membership/providers/conformance."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from membership import apps, providers
from membership.money import Money
from membership.providers.base import Declined, Fact, Gift, Misconfigured, Provider, Start
from membership.providers.practice import Practice, Scene
from membership.transfers import references
from tests.driving.stripe_ways import stripe  # noqa: F401

GIFT = Gift(
    id=UUID("11111111-2222-4333-8444-555555555555"),
    reference="HL-7K4Q-9X",
    amount=Money(800, "EUR"),
    interval="monthly",
    email="hanne@reader.example",
)


def begin(provider: Provider) -> Start:
    return provider.start(GIFT, key="gift:1:start", return_url="/gift/", cancel_url="/again/")


# --- the registry -----------------------------------------------------------------------------


def test_a_provider_that_nobody_knows_is_named_in_the_refusal():
    with pytest.raises(Misconfigured, match="There is no payment provider “cowries”"):
        providers.by_slug("cowries")


def test_the_setting_chooses_who_new_gifts_go_to(settings):
    settings.MEMBERSHIP_PROVIDER = "pledge"

    assert providers.chosen().slug == "pledge"


# --- pledge -----------------------------------------------------------------------------------


def test_a_pledge_leads_to_our_own_page():
    assert begin(providers.by_slug("pledge")) == Start(url="/gift/", reference="HL-7K4Q-9X")


# --- practice ---------------------------------------------------------------------------------


def test_practice_refuses_to_run_outside_the_demo(settings):
    settings.DEMO = False
    practice = providers.by_slug("practice")

    assert [error.id for error in practice.check()] == ["membership.E001"]
    with pytest.raises(Misconfigured):
        begin(practice)
    with pytest.raises(Misconfigured):
        practice.play("succeeds", Scene(donation=GIFT.id, amount=GIFT.amount, interval="once"))
    with pytest.raises(Misconfigured):
        practice.refund("p", GIFT.amount, key="k")
    with pytest.raises(Misconfigured):
        practice.cancel(f"practice-sub-{GIFT.id}", at_period_end=False, key="k")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"MEMBERSHIP_CURRENCY": "ZZZ"}, "MEMBERSHIP_CURRENCY=ZZZ is no currency we know"),
        ({"MEMBERSHIP_CURRENCIES": ["EUR", "ZZQ"]}, "MEMBERSHIP_CURRENCIES holds ZZQ"),
        ({"MEMBERSHIP_MINIMUM": "20", "MEMBERSHIP_MAXIMUM": "10"}, "MINIMUM is more than MEMBERSHIP_MAXIMUM"),
        ({"MEMBERSHIP_MINIMUM": "two"}, "MEMBERSHIP_MINIMUM or MEMBERSHIP_MAXIMUM is no amount"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_names_itself(settings, changed, sentence):
    for name, value in changed.items():
        setattr(settings, name, value)

    with pytest.raises(ImproperlyConfigured, match=sentence):
        apps.refuse_wrong_settings()


def test_the_system_check_asks_the_chosen_provider(settings):
    settings.DEMO, settings.MEMBERSHIP_PROVIDER = False, "practice"

    (found,) = apps.check_provider(None)

    assert (found.id, found.is_serious()) == ("membership.E001", False)
    assert providers.chosen().slug == "pledge"


@pytest.mark.parametrize(
    ("outcome", "kind", "reference", "minor"),
    [("succeeds", "payment", "", 800), ("declined", "failed", "/try/1", 0)],
)
def test_practice_tells_what_a_real_provider_would(settings, outcome, kind, reference, minor):
    settings.DEMO = True

    told = Practice().play(outcome, Scene(donation=GIFT.id, amount=GIFT.amount, interval="once"))

    assert told == [
        Fact(
            kind=kind,
            provider="practice",
            reference=f"practice-{GIFT.id}{reference}",
            donation=GIFT.id,
            amount=Money(minor, "EUR"),
            at=told[0].at,
            live=False,
        )
    ]


def test_a_repeated_gift_that_was_not_begun_in_practice_is_not_known_there(settings):
    settings.DEMO = True

    with pytest.raises(Declined, match="does not know this gift"):
        Practice().cancel("sub_1", at_period_end=False, key="k")


# --- references -------------------------------------------------------------------------------


@given(st.integers(min_value=4, max_value=6))
def test_a_reference_reads_as_itself_however_it_is_typed(length):
    reference = references.make("HL", length=length)

    assert references.read(reference) == reference
    assert references.read(f"  {reference.lower().replace('-', ' ')} ") == reference
    assert references.read(reference.replace("-", "").replace("0", "O").replace("1", "I")) == reference


@given(st.data())
def test_one_wrong_character_or_a_swapped_pair_is_found(data):
    reference = references.make("HL")
    place = data.draw(st.integers(min_value=3, max_value=6))
    wrong = data.draw(st.sampled_from([char for char in references.ALPHABET if char != reference[place]]))

    assert references.read(reference[:place] + wrong + reference[place + 1 :]) is None
    if place < 6 and reference[place] != reference[place + 1]:
        swapped = reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]
        assert references.read(swapped) is None


@pytest.mark.parametrize("typed", ["", "HL", "hello", "HL-7K4Q-9", "HL-7K4Q-99999"])
def test_what_is_no_reference_is_not_taken_for_one(typed):
    assert references.read(typed) is None


@pytest.mark.parametrize(
    ("name", "prefix"),
    [("The Harbour Ledger", "HL"), ("Herald", "HE"), ("The Paper", "PA"), ("X", "XG"), ("Ж", "GG")],
)
def test_references_begin_with_the_papers_initials(name, prefix):
    assert references.prefix_of(name) == prefix
