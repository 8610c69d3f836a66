"""What stands in the way of publishing: sentences for the editor, blocking or warning."""

from __future__ import annotations

import re
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


def _blocks(code: str, field: str, sentence: str) -> Problem:
    return Problem(code, sentence, field, blocking=True)


def _warns(code: str, field: str, sentence: str) -> Problem:
    return Problem(code, sentence, field, blocking=False)


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
            found.append(
                _warns(
                    "photo-nowhere",
                    f"photo-{use.pk}",
                    _("The picture “%(name)s” stands nowhere in the text. Put it in, or take it off.")
                    % {"name": str(use)},
                )
            )
    return sorted(found, key=lambda problem: not problem.blocking)


def _of_words(article: Article) -> list[Problem]:
    found = []
    text = parts.plain_text(parts.cut(article.body))
    if not article.headline.strip():
        found.append(_blocks("no-headline", "headline", _("There is no headline. Write one.")))
    elif len(article.headline) > HEADLINE_LENGTH:
        too_many = len(article.headline) - HEADLINE_LENGTH
        found.append(
            _warns(
                "long-headline",
                "headline",
                ngettext(
                    "The headline is %(count)d letter longer than fits everywhere. Shorten it.",
                    "The headline is %(count)d letters longer than fits everywhere. Shorten it.",
                    too_many,
                )
                % {"count": too_many},
            )
        )
    if not article.standfirst.strip():
        found.append(
            _warns(
                "no-standfirst",
                "standfirst",
                _("There is no standfirst. Lists will show the headline alone."),
            )
        )
    if not text:
        found.append(_blocks("no-body", "body", _("The story has no text yet. Write it.")))
    if any(_TK.search(words) for words in (article.headline, article.standfirst, article.key_points, text)):
        found.append(_warns("tk", "body", _("“TK” is still in the text. Fill in what is to come.")))
    if _TYPED_READ.search(text):
        sentence = _("A line begins with READ: and leads nowhere. Put it in with the READ button.")
        found.append(_warns("typed-read", "body", sentence))
    return found


def _of_credit(article: Article, day: date) -> list[Problem]:
    found = []
    if not article.outlet_id and not article.bylines.exists():
        found.append(
            _blocks(
                "no-byline", "bylines", _("Nobody is credited. Add an author or the partner it comes from.")
            )
        )
    outlet = article.outlet
    if outlet and outlet.agreement_until and outlet.agreement_until < day:
        is_over = outlet.agreement_until < timezone.localdate()
        sentence = (
            _("The agreement with %(outlet)s ended on %(date)s. Renew it on the outlet's page first.")
            if is_over
            else _("The agreement with %(outlet)s ends on %(date)s. Renew it on the outlet's page first.")
        )
        said = {"outlet": outlet.name, "date": date_format(outlet.agreement_until)}
        found.append(_blocks("agreement-ended", "outlet", sentence % said))
    if outlet and outlet.link_required and not article.outlet_url:
        found.append(
            _warns(
                "no-original",
                "outlet_url",
                _("%(outlet)s asks for a link to the original. Add it.") % {"outlet": outlet.name},
            )
        )
    return found


def _of_place(article: Article, at: datetime) -> list[Problem]:
    found = []
    if article.section is None:
        found.append(_blocks("no-section", "section", _("The story stands in no section. Choose one.")))
    elif len(article.address) > LONGEST_PATH:
        too_many = len(article.address) - LONGEST_PATH
        found.append(
            _blocks(
                "address-long",
                "slug",
                ngettext(
                    "The address is %(count)d letter too long. Shorten it.",
                    "The address is %(count)d letters too long. Shorten it.",
                    too_many,
                )
                % {"count": too_many},
            )
        )
    elif article.slug == "feed":
        found.append(
            _blocks("address-feed", "slug", _("The address “feed” is the section's own. Choose another."))
        )
    elif Address.objects.filter(path=article.address).exclude(article=article).exists():
        found.append(
            _blocks(
                "address-taken",
                "slug",
                _("The address %(path)s belongs to another story. Choose another.")
                % {"path": article.address},
            )
        )
    if article.embargo and at < article.embargo:
        found.append(
            _blocks(
                "embargo",
                "embargo",
                _("The embargo ends on %(until)s. Schedule the story for then.")
                % {"until": written(article.embargo)},
            )
        )
    return found


def _of_photo(use: PhotoUse, day: date) -> list[Problem]:
    found = []
    field, name = f"photo-{use.pk}", use.caption[:60] or str(use.photo)
    if not use.photo.width:
        found.append(
            _blocks(
                "no-file",
                field,
                _("The picture “%(name)s” has no file yet. Upload it, or take it off the story.")
                % {"name": name},
            )
        )
    if not use.alt.strip() and not use.decorative:
        found.append(
            _blocks(
                "no-alt",
                field,
                _("Alt text is missing on the picture “%(name)s”. Say what it shows, or tick Decorative.")
                % {"name": name},
            )
        )
    return found + _of_rights(getattr(use.photo, "credit", None), field, name, day)


def _of_rights(credit: PhotoCredit | None, field: str, name: str, day: date) -> list[Problem]:
    """Whether the picture may be shown on that day, and with whose name."""
    if credit is None or not (credit.creator or credit.organisation):
        sentence = _("The picture “%(name)s” has no credit. Say who made it.") % {"name": name}
        found = [_blocks("no-credit", field, sentence)]
    else:
        found = _of_licence(credit, field, name)
    if credit and credit.expires_on and credit.expires_on < day:
        found.append(
            _blocks(
                "photo-expired",
                field,
                _("The picture “%(name)s” could be used until %(date)s. Choose another.")
                % {"name": name, "date": date_format(credit.expires_on)},
            )
        )
    return found


def _of_licence(credit: PhotoCredit, field: str, name: str) -> list[Problem]:
    if credit.licence is None:
        said = f" (“{credit.terms}”)" if credit.terms else ""
        sentence = _("The licence of “%(name)s” is not clear%(said)s. Choose it on the picture's page.") % {
            "name": name,
            "said": said,
        }
        return [_blocks("no-licence", field, sentence)]
    if credit.licence.requires_link and not credit.source_url:
        sentence = _("%(licence)s asks for a link to the original of “%(name)s”. Add it.") % {
            "licence": credit.licence.name,
            "name": name,
        }
        return [_warns("no-source", field, sentence)]
    return []


def _of_links(article: Article) -> list[Problem]:
    found = []
    links = list(article.related_links.select_related("target"))
    readable = set(
        Edition.objects.readable()
        .filter(article__in=[link.target_id for link in links if link.target_id])
        .values_list("article", flat=True)
    )
    for link in links:
        if link.wanted:
            found.append(
                _warns(
                    "open-read",
                    f"link-{link.pk}",
                    _("No story found yet for READ “%(wanted)s”. Choose one; readers do not see the line.")
                    % {"wanted": link.wanted},
                )
            )
        elif link.target_id and link.target_id not in readable:
            found.append(
                _warns(
                    "link-not-live",
                    f"link-{link.pk}",
                    _("“%(headline)s” is not live. Readers do not see the link until it is.")
                    % {"headline": str(link.target)},
                )
            )
    if not links:
        found.append(
            _warns("no-related", "related_links", _("No related story. One or more keep readers here."))
        )
    return found
