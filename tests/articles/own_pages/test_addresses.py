"""Where a page of the paper stands now, why it is gone, and whether readers find out who publishes it."""

from __future__ import annotations

import pytest
import time_machine
from django.utils import timezone

from articles import own_pages
from articles.reading.own_pages import has_imprint, successor_of, withdrawn_at
from tests.builders.own_pages import keeper, live, page, save

pytestmark = pytest.mark.django_db


def test_of_two_editions_of_one_moment_the_last_made_is_where_a_page_stands():
    with time_machine.travel(timezone.now(), tick=False):
        made = live("Terms", slug="terms")
        own_pages.publish(save(made, slug="conditions"), by=keeper())
        stands = successor_of("terms")
        own_pages.withdraw(made, by=keeper(), reason="They are being rewritten.")

        assert (stands, successor_of("terms")) == ("/conditions/", "")
        assert withdrawn_at("terms") == "They are being rewritten."


def test_only_an_imprint_that_readers_have_says_who_publishes_the_paper():
    live("About us", kind="about")
    made = page("Imprint", kind="imprint")
    seen = [has_imprint()]
    own_pages.publish(made, by=keeper())
    seen.append(has_imprint())
    own_pages.withdraw(made, by=keeper(), reason="Because.")

    assert [*seen, has_imprint()] == [False, True, False]
