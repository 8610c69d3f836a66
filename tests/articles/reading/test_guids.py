"""The name of a story in feeds is for ever: no change of address or host makes it another story."""

from __future__ import annotations

from uuid import UUID

import pytest
from defusedxml import ElementTree

from newsroom.pagestore import store
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db


def guids(client) -> list[str]:
    store.clear()
    found = ElementTree.fromstring(client.get("/feed/").content).findall("channel/item/guid")
    return [guid.text for guid in found]


def test_a_guid_is_no_address_and_each_story_has_its_own(client):
    newsdesk.live("One")
    newsdesk.live("Two")

    found = guids(client)

    assert len(set(found)) == 2
    assert [UUID(guid.removeprefix("urn:uuid:")).version for guid in found] == [5, 5]


def test_a_guid_stays_when_the_story_changes_its_words_or_address(client):
    article = newsdesk.live("One", slug="one")
    before = guids(client)

    newsdesk.put_out(newsdesk.save(article, slug="elsewhere", headline="Another"))

    assert guids(client) == before


def test_a_guid_stays_when_the_paper_moves_to_another_host(client, settings):
    newsdesk.live("One")
    before = guids(client)

    settings.SITE_URL = "https://elsewhere.example"

    assert guids(client) == before
