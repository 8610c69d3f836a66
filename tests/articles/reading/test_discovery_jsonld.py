"""The whole of what pages say of themselves to machines: each word of their JSON-LD."""

from __future__ import annotations

import json
import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from articles.models import Author, PhotoCredit
from articles.reading.jsonld import author_jsonld
from articles.reading.lists import portrait_of_author
from newsroom.models import Imprint
from tests.builders import newsdesk, own_pages
from tests.builders.whole_story import NINE, files

pytestmark = pytest.mark.django_db
SITE = settings.SITE_URL
CC = "https://creativecommons.org/licenses/by/4.0/"
PAPER = {
    "@type": "NewsMediaOrganization",
    "name": "The Harbour Paper",
    "url": f"{SITE}/",
    "correctionsPolicy": f"{SITE}/corrections/",
    "description": "News from the quay.",
    "email": "desk@harbour.example",
}


def scripts(path: str):
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', Client().get(path).text, re.DOTALL
    )
    [script] = found
    return json.loads(script)


def image(photo, name: str, **said) -> dict:
    """As it is said of a picture by Jo Vale that is free to use."""
    return {
        "@type": "ImageObject",
        "contentUrl": files(photo, name),
        "creditText": "Jo Vale / Quay Pictures",
        "creator": {"@type": "Person", "name": "Jo Vale"},
        "copyrightNotice": "Jo Vale / Quay Pictures",
        "license": CC,
        "acquireLicensePage": "https://quay.example/1",
        **said,
    }


def person(author: Author, **said: str) -> dict:
    return {"@type": "Person", "name": author.name, "url": f"{SITE}/author/{author.slug}/", **said}


def test_json_ld_of_a_story_and_the_way_to_it(made):
    story, crumbs = scripts("/harbour/crews/")
    page = f"{SITE}/harbour/crews/"

    assert story == {
        "@context": "https://schema.org",
        "@type": ["NewsArticle", "AnalysisNewsArticle"],
        "@id": f"{page}#story",
        "mainEntityOfPage": {"@type": "WebPage", "@id": page},
        "url": page,
        "headline": "Crews & <lamps>",
        "description": "What the crews saw.",
        "datePublished": "2026-11-20T09:00:00+01:00",
        "dateModified": "2026-11-20T09:00:00+01:00",
        "articleSection": "Harbour",
        "genre": "Analysis",
        "keywords": ["Pilotage", "Eels"],
        "wordCount": 4,
        "inLanguage": settings.LANGUAGE_CODE,
        "isAccessibleForFree": True,
        "publisher": PAPER,
        "image": [
            image(made.lead, "1400.jpg", width=1400, height=875, caption="The basin"),
            image(made.lead, "social.jpg", width=1200, height=630, caption="The basin"),
            image(
                made.crane,
                "384.jpg",
                width=384,
                height=240,
                caption="A crane",
                creator={"@type": "Organization", "name": "Data Desk"},
                creditText="Data Desk / Quay Pictures",
                copyrightNotice="Data Desk / Quay Pictures",
            ),
            # Nobody is known to have made it: its terms are those of the page.
            {
                "@type": "ImageObject",
                "contentUrl": files(made.bare, "1600.jpg"),
                "width": 1600,
                "height": 1000,
                "caption": "A rope, seen from the quay",
                "license": page,
                "acquireLicensePage": page,
            },
        ],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": "We named the wrong man.",
                "datePublished": "2026-11-20T10:00:00+01:00",
            },
            {
                "@type": "CorrectionComment",
                "text": "It is <em> the east pier.",
                "datePublished": "2026-11-20T11:00:00+01:00",
            },
        ],
        "author": [person(made.ines, jobTitle="Harbour reporter")],
        "editor": [person(made.desk, description="Figures and charts") | {"@type": "Organization"}],
        "contributor": [person(made.jo)],
        "translator": [person(made.lev)],
        "sourceOrganization": {
            "@type": "NewsMediaOrganization",
            "name": "The Ferry Post",
            "url": f"{SITE}/outlet/the-ferry-post/",
        },
        "isBasedOn": "https://ferrypost.example/1?a=1&b=2",
    }
    assert crumbs == {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "The Harbour Paper", "item": f"{SITE}/"},
            {"@type": "ListItem", "position": 2, "name": "Harbour", "item": f"{SITE}/harbour/"},
            {"@type": "ListItem", "position": 3, "name": "Crews & <lamps>", "item": page},
        ],
    }


def test_a_paper_that_says_little_of_itself_and_a_story_that_has_little_say_nothing_empty():
    Imprint.objects.create(name="The Harbour Paper", tagline="", email="")
    newsdesk.live(slug="plain", standfirst="")

    story, _crumbs = scripts("/harbour/plain/")

    assert set(story) == {
        "@context", "@type", "@id", "mainEntityOfPage", "url", "headline", "datePublished", "dateModified",
        "articleSection", "wordCount", "inLanguage", "isAccessibleForFree", "publisher", "author",
    }  # fmt: skip
    assert set(story["publisher"]) == {"@type", "name", "url", "correctionsPolicy"}


@pytest.mark.parametrize("outlet", [True, False])
def test_what_no_person_signs_is_the_partners_or_our_own(outlet):
    Imprint.objects.create(name="The Harbour Paper")
    article = newsdesk.story(slug="unsigned", outlet=newsdesk.outlet() if outlet else None)
    article.bylines.update(role="photographs")
    newsdesk.saved(article, by=None)
    newsdesk.put_out(article)

    story, _crumbs = scripts("/harbour/unsigned/")

    whose = ("The Ferry Post", "/outlet/the-ferry-post/") if outlet else ("The Harbour Paper", "/")
    assert story["author"] == [
        {"@type": "NewsMediaOrganization", "name": whose[0], "url": f"{SITE}{whose[1]}"}
    ]
    assert [who["name"] for who in story["contributor"]] == ["Ines Amaral"]


def test_a_picture_says_whose_it_is_and_whose_the_rights_are():
    photo = newsdesk.photo(creator="")
    newsdesk.live(slug="boats", lead=photo)
    PhotoCredit.objects.update(copyright_notice="© Quay Pictures 2026", source_url="", licence=None)
    page = f"{SITE}/harbour/boats/"

    said = scripts("/harbour/boats/")[0]["image"][0]

    assert said["creator"] == {"@type": "Organization", "name": "Quay Pictures"}
    assert said["copyrightNotice"] == "© Quay Pictures 2026"
    assert said["creditText"] == "Quay Pictures"
    assert (said["license"], said["acquireLicensePage"]) == (page, page)


def test_the_page_of_one_who_is_credited_says_who_that_is(made):
    profile = {"@context": "https://schema.org", "@type": "ProfilePage"}

    assert scripts("/author/ines-amaral/") == profile | {
        "mainEntity": person(
            made.ines,
            jobTitle="Harbour reporter",
            description="Covers the port.",
            email="ines@harbour.example",
            image=files(made.face, "384.jpg"),
        )
    }
    assert scripts("/author/data-desk/") == profile | {
        "mainEntity": person(made.desk) | {"@type": "Organization"}
    }
    assert scripts("/author/lev-otis/") == profile | {"mainEntity": person(made.lev)}
    made.face.widths = []
    script = author_jsonld(made.ines, portrait_of_author(Author(portrait=made.face)))
    assert json.loads(script)["mainEntity"]["image"] == files(made.face, "800.jpg")


@pytest.mark.parametrize(
    ("kind", "exact"), [("about", "AboutPage"), ("contact", "ContactPage"), ("imprint", "WebPage")]
)
def test_a_page_of_our_own_says_what_it_is(kind, exact):
    Imprint.objects.create(
        name="The Harbour Paper", tagline="News from the quay.", email="desk@harbour.example"
    )
    description = "Who we are." if kind == "about" else ""
    with time_machine.travel(NINE, tick=False):
        own_pages.live("Of us & <you>", slug="of-us", kind=kind, description=description)
        said = scripts("/of-us/")

    assert said == {
        "@context": "https://schema.org",
        "@type": exact,
        "@id": f"{SITE}/of-us/",
        "url": f"{SITE}/of-us/",
        "name": "Of us & <you>",
        **({"description": description} if description else {}),
        "dateModified": "2026-11-20T09:00:00+01:00",
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": PAPER,
    }
