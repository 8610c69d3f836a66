"""A story page as plain text, in the order in which readers had it."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body import parts
from articles.models import Role
from articles.publishing.seen.page import Seen
from articles.reading.phrases import fix_name
from articles.reading.values import Fix, Picture, StoryPage


def as_text(seen: Seen, page: StoryPage) -> str:
    return "\n\n".join(_said(seen, page)) + "\n"


def _said(seen: Seen, page: StoryPage) -> Iterator[str]:
    card = page.card
    yield _("As readers had it at %(moment)s") % {"moment": zoned(seen)}
    yield from filter(None, (card.kicker or card.section.name, card.headline, card.standfirst))
    roles = dict(Role.choices)
    for writer in card.writers:
        yield f"{roles.get(writer.role, writer.role)} {writer.name}"
    if card.outlet:
        yield f"{card.outlet.name} {page.outlet_url}".strip()
    yield from (_fix(fix) for fix in page.severe_fixes)
    if card.picture:
        yield _figure(card.picture)
    yield from (f"- {point}" for point in page.key_points)
    for kind, value in page.blocks:
        if kind == "html":
            yield parts.plain_text([["html", value]]).replace("\n", "\n\n")
        elif kind == "photo":
            yield _figure(value)
        elif kind == "quote":
            yield f"“{value['text']}” {value.get('by', '')}".strip()
        else:
            yield f"READ: {value.title} ({value.url})"
    yield from (_fix(fix) for fix in page.other_fixes)
    if page.topics:
        yield ", ".join(topic.name for topic in page.topics)


def zoned(seen: Seen) -> str:
    """2026-10-25 02:30:15 CET (UTC+01:00)"""
    local = timezone.localtime(seen.moment)
    offset = local.isoformat()[-6:]
    return f"{local:%Y-%m-%d %H:%M:%S} {local:%Z} (UTC{offset})"


def _figure(picture: Picture) -> str:
    credit = " / ".join(filter(None, (picture.credit, picture.licence)))
    words = [picture.caption, f"({credit})" if credit else "", _("Alt text: %(alt)s") % {"alt": picture.alt}]
    links = " ".join(filter(None, (picture.source_url, picture.licence_url, picture.copyright_notice)))
    return f"[pictures/{picture.key}.jpg: {' '.join(filter(None, [*words, links]))}]"


def _fix(fix: Fix) -> str:
    said = [f"{fix_name(fix)}, {fix.made_at.isoformat(timespec='seconds')}: {fix.text}"]
    said += [_("It said: %(was)s") % {"was": fix.was}] if fix.was else []
    said += [_("It now says: %(now)s") % {"now": fix.now}] if fix.now else []
    return "\n".join(said)
