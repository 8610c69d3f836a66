"""Readers get editions of the paper's own pages only: a canary in what is not published is nowhere."""

from __future__ import annotations

import pytest

from articles import own_pages
from tests.builders import newsdesk
from tests.builders.own_pages import keeper, live, page, save
from tests.driving.everywhere import CANARY, where

pytestmark = pytest.mark.django_db
FIELDS = {
    "name": f"{CANARY} title",
    "label": f"{CANARY} label",
    "description": f"{CANARY} description",
    "body": f"<p>{CANARY} text</p>",
    "slug": f"{CANARY}-address",
    "order": 0,
}


def a_draft():
    page("Imprint", **{**FIELDS, "name": "Imprint"})


def a_draft_of_a_live_page():
    save(live("About us", slug="about"), **FIELDS)


def a_withdrawn_page():
    made = page("Imprint", **{**FIELDS, "name": "Imprint", "slug": "imprint"})
    own_pages.publish(made, by=keeper())
    assert where() > {"/", "/imprint/", "/membership/", "/search/?q=kelp"}
    own_pages.withdraw(made, by=keeper(), reason="It is being rewritten.")


def an_edition_that_was_replaced():
    made = page("Imprint", **{**FIELDS, "slug": "imprint"})
    own_pages.publish(made, by=keeper())
    save(made, name="Imprint", label="", description="", body="<p>Who we are.</p>")
    own_pages.publish(made, by=keeper())


@pytest.mark.parametrize(
    "hide", [a_draft, a_draft_of_a_live_page, a_withdrawn_page, an_edition_that_was_replaced]
)
def test_no_reader_meets_the_canary(hide):
    newsdesk.live("A story")
    hide()

    # Its address alone is in the answers to those who ask for it by that address.
    assert {path for path in where() if CANARY not in path} == set()
    # And again from the page store.
    assert {path for path in where() if CANARY not in path} == set()
