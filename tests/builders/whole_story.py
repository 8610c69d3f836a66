"""One story that has one of everything, for tests that compare the whole of what readers and machines get."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import time_machine
from django.conf import settings

from articles.body import parts
from articles.models import Byline, Photo, PhotoCredit, PhotoUse, RelatedLink, Role
from articles.photos.renditions import rendition_url
from articles.reading.values import Picture
from newsroom.models import Imprint
from tests.builders import newsdesk
from tests.builders.corrections import make_correction

BERLIN = ZoneInfo("Europe/Berlin")
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=BERLIN)
HOUR = timedelta(hours=1)


def whole_story() -> SimpleNamespace:
    """The story at /harbour/crews/, live since nine, with all that it is made of by name."""
    with time_machine.travel(NINE, tick=False):
        made = SimpleNamespace(
            imprint=Imprint.objects.create(
                name="The Harbour Paper",
                tagline="News from the quay.",
                publisher="Harbour Cooperative, 14 Ropewalk",
                email="desk@harbour.example",
            ),
            harbour=newsdesk.section("Harbour", description="All that floats."),
            outlet=newsdesk.outlet("The Ferry Post"),
            topics=[newsdesk.topic("Pilotage"), newsdesk.topic("Eels")],
            other=newsdesk.live(
                "Lamps & <lights>", slug="lamps", kind="opinion", authors=[newsdesk.author("Otto Brandt")]
            ),
            draft=newsdesk.story("Never out", slug="never", authors=[newsdesk.author("Otto Brandt")]),
            face=newsdesk.photo("A face", width=800, height=900, widths=[280, 384], focal_x=10, focal_y=20),
            lead=newsdesk.photo("The basin", fingerprint="0123456789abcdef"),
            crane=newsdesk.photo("A crane", creator="Data Desk", widths=[280, 384], height=1001),
            bare=newsdesk.photo("A rope", widths=[]),
            lost=newsdesk.photo("No file"),
        )
        made.ines = newsdesk.author(
            "Ines Amaral",
            job_title="Harbour reporter",
            bio="Covers the port.",
            email="ines@harbour.example",
            portrait=made.face,
        )
        made.desk = newsdesk.author("Data Desk", organisation=True, job_title="Figures and charts")
        made.jo = newsdesk.author("Jo Vale")
        made.lev = newsdesk.author("Lev Otis")
        made.article = newsdesk.story(
            "Crews & <lamps>",
            slug="crews",
            kind="analysis",
            kicker="Pilots",
            sensitive=True,
            section=made.harbour,
            key_points=" First of two. \n\nSecond.\n",
            body=(
                '<p>The <a href="/harbour/">crew</a> came <a href="//away.example/">back</a>.</p>'
                + parts.block("photo", id=made.crane.pk)
                + parts.block("photo", id=made.bare.pk)
                + parts.block("read", id=made.other.pk)
                + parts.block("read", id=made.draft.pk)
                + parts.block("read", href="https://away.example/2", label="Outside & <far>")
                + parts.block("read", label="Still looked for")
                + parts.block("quote", text="Nothing <b> to see", by="Ines & co")
                + parts.block("quote", text="Nobody said it")
            ),
            lead=made.lead,
            authors=[made.ines],
            topics=made.topics,
            outlet=made.outlet,
            outlet_url="https://ferrypost.example/1?a=1&b=2",
            related=[made.other],
        )
        for order, (author, role) in enumerate(
            [(made.desk, Role.EDITING), (made.jo, Role.PHOTOGRAPHS), (made.lev, Role.TRANSLATION)], start=1
        ):
            Byline.objects.create(article=made.article, author=author, role=role, order=order)
        PhotoUse.objects.filter(photo=made.lead).update(focal_x=30, focal_y=70)
        for order, photo in enumerate((made.crane, made.bare, made.lost), start=1):
            PhotoUse.objects.update_or_create(
                article=made.article,
                photo=photo,
                defaults={"place": "text", "caption": photo.caption, "alt": photo.alt, "order": order},
            )
        PhotoUse.objects.filter(photo=made.bare).update(caption="")
        RelatedLink.objects.create(
            article=made.article, url="https://away.example/3", title="Their report", order=3
        )
        newsdesk.saved(made.article, by=None)
        newsdesk.put_out(made.article)
        # What can only be so long after publication, or in what was moved in from elsewhere.
        PhotoCredit.objects.filter(photo=made.bare).delete()
        Photo.objects.filter(pk=made.lost.pk).update(width=0, widths=[])
    made.later = make_correction(
        article=made.article,
        text="It is <em> the east pier.",
        made_at=NINE + 2 * HOUR,
        was="west",
        now="east",
    )
    made.first = make_correction(
        article=made.article, text="We named the wrong man.", made_at=NINE + HOUR, severe=True
    )
    return made


def files(photo: Photo, name: str) -> str:
    """The whole address of that file of a picture."""
    return f"{settings.SITE_URL}{rendition_url(photo.key, photo.fingerprint, name)}"


def shown(
    photo: Photo, place: str, caption: str, order: int, focus: tuple[int, int], *credit: str
) -> Picture:
    """The picture as a page shows it; without a word of credit if none is given."""
    files = (photo.key, photo.fingerprint, photo.width, photo.height, photo.widths)
    return Picture(photo.pk, *files, *focus, place, caption, photo.alt, order, *credit)
