"""RSS 2.0 with whole stories, for the paper and for each section, author and topic.

Republishers get what their terms ask for: every picture comes with its caption and credit in the text itself,
and again as Media RSS. The guid of a story never changes, whatever becomes of its address or of ours.
"""

from datetime import UTC
from typing import Any, TypeVar
from uuid import UUID, uuid5
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from articles import reading
from articles.models import Author, Section, Topic
from articles.models.named import by_slug
from articles.reading.feed_text import picture_type, picture_url, size_of, whole_text
from articles.reading.kinds import label_of, labelled
from articles.reading.paths import absolute
from articles.reading.values import Card, Picture, StoryPage
from newsroom.imprint import current_imprint
from newsroom.pagestore import keep
from newsroom.plain_text import for_xml

NAMESPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}
#: What stories are named within, in the sense of RFC 9562, section 5.5.
_STORIES = UUID("8d3f6a1e-5f0b-4c7e-9f57-2b1d8f3c6a90")


class NewsFeed(Rss201rev2Feed):
    """RSS with creators, whole text and pictures."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), **NAMESPACES}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["text"])
        for picture in item["pictures"]:
            _add_picture(handler, picture)


def _add_picture(handler: SimplerXMLGenerator, picture: Picture) -> None:
    width, height = size_of(picture)
    said = [
        ("media:description", picture.caption or picture.alt, {"type": "plain"}),
        ("media:credit", picture.credit, {"role": "photographer", "scheme": "urn:ebu"}),
        ("media:copyright", picture.copyright_notice or picture.credit, {}),
    ]
    if picture.licence_url:
        said.append(("media:license", picture.licence, {"type": "text/html", "href": picture.licence_url}))
    handler.startElement(
        "media:content",
        AttributesImpl(
            {
                "url": picture_url(picture),
                "medium": "image",
                "type": picture_type(),
                "width": str(width),
                "height": str(height),
            }
        ),
    )
    for element, text, attributes in said:
        if text:
            handler.addQuickElement(element, for_xml(text), attributes)
    handler.endElement("media:content")


def paper(request: HttpRequest) -> HttpResponse:
    return _feed(request, reading.latest(reading.PER_PAGE), {"latest"}, link=reverse("articles:home"))


def section(request: HttpRequest, slug: str) -> HttpResponse:
    found = _find(Section, slug)
    if found.slug != slug:
        return _moved("articles:section_feed", found.slug)
    cards = reading.in_section(found.pk, 1).cards
    tags = {f"section:{found.pk}"}
    return _feed(
        request, cards, tags, link=found.get_absolute_url(), name=found.name, about=found.description
    )


def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = _find(Author, slug)
    return _of_stories(request, found, slug, reading.by_author(found.pk, 1).cards, about=found.bio)


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = _find(Topic, slug)
    return _of_stories(request, found, slug, reading.on_topic(found.pk, 1).cards, about=found.explainer)


def _of_stories(
    request: HttpRequest, found: Author | Topic, slug: str, cards: list[Card], *, about: str
) -> HttpResponse:
    """An author or topic of no story that readers have is nobody's business yet."""
    if not cards:
        raise Http404
    if found.slug != slug:
        return _moved(f"articles:{found._meta.model_name}_feed", found.slug)
    link = found.get_absolute_url()
    return _feed(request, cards, found.page_tags(), link=link, name=found.name, about=about)


Subject = TypeVar("Subject", Section, Author, Topic)


def _find(model: type[Subject], slug: str) -> Subject:
    found = by_slug(model, slug)
    if found is None:
        raise Http404
    return found


def _moved(name: str, slug: str) -> HttpResponse:
    return HttpResponsePermanentRedirect(reverse(name, args=[slug]))


def _feed(
    request: HttpRequest, cards: list[Card], tags: set[str], *, link: str, name: str = "", about: str = ""
) -> HttpResponse:
    imprint = current_imprint(request)
    feed = NewsFeed(
        title=for_xml(f"{imprint.name}: {name}" if name else imprint.name),
        link=absolute(link),
        description=for_xml(about or imprint.tagline or imprint.name),
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(request.path),
        feed_copyright=for_xml(imprint.publisher) or None,
    )
    stories = reading.stories_of([card.article_id for card in cards])
    for story in stories:
        _add(feed, story)
        tags |= story.tags()
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return keep(response, *tags)


def guid(card: Card) -> str:
    """The story's name for ever: made of what no edition changes, and of no host that may change."""
    return f"urn:uuid:{uuid5(_STORIES, f'{card.article_id} {card.first_live.astimezone(UTC).isoformat()}')}"


def _add(feed: NewsFeed, story: StoryPage) -> None:
    card = story.card
    names = [writer.name for writer in card.writers] or ([card.outlet.name] if card.outlet else [])
    feed.add_item(
        title=for_xml(labelled(card.headline, card.kind)),
        link=absolute(card.path),
        description=for_xml(card.standfirst),
        unique_id=guid(card),
        unique_id_is_permalink=False,
        pubdate=timezone.localtime(card.first_live),
        updateddate=timezone.localtime(story.updated_at) if story.updated_at else None,
        categories=[for_xml(name) for name in _categories(story)],
        creators=[for_xml(name) for name in names],
        text=for_xml(whole_text(story)),
        pictures=story.photos,
    )


def _categories(story: StoryPage) -> list[str]:
    """What kind of story it is, if it is not news, then where it stands and what it is about."""
    label = label_of(story.card.kind)
    names = [label, story.card.section.name, *(topic.name for topic in story.topics)]
    return [name for name in dict.fromkeys(names) if name]
