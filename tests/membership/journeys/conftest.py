"""A paper that takes cards."""

from __future__ import annotations

import copy
from datetime import date

import pytest
from csp.utils import build_policy

from membership.models import Appeal, Issuer
from membership.providers.stripe import keys
from newsroom.headers import PolicyMiddleware
from newsroom.models import Imprint
from tests.driving.stripe_ways import SECRET, stripe  # noqa: F401 (fixtures)
from tests.stripe_standin.running import LIVE_KEY


@pytest.fixture
def newsroom(live_server, standin, stripe, settings, monkeypatch):
    """A paper that takes cards, through a stand-in that plays real money and sends its events to us."""
    settings.SITE_URL = live_server.url
    settings.STRIPE_SECRET_KEY = LIVE_KEY
    monkeypatch.setattr(keys, "_may_ask", lambda _keys: True)
    allowed = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    allowed["DIRECTIVES"]["form-action"] = ["'self'", standin.url]
    settings.CONTENT_SECURITY_POLICY = allowed
    monkeypatch.setattr(PolicyMiddleware, "plain_policy", property(lambda _self: str(build_policy())))
    standin.webhook(f"{live_server.url}/membership/webhooks/stripe/", SECRET, live=True)
    Imprint.objects.create(name="The Harbour Ledger", email="gifts@ledger.example", phone="0555 0140")
    Issuer.objects.create(
        name="Harbour Ledger Cooperative", address="14 Ropewalk\nSaltmere", valid_from=date(2020, 1, 1)
    )
    Appeal.objects.create(
        heading="The pump logs cost us €640 and five months",
        text="Members paid for them.",
        amounts="4 keeps one council meeting covered\n8 pays for a records request\n15 an hour’s work",
    )
    return live_server
