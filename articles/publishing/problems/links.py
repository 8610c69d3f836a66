"""Where the story leads: READ lines, related stories, links in the text."""

import html
import re

from django.utils.translation import gettext as _

from articles.publishing.problems.found import Faults, fault
from articles.publishing.problems.judged import Judged
from articles.publishing.problems.own_paths import own_path, that_lead_nowhere

_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_WHOLE = re.compile(r"(?:https?://[^/]|mailto:.|/)", re.IGNORECASE)


def faults_of_links(story: Judged) -> Faults:
    yield from _in_the_text(story.copy.body)
    for place, link in enumerate(story.copy.links):
        if link.wanted:
            sentence = _("No story found yet for READ “%(wanted)s”. Choose one; readers do not see the line.")
            yield fault("open-read", f"link-{place}", sentence, wanted=link.wanted, words=link.wanted)
        elif link.target and link.target not in story.readable:
            headline = story.targets.get(link.target, "")
            sentence = _("“%(headline)s” is not live. Readers do not see the link until it is.")
            yield fault("link-not-live", f"link-{place}", sentence, headline=headline, words=headline)
    if not story.copy.links:
        sentence = _("No related story. One or more keep readers here.")
        yield fault("no-related", "related_links", sentence)


def _in_the_text(body: str) -> Faults:
    found = [(html.unescape(href), html.unescape(_TAG.sub("", inner))) for href, inner in _LINK.findall(body)]
    for href, words in found:
        if not _WHOLE.match(href):
            sentence = _("The link “%(words)s” leads to “%(href)s”. Give its whole address, with https://.")
            yield fault("no-scheme", "body", sentence % {"words": words, "href": href}, words=words)
    ours = [(path, words) for href, words in found if (path := own_path(href))]
    nowhere = that_lead_nowhere({path for path, _words in ours})
    for path, words in ours:
        if path in nowhere:
            sentence = _("The link “%(words)s” leads to %(path)s, where readers find nothing. Mend it.")
            yield fault("broken-link", "body", sentence % {"words": words, "path": path}, words=words)
