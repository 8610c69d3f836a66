"""What stands in the way of publishing: sentences for the editor, blocking or warning."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.body import parts
from articles.models import Address, Article, Edition, PhotoCredit, PhotoUse

#: Letters that fit everywhere: in lists, on cards, in search results.
HEADLINE_LENGTH, STANDFIRST_LENGTH = 110, 200
#: Letters of a whole address, section and slashes included.
LONGEST_PATH: int = Address._meta.get_field("path").max_length or 0
_TK = re.compile(r"\bTK\b")
#: A READ line that was typed as text, and so leads nowhere.
_TYPED_READ = re.compile(r"(?m)^READ\s*:\s*\S")


@dataclass(frozen=True)
class Problem:
    """`field` names what to look at: a field of the story form, `photo-<pk>` or `link-<pk>`."""

    code: str
    sentence: str
    field: str
    blocking: bool


def _blocks(code: str, field: str, sentence: str, **told: object) -> Problem:
    return Problem(code, sentence % told, field, blocking=True)


def _warns(code: str, field: str, sentence: str, **told: object) -> Problem:
    return Problem(code, sentence % told, field, blocking=False)


def written(moment: datetime) -> str:
    """28 November 2026, 22:00 in the newsroom's zone; with seconds where there are any."""
    seconds = ":s" if moment.second or moment.microsecond else ""
    return date_format(timezone.localtime(moment), f"j F Y, H:i{seconds}")


def problems(article: Article, *, at: datetime | None = None) -> list[Problem]:
    """All that stands in the way of this saved copy going live at `at` (now if not given); blocking first."""
    now = timezone.now()
    at = at or now
    # What moves in from an archive is before readers from today on, whatever it could show then.
    day = timezone.localdate(max(at, now))
    found = [*_of_words(article), *_of_credit(article, day), *_of_place(article, at), *_of_links(article)]
    in_text = {value for kind, value in parts.cut(article.body) if kind == "photo"}
    for use in article.photo_uses.select_related("photo__credit__licence").order_by("order", "pk"):
        found += _of_photo(use, day)
        if use.place == PhotoUse.Place.TEXT and use.photo_id not in in_text:
            sentence = _("The picture “%(name)s” stands nowhere in the text. Put it in, or take it off.")
            found.append(_warns("photo-nowhere", f"photo-{use.pk}", sentence, name=use))
    return sorted(found, key=lambda problem: not problem.blocking)


def _of_words(article: Article) -> Iterator[Problem]:
    text = parts.plain_text(parts.cut(article.body))
    if not article.headline.strip():
        yield _blocks("no-headline", "headline", _("There is no headline. Write one."))
    elif (too_many := len(article.headline) - HEADLINE_LENGTH) > 0:
        sentence = ngettext(
            "The headline is %(count)d letter longer than fits everywhere. Shorten it.",
            "The headline is %(count)d letters longer than fits everywhere. Shorten it.",
            too_many,
        )
        yield _warns("long-headline", "headline", sentence, count=too_many)
    if not article.standfirst.strip():
        sentence = _("There is no standfirst. Lists will show the headline alone.")
        yield _warns("no-standfirst", "standfirst", sentence)
    if not text:
        yield _blocks("no-body", "body", _("The story has no text yet. Write it."))
    if any(_TK.search(words) for words in (article.headline, article.standfirst, article.key_points, text)):
        yield _warns("tk", "body", _("“TK” is still in the text. Fill in what is to come."))
    if _TYPED_READ.search(text):
        sentence = _("A line begins with READ: and leads nowhere. Put it in with the READ button.")
        yield _warns("typed-read", "body", sentence)


def _of_credit(article: Article, day: date) -> Iterator[Problem]:
    outlet = article.outlet
    if not outlet and not article.bylines.exists():
        sentence = _("Nobody is credited. Add an author or the partner it comes from.")
        yield _blocks("no-byline", "bylines", sentence)
    if outlet and outlet.agreement_until and outlet.agreement_until < day:
        is_over = outlet.agreement_until < timezone.localdate()
        sentence = (
            _("The agreement with %(outlet)s ended on %(date)s. Renew it on the outlet's page first.")
            if is_over
            else _("The agreement with %(outlet)s ends on %(date)s. Renew it on the outlet's page first.")
        )
        until = date_format(outlet.agreement_until)
        yield _blocks("agreement-ended", "outlet", sentence, outlet=outlet.name, date=until)
    if outlet and outlet.link_required and not article.outlet_url:
        sentence = _("%(outlet)s asks for a link to the original. Add it.")
        yield _warns("no-original", "outlet_url", sentence, outlet=outlet.name)


def _of_place(article: Article, at: datetime) -> Iterator[Problem]:
    if article.section is None:
        yield _blocks("no-section", "section", _("The story stands in no section. Choose one."))
    elif (too_many := len(article.address) - LONGEST_PATH) > 0:
        sentence = ngettext(
            "The address is %(count)d letter too long. Shorten it.",
            "The address is %(count)d letters too long. Shorten it.",
            too_many,
        )
        yield _blocks("address-long", "slug", sentence, count=too_many)
    elif article.slug == "feed":
        yield _blocks("address-feed", "slug", _("The address “feed” is the section's own. Choose another."))
    elif Address.objects.filter(path=article.address).exclude(article=article).exists():
        sentence = _("The address %(path)s belongs to another story. Choose another.")
        yield _blocks("address-taken", "slug", sentence, path=article.address)
    if article.embargo and at < article.embargo:
        sentence = _("The embargo ends on %(until)s. Schedule the story for then.")
        yield _blocks("embargo", "embargo", sentence, until=written(article.embargo))


def _of_photo(use: PhotoUse, day: date) -> Iterator[Problem]:
    field, name = f"photo-{use.pk}", use.caption[:60] or str(use.photo)
    if not use.photo.width:
        sentence = _("The picture “%(name)s” has no file yet. Upload it, or take it off the story.")
        yield _blocks("no-file", field, sentence, name=name)
    if not use.alt.strip() and not use.decorative:
        sentence = _("Alt text is missing on the picture “%(name)s”. Say what it shows, or tick Decorative.")
        yield _blocks("no-alt", field, sentence, name=name)
    yield from _of_rights(getattr(use.photo, "credit", None), field, name, day)


def _of_rights(credit: PhotoCredit | None, field: str, name: str, day: date) -> Iterator[Problem]:
    """Whether the picture may be shown on that day, and with whose name."""
    if credit is None or not (credit.creator or credit.organisation):
        sentence = _("The picture “%(name)s” has no credit. Say who made it.")
        yield _blocks("no-credit", field, sentence, name=name)
    elif credit.licence is None:
        said = f" (“{credit.terms}”)" if credit.terms else ""
        sentence = _("The licence of “%(name)s” is not clear%(said)s. Choose it on the picture's page.")
        yield _blocks("no-licence", field, sentence, name=name, said=said)
    elif credit.licence.requires_link and not credit.source_url:
        sentence = _("%(licence)s asks for a link to the original of “%(name)s”. Add it.")
        yield _warns("no-source", field, sentence, licence=credit.licence.name, name=name)
    if credit and credit.expires_on and credit.expires_on < day:
        sentence = _("The picture “%(name)s” could be used until %(date)s. Choose another.")
        yield _blocks("photo-expired", field, sentence, name=name, date=date_format(credit.expires_on))


def _of_links(article: Article) -> Iterator[Problem]:
    links = list(article.related_links.select_related("target"))
    targets = [link.target_id for link in links if link.target_id]
    readable = set(Edition.objects.readable().filter(article__in=targets).values_list("article", flat=True))
    for link in links:
        if link.wanted:
            sentence = _("No story found yet for READ “%(wanted)s”. Choose one; readers do not see the line.")
            yield _warns("open-read", f"link-{link.pk}", sentence, wanted=link.wanted)
        elif link.target_id and link.target_id not in readable:
            sentence = _("“%(headline)s” is not live. Readers do not see the link until it is.")
            yield _warns("link-not-live", f"link-{link.pk}", sentence, headline=link.target)
    if not links:
        sentence = _("No related story. One or more keep readers here.")
        yield _warns("no-related", "related_links", sentence)
