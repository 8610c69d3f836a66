"""What the sealed file of a moment holds, by name."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from articles.models import Edition, Version
from articles.models.version import sealed_text
from articles.photos.renditions import folder
from articles.publishing.seen.page import Seen
from articles.publishing.seen.plain import as_text
from articles.reading.values import Picture, StoryPage

#: Style sheets of a story, by the name that they have in the file.
STYLES = ("reader", "cards", "article")
_STYLE = re.compile(rf'href="[^"]*/reader/({"|".join(STYLES)})(?:\.[0-9a-f]+)?\.css"')
_LINK = re.compile(r'\s*<link rel="(?:preload|icon|apple-touch-icon)"[^>]*>')
_SOURCE = re.compile(r"<source [^>]*>")
_PICTURE = re.compile(r'src="/media/photos/[0-9a-f]{2}/([0-9a-f]{32})/[^"]*"')
_OURS = re.compile(r'href="/')


def contents(
    seen: Seen, edition: Edition, page: StoryPage, html: str, *, by: str, at: datetime
) -> dict[str, bytes]:
    """The files by name, in the order in which the list of hashes has them."""
    version = edition.version
    pictures = {f"pictures/{picture.key}.jpg": picture for picture in _pictures(page)}
    told = {
        "seen": seen,
        "edition": edition,
        "version": version,
        "by": by,
        "at": at,
        "site": settings.SITE_URL,
    }
    files = {
        "README.txt": render_to_string("articles/seen/readme.txt", told).encode(),
        "page.html": _standing_alone(html).encode(),
        "page.txt": as_text(seen, page).encode(),
        "names.json": _json({"moment": seen.moment, "doubts": seen.doubts, **_named(page)}),
        "version.json": _json(_version(version) | {"snapshot": version.snapshot}),
        "sealed.txt": sealed_text(version.previous_hash, version.snapshot, version.number),
        "chain.json": _json([_version(each) for each in _chain(version)]),
        "editions.json": _json([_edition(each) for each in _editions(edition)]),
    }
    files |= {name: data for name, picture in pictures.items() if (data := _file(picture))}
    return files | {f"style/{name}.css": _style(name) for name in STYLES}


def _standing_alone(html: str) -> str:
    """The page, led to the files beside it instead of to this newsroom."""
    html = _LINK.sub("", _STYLE.sub(r'href="style/\1.css"', html))
    html = _PICTURE.sub(r'src="pictures/\1.jpg"', _SOURCE.sub("", html))
    return _OURS.sub(f'href="{settings.SITE_URL}/', html)


def _pictures(page: StoryPage) -> Iterable[Picture]:
    faces = [writer.portrait for writer in page.card.writers if writer.portrait]
    return [*page.photos, *faces]


def _file(picture: Picture) -> bytes | None:
    """The largest rendition, credits written into it; None if the storage has it no more."""
    name = f"{folder(picture.key, picture.fingerprint)}/{max(picture.widths or [0])}.jpg"
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except OSError:
        return None


def _style(name: str) -> bytes:
    found = finders.find(f"reader/{name}.css")
    return Path(str(found)).read_bytes() if found else b""


def _named(page: StoryPage) -> dict[str, Any]:
    card = page.card
    return {
        "path": card.path,
        "section": card.section.name,
        "outlet": card.outlet.name if card.outlet else None,
        "authors": [{"id": each.author_id, "name": each.name, "role": each.role} for each in card.writers],
        "topics": [topic.name for topic in page.topics],
        "pictures": [
            {
                "file": f"pictures/{each.key}.jpg",
                "place": each.place,
                "caption": each.caption,
                "alt": each.alt,
                "creator": each.creator,
                "organisation": each.organisation,
                "source": each.source_url,
                "copyright": each.copyright_notice,
                "licence": each.licence,
                "licence_url": each.licence_url,
            }
            for each in page.photos
        ],
        "corrections": [
            {
                "id": fix.pk,
                "kind": fix.kind,
                "text": fix.text,
                "was": fix.was,
                "now": fix.now,
                "made": fix.made_at,
            }
            for fix in page.fixes
        ],
        "links": [{"title": link.title, "url": link.url} for link in page.links],
    }


def _chain(version: Version) -> Iterable[Version]:
    rows = Version.objects.filter(article=version.article_id).select_related("made_by")
    return rows.defer("snapshot").order_by("number")


def _version(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "made_at": version.made_at,
        "made_by": str(version.made_by or ""),
        "reason": version.reason,
        "previous_hash": version.previous_hash,
        "hash": version.hash,
    }


def _editions(edition: Edition) -> Iterable[Edition]:
    rows = Edition.objects.filter(article=edition.article_id).select_related("version", "published_by")
    return rows.defer("version__snapshot", "parts", "search_text").order_by("live_from", "pk")


def _edition(edition: Edition) -> dict[str, Any]:
    told = ("path", "headline", "live_from", "live_until", "closed", "reason", "published_at", "updated_at")
    return {
        "version": edition.version.number,
        "published_by": str(edition.published_by or ""),
        **{name: getattr(edition, name) for name in told},
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder).encode()
