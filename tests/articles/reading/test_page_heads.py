"""What a page says of itself to search engines and to sites that show a card of it."""

from __future__ import annotations

import json
import re

import pytest
from django.conf import settings
from django.test import Client

from newsroom.models import Imprint
from tests.builders import newsdesk
from tests.builders.corrections import make_correction

pytestmark = pytest.mark.django_db
#: A page of each sort, and a word of what it should say of itself where nobody has described it.
PAGES = {
    "/": "The Quay",
    "/harbour/": "Harbour",
    "/harbour/?page=2": "Harbour",
    "/author/ines-vale/": "Ines Vale",
    "/topic/water/": "Water",
    "/outlet/the-ferry-post/": "The Ferry Post",
    "/search/?q=boats": "The Quay",
    "/corrections/": "What we got wrong",
    "/membership/": "The Quay",
}


def meta(path: str) -> dict[str, str]:
    html = Client().get(path).content.decode()
    said = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html))
    said["canonical"] = "".join(re.findall(r'<link rel="canonical" href="([^"]*)">', html))
    return said


@pytest.fixture
def _paper():
    Imprint(name="The Quay").save()
    for number in range(19):
        newsdesk.live(
            f"Boats {number}",
            authors=[newsdesk.author("Ines Vale")],
            topics=[newsdesk.topic("Water")],
            outlet=newsdesk.outlet(),
            slug=f"boats-{number}",
        )
    make_correction(article=newsdesk.live("Mended"), text="It was the other.")


@pytest.mark.usefixtures("_paper")
def test_every_list_and_form_describes_itself():
    for path, word in PAGES.items():
        said = meta(path)
        here = settings.SITE_URL + (path if "page" in path else path.partition("?")[0])
        assert word in said["description"], path
        assert said["og:description"] == said["description"]
        assert said["og:title"]
        assert (said["og:site_name"], said["og:type"]) == ("The Quay", "website")
        assert said["og:url"] == here
        assert said["canonical"] in {here, ""}, path
    assert len({meta(path)["og:title"] for path in PAGES}) == len(PAGES) - 1


@pytest.mark.usefixtures("_paper")
def test_what_the_newsroom_wrote_stands_before_what_we_would_say():
    Imprint(
        name="The Quay", tagline="News & more", gift_heading="Keep it", gift_standfirst="Open to all."
    ).save()
    story_list = newsdesk.section()
    story_list.description = 'All that "floats".'
    story_list.save()

    assert meta("/")["og:description"] == "News &amp; more"
    assert meta("/harbour/")["description"] == "All that &quot;floats&quot;."
    assert (meta("/membership/")["og:title"], meta("/membership/")["description"]) == (
        "Keep it",
        "Open to all.",
    )


def test_a_members_own_address_is_told_to_no_card():
    assert "og:url" not in meta("/membership/me/")


# --- desks are no people ----------------------------------------------------------------------


def machine(path: str) -> list:
    html = Client().get(path).content.decode()
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(script)


def test_a_desk_is_an_organisation_and_a_person_a_person():
    desk = newsdesk.author(
        "Data desk", organisation=True, job_title="Figures", bio="Two </script> reporters."
    )
    map_ = newsdesk.photo("A map", creator="Data desk")
    newsdesk.live(authors=[desk, newsdesk.author("Ines Vale", job_title="Reporter")], slug="a", lead=map_)
    who, creators = machine("/harbour/a/")[0]["author"], machine("/harbour/a/")[0]["image"]
    pages = {name: machine(f"/author/{name}/")["mainEntity"] for name in ("data-desk", "ines-vale")}

    assert [(each["@type"], each.get("jobTitle")) for each in who] == [
        ("Organization", None),
        ("Person", "Reporter"),
    ]
    assert {image["creator"]["@type"] for image in creators} == {"Organization"}
    assert (pages["data-desk"]["@type"], pages["data-desk"]["description"]) == (
        "Organization",
        "Two </script> reporters.",
    )
    assert (pages["ines-vale"]["@type"], pages["ines-vale"]["jobTitle"]) == ("Person", "Reporter")
    assert machine("/author/ines-vale/")["@type"] == "ProfilePage"
