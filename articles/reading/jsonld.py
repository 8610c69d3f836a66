"""What a story says of itself to machines: schema.org as JSON-LD, from the very values that the page shows.

Sources: schema.org (NewsArticle, ImageObject, CorrectionComment), Google's documents on Article and on
licensable images. Nothing is said here that a reader of the page is not told too.
"""

import json
from typing import Any

from django.conf import settings

from articles.models import Author
from articles.models.byline import Role
from articles.reading.kinds import ADVERT, label_of
from articles.reading.own_pages import OwnPage
from articles.reading.paths import absolute, path_to
from articles.reading.values import Picture, StoryPage, Writer
from newsroom.iso_moments import iso_moment
from newsroom.models import Imprint

Thing = dict[str, Any]

#: News, features and obituaries are NewsArticles; these are that and something more exact.
KINDS = {"analysis": "AnalysisNewsArticle", "opinion": "OpinionNewsArticle", "review": "ReviewNewsArticle"}
#: The property that holds each role of a byline.
ROLES = {Role.BY: "author", Role.EDITING: "editor", Role.TRANSLATION: "translator"}
#: Signs that could end the script element, or a line of it, before its time.
_ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def story_jsonld(story: StoryPage, imprint: Imprint) -> str:
    """The text of `<script type="application/ld+json">`: safe to put there as it is."""
    things = [news_article(story, imprint), breadcrumbs(story, imprint)]
    return _script(things)


def page_jsonld(page: OwnPage, imprint: Imprint) -> str:
    """What a page of the paper itself says of itself."""
    url = absolute(page.path)
    exact = {"about": "AboutPage", "contact": "ContactPage"}.get(page.kind, "WebPage")
    return _script(
        {
            "@context": "https://schema.org",
            "@type": exact,
            "@id": url,
            "url": url,
            "name": page.title,
            **({"description": page.description} if page.description else {}),
            "dateModified": iso_moment(page.changed_at),
            "inLanguage": settings.LANGUAGE_CODE,
            "publisher": publisher(imprint),
        }
    )


def _script(things: Thing | list[Thing]) -> str:
    said = json.dumps(things, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPES.items():
        said = said.replace(sign, escaped)
    return said


def news_article(story: StoryPage, imprint: Imprint) -> Thing:
    card = story.card
    url = absolute(card.path)
    thing: Thing = {
        "@context": "https://schema.org",
        "@type": _type(card.kind),
        "@id": f"{url}#story",
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "url": url,
        "headline": card.headline,
        "description": card.standfirst,
        "datePublished": iso_moment(card.first_live),
        "dateModified": iso_moment(story.updated_at or card.first_live),
        "articleSection": card.section.name,
        "genre": label_of(card.kind),
        "keywords": [topic.name for topic in story.topics],
        "wordCount": card.words,
        "inLanguage": settings.LANGUAGE_CODE,
        "isAccessibleForFree": True,
        "publisher": publisher(imprint),
        "image": _images(story, url),
        "correction": [
            {"@type": "CorrectionComment", "text": fix.text, "datePublished": iso_moment(fix.made_at)}
            for fix in story.fixes
        ],
    }
    thing |= _people(story, imprint)
    if card.outlet:
        thing["sourceOrganization"] = {
            "@type": "NewsMediaOrganization",
            "name": card.outlet.name,
            "url": absolute(path_to("outlet", card.outlet.slug)),
        }
        thing["isBasedOn"] = story.outlet_url
    return {name: value for name, value in thing.items() if value not in ("", [], None)}


def _type(kind: str) -> str | list[str]:
    """What an advertiser paid for is no kind of news, to machines neither."""
    if kind == ADVERT:
        return "AdvertiserContentArticle"
    return ["NewsArticle", KINDS[kind]] if kind in KINDS else "NewsArticle"


def publisher(imprint: Imprint) -> Thing:
    thing = {"@type": "NewsMediaOrganization", "name": imprint.name, "url": absolute("/")}
    thing["correctionsPolicy"] = absolute(path_to("corrections"))
    if imprint.tagline:
        thing["description"] = imprint.tagline
    if imprint.email:
        thing["email"] = imprint.email
    return thing


def breadcrumbs(story: StoryPage, imprint: Imprint) -> Thing:
    section = story.card.section
    steps = [
        (imprint.name, absolute(path_to("home"))),
        (section.name, absolute(path_to("section", section.slug))),
        (story.card.headline, absolute(story.card.path)),
    ]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, start=1)
        ],
    }


def _people(story: StoryPage, imprint: Imprint) -> Thing:
    """Writers by role; copy that no person signs is the partner's, or the paper's own."""
    people: dict[str, list[Thing]] = {}
    for writer in story.card.writers:
        people.setdefault(ROLES.get(Role(writer.role), "contributor"), []).append(_credited(writer))
    if "author" not in people:
        outlet = story.card.outlet
        name = outlet.name if outlet else imprint.name
        url = absolute(path_to("outlet", outlet.slug) if outlet else path_to("home"))
        people["author"] = [{"@type": "NewsMediaOrganization", "name": name, "url": url}]
    return dict(people)


def author_jsonld(author: Author, portrait: Picture | None) -> str:
    """The page of one who is credited, as schema.org's ProfilePage; safe to put into the script as it is."""
    whom = _credited(author) | {"description": author.bio, "email": author.email}
    if portrait:
        width = max(portrait.widths, default=portrait.width)
        whom["image"] = absolute(portrait.url(width, "jpg"))
    whom = {name: value for name, value in whom.items() if value}
    return _script({"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": whom})


def _credited(who: Writer | Author) -> Thing:
    """A person with what they do here, or a desk."""
    thing = {
        "@type": "Organization" if who.organisation else "Person",
        "name": who.name,
        "url": absolute(path_to("author", who.slug)),
    }
    if who.job_title:
        thing["description" if who.organisation else "jobTitle"] = who.job_title
    return thing


def _images(story: StoryPage, page: str) -> list[Thing]:
    """The lead picture first, whole and as the card that is cut for sharing, then those in the text."""
    lead = story.card.picture
    desks = {writer.name for writer in story.card.writers if writer.organisation}
    images = []
    if lead:
        card = {"contentUrl": absolute(lead.social_url), "width": 1200, "height": 630}
        images += [_image(lead, page, desks), _image(lead, page, desks) | card]
    images += [_image(picture, page, desks) for picture in story.photos if picture is not lead]
    return images


def _image(picture: Picture, page: str, desks: set[str]) -> Thing:
    width = max(picture.widths, default=picture.width)
    thing: Thing = {
        "@type": "ImageObject",
        "contentUrl": absolute(picture.url(width, "jpg")),
        "width": width,
        "height": round(picture.height * width / picture.width),
        "caption": picture.caption or picture.alt,
        "creditText": picture.credit,
        "creator": _creator(picture, desks),
        "copyrightNotice": picture.copyright_notice or picture.credit,
        # Terms without a page of their own are stated beside the picture, on this page.
        "license": picture.licence_url or page,
        "acquireLicensePage": picture.source_url or page,
    }
    return {name: value for name, value in thing.items() if value}


def _creator(picture: Picture, desks: set[str]) -> Thing | None:
    if picture.creator:
        return {"@type": "Organization" if picture.creator in desks else "Person", "name": picture.creator}
    if picture.organisation:
        return {"@type": "Organization", "name": picture.organisation}
    return None
