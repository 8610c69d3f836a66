"""Each scenario is played at every provider."""

from __future__ import annotations

import pytest

from membership import providers
from membership.providers.practice import Practice
from tests.driving.stripe_ways import SECRET, close_clients
from tests.membership.providers.conformance.drivers import AtStripe, OnPaper, Rehearsed
from tests.stripe_standin.running import KEY


@pytest.fixture(params=sorted(providers.REGISTRY))
def driver(request, settings, monkeypatch, db):
    settings.MEMBERSHIP_PROVIDER = request.param
    settings.MEMBERSHIP_HOURLY_LIMIT = 0
    settings.DEMO = False
    if request.param == "pledge":
        yield OnPaper()
    elif request.param == "practice":
        # Out of the demo it refuses whatever it is asked: so it is away. Nobody has set it up wrongly.
        monkeypatch.setattr(Practice, "check", lambda _practice: [])
        yield Rehearsed(settings)
    else:
        standin = request.getfixturevalue("standin")
        settings.SITE_URL = "http://127.0.0.1:8000"
        settings.STRIPE_SECRET_KEY = KEY
        settings.STRIPE_WEBHOOK_SECRET = [SECRET]
        settings.STRIPE_API_BASE = standin.url
        yield AtStripe(standin)
        close_clients()
