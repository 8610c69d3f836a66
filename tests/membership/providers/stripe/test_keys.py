"""Three settings, and what they must not be: no key goes astray, no forged event is believed."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from membership import apps, giving, providers
from membership.giving import pledge_instructions
from membership.models import Donation
from membership.providers.base import Misconfigured
from membership.providers.stripe import Stripe, keys
from newsroom.models import Imprint
from tests.builders.gifts import wish
from tests.driving.stripe_ways import gift

ROOT = Path(__file__).resolve().parents[4]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sound(settings):
    settings.MEMBERSHIP_PROVIDER = "stripe"
    settings.DEBUG, settings.DEMO = False, False
    settings.STRIPE_SECRET_KEY = "sk_live_abc"
    settings.STRIPE_WEBHOOK_SECRET = ["whsec_a", "whsec_b"]
    settings.STRIPE_API_BASE = "https://api.stripe.com"


def test_a_sound_configuration_is_not_complained_of():
    assert Stripe().check() == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"STRIPE_SECRET_KEY": ""}, "membership.E011"),
        ({"STRIPE_SECRET_KEY": "pk_live_abc"}, "membership.E012"),
        ({"STRIPE_SECRET_KEY": "sk_live_abc\nX"}, "membership.E012"),
        ({"STRIPE_SECRET_KEY": '"sk_live_abc"'}, "membership.E012"),
        ({"STRIPE_SECRET_KEY": "whsec_abc"}, "membership.E012"),
        ({"STRIPE_API_BASE": "api.stripe.com"}, "membership.E013"),
        ({"STRIPE_API_BASE": "http://[::1"}, "membership.E013"),
        ({"STRIPE_API_BASE": "http://127.0.0.1:8420"}, "membership.E013"),
        ({"STRIPE_SECRET_KEY": "sk_test_abc", "STRIPE_API_BASE": "https://proxy.example"}, "membership.E013"),
        ({"STRIPE_SECRET_KEY": "sk_test_abc", "STRIPE_API_BASE": "ftp://127.0.0.1"}, "membership.E013"),
        ({"STRIPE_SECRET_KEY": "sk_test_abc", "STRIPE_API_BASE": "https://"}, "membership.E013"),
        (
            {"STRIPE_SECRET_KEY": "sk_test_abc", "STRIPE_API_BASE": "https://api.stripe.com.evil.example"},
            "membership.E013",
        ),
        ({"STRIPE_WEBHOOK_SECRET": []}, "membership.E014"),
        ({"STRIPE_WEBHOOK_SECRET": ["whsec_a", "sk_live_abc"]}, "membership.E015"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do_and_switches_gifts_off(settings, changed, found):
    for name, value in changed.items():
        setattr(settings, name, value)

    (problem,) = Stripe().check()

    assert (problem.id, bool(problem.hint)) == (found, True)
    assert "abc" not in f"{problem.msg} {problem.hint}"
    apps.refuse_wrong_settings()
    assert (providers.chosen().slug, pledge_instructions.closed(Imprint())) == ("pledge", True)
    off = "Gifts through “stripe” are switched off."
    assert pledge_instructions.switched_off() == [f"{off} {problem.msg} {problem.hint}"]
    with pytest.raises(Misconfigured):
        giving.start(wish(), provider=Stripe())
    assert not Donation.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"STRIPE_API_BASE": "http://127.0.0.1:8420"},
        {"STRIPE_API_BASE": "http://localhost:8420"},
        {"STRIPE_API_BASE": "http://[::1]:8420/"},
        {"STRIPE_API_BASE": "https://proxy.example", "DEMO": True},
        {"STRIPE_API_BASE": "https://proxy.example", "DEBUG": True},
        {"STRIPE_API_BASE": "https://api.stripe.com/"},
    ],
)
def test_a_test_key_may_go_to_a_stand_in_that_cannot_be_reached_by_mistake(settings, changed):
    settings.STRIPE_SECRET_KEY = "rk_test_abc"
    for name, value in changed.items():
        setattr(settings, name, value)

    assert Stripe().check() == []
    apps.refuse_wrong_settings()


@pytest.mark.parametrize("secret", ["sk_live_abc", "rk_live_abc"])
def test_a_live_key_never_leaves_for_another_address(settings, secret):
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = secret, "http://127.0.0.1:8420"
    settings.DEBUG = settings.DEMO = True

    with pytest.raises(Misconfigured, match="cannot be taken just now"):
        Stripe().start(gift(), key="k", return_url="/", cancel_url="/")


def test_a_key_that_is_kept_for_earlier_gifts_must_be_safe_as_well(settings):
    settings.MEMBERSHIP_PROVIDER, settings.STRIPE_WEBHOOK_SECRET = "pledge", []
    apps.refuse_wrong_settings()

    settings.STRIPE_API_BASE = "https://proxy.example"

    assert [problem.id for problem in providers.problems()] == ["membership.E013"]
    assert pledge_instructions.switched_off()[0].startswith(
        "Earlier gifts by card cannot be asked about. STRIPE_API_BASE"
    )
    assert not pledge_instructions.closed(Imprint(bank_details="IBAN XX12 SALT 9900"))
    with pytest.raises(Misconfigured):
        Stripe().fetch("cs_test_1")


def test_without_stripe_nothing_of_it_is_asked_for(settings):
    settings.MEMBERSHIP_PROVIDER = "pledge"
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "", []

    apps.refuse_wrong_settings()

    assert [problem.id for problem in Stripe().check()] == ["membership.E011", "membership.E014"]


@pytest.mark.parametrize(
    ("secret", "live"),
    [("sk_live_a", True), ("rk_live_a", True), ("sk_test_a", False), ("rk_test_a", False), ("", False)],
)
def test_live_or_test_is_read_from_the_key(settings, secret, live):
    settings.STRIPE_SECRET_KEY = secret

    assert Stripe().caps().live is live


def test_the_key_is_not_shown_by_what_holds_it(caplog):
    caplog.set_level(logging.DEBUG)

    assert repr(keys.current()) == "Keys(live=True)"


def form_action(tmp_path: Path, **env: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    asked = "import newsroom.settings as s; print(*s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    return subprocess.run(
        [sys.executable, "-c", asked],
        env={**kept, "DATA_DIR": str(tmp_path), **env},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


@pytest.mark.parametrize(
    ("env", "allowed"),
    [
        ({}, "'self'"),
        ({"MEMBERSHIP_PROVIDER": "pledge", "STRIPE_SECRET_KEY": "sk_test_a"}, "'self'"),
        ({"MEMBERSHIP_PROVIDER": "stripe"}, "'self' https://checkout.stripe.com https://billing.stripe.com"),
        (
            {"MEMBERSHIP_PROVIDER": "stripe", "STRIPE_API_BASE": "http://127.0.0.1:8420/v"},
            "'self' https://checkout.stripe.com https://billing.stripe.com http://127.0.0.1:8420",
        ),
    ],
)
def test_our_forms_may_lead_to_stripes_pages_only_where_stripe_is_used(tmp_path, env, allowed):
    assert form_action(tmp_path, **env) == allowed


def test_the_library_writes_nothing_down_that_a_donor_typed(settings):
    assert settings.LOGGING["loggers"]["stripe"] == {"level": "WARNING"}


def test_importing_the_provider_does_not_import_the_library():
    asked = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'newsroom.settings'; django.setup(); "
        "import membership.providers; print('stripe' in sys.modules)"
    )

    found = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert found.stdout == "False\n"
