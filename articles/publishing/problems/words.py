"""What is written: headline, standfirst, text, and what is still to come in any field."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.body import parts
from articles.publishing.problems.found import Faults, fault
from articles.publishing.problems.judged import Judged

#: Letters that fit everywhere: in lists, on cards, in search results.
HEADLINE_LENGTH, STANDFIRST_LENGTH = 110, 200
#: Letters below which a headline says too little to be found by.
SHORTEST_HEADLINE = 20
#: A READ line that was typed as text, and so leads nowhere.
_TYPED_READ = re.compile(r"(?m)^(READ\s*:\s*\S.*)")
#: What is still to come, as reporters write it. No word of any language begins so, but a shop is called so.
_TO_COME = re.compile(r"\b(?:TK)+\b(?!\s?Maxx)")
_HEADING = re.compile(r"<h([23])>(.*?)</h[23]>", re.DOTALL)


def faults_of_words(story: Judged) -> Faults:
    copy = story.copy
    text = parts.plain_text(copy.cut)
    yield from _of_headline(copy.headline)
    if not copy.standfirst.strip():
        sentence = _("There is no standfirst. Lists will show the headline alone.")
        yield fault("no-standfirst", "standfirst", sentence)
    if not text:
        yield fault("no-body", "body", _("The story has no text yet. Write it."))
    yield from _to_come(story, text)
    for typed in _TYPED_READ.findall(text):
        sentence = _("A line begins with READ: and leads nowhere. Put it in with the READ button.")
        yield fault("typed-read", "body", sentence, words=typed)
    yield from _of_headings(copy.body)


def _of_headline(headline: str) -> Faults:
    length = len(headline)
    if not headline.strip():
        yield fault("no-headline", "headline", _("There is no headline. Write one."))
    elif length > HEADLINE_LENGTH:
        sentence = ngettext(
            "The headline is %(count)d letter longer than fits everywhere. Shorten it.",
            "The headline is %(count)d letters longer than fits everywhere. Shorten it.",
            length - HEADLINE_LENGTH,
        )
        yield fault("long-headline", "headline", sentence, count=length - HEADLINE_LENGTH)
    elif length < SHORTEST_HEADLINE:
        sentence = ngettext(
            "The headline is only %(count)d letter long. Say more, so that the story is found.",
            "The headline is only %(count)d letters long. Say more, so that the story is found.",
            length,
        )
        yield fault("short-headline", "headline", sentence, count=length)


def _to_come(story: Judged, text: str) -> Faults:
    copy = story.copy
    blocks = [value for kind, value in copy.cut if kind in {"quote", "read"} and isinstance(value, dict)]
    quoted = " ".join(words for block in blocks for words in block.values())
    places = [
        ("headline", _("the headline"), copy.headline),
        ("standfirst", _("the standfirst"), copy.standfirst),
        ("kicker", _("the kicker"), copy.kicker),
        ("key_points", _("the points in short"), copy.key_points),
        ("body", _("the text"), f"{text} {quoted}"),
        *(
            (f"photo-{use.photo}", _("the words of a picture"), f"{use.caption} {use.alt}")
            for use in copy.photos
        ),
        *(
            (f"link-{place}", _("the title of a link"), link.title)
            for place, link in enumerate(copy.links)
            if link.place != "text"
        ),
    ]
    for field, place, words in places:
        if found := _TO_COME.search(words):
            sentence = _("“TK” is still in %(place)s. Fill in what is to come.")
            yield fault("tk", field, sentence, place=place, words=found[0])


def _of_headings(body: str) -> Faults:
    """A reader who goes from heading to heading is led down a step at a time."""
    for level, inner in _HEADING.findall(body):
        if level == "2":
            return
        words = parts.plain_text([["html", inner]])
        sentence = _("“%(words)s” is a smaller subheading with no larger one above it. Make it a larger one.")
        told = {"words": words}
        yield fault("heading-order", "body", sentence % told, words=words)
        return
