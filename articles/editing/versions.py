"""Snapshots of the whole desk copy. Every save that an editor makes, and every publication, is a Version."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from articles.models import Article, Version
from articles.models.version import next_version
from newsroom.models import User


def snapshot(article: Article) -> dict[str, Any]:
    """The whole desk copy as plain values. Identities lead; names stand beside them as they were then."""
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "kicker": article.kicker,
        "key_points": article.key_points,
        "body": article.body,
        "kind": article.kind,
        "slug": article.slug,
        "section": article.section_id,
        "section_name": article.section.name if article.section else "",
        "outlet": article.outlet_id,
        "outlet_name": article.outlet.name if article.outlet else "",
        "outlet_url": article.outlet_url,
        "prominence": article.prominence,
        "sensitive": article.sensitive,
        "bylines": [
            {"author": line.author_id, "name": line.author.name, "role": line.role}
            for line in article.bylines.select_related("author").order_by("order", "pk")
        ],
        "photos": [
            {
                "photo": use.photo_id,
                "place": use.place,
                "caption": use.caption,
                "alt": use.alt,
                "decorative": use.decorative,
                "focal_x": use.focal_x,
                "focal_y": use.focal_y,
                "credit": str(getattr(use.photo, "credit", "")),
            }
            for use in article.photo_uses.select_related("photo__credit__licence").order_by("order", "pk")
        ],
        "links": [
            {
                "place": link.place,
                "target": link.target_id,
                "url": link.url,
                "title": link.title,
                "wanted": link.wanted,
            }
            for link in article.related_links.order_by("order", "pk")
        ],
        "topics": [
            {"topic": use.tag_id, "name": use.tag.name}
            for use in article.topic_uses.select_related("tag").order_by("pk")
        ],
    }


@transaction.atomic
def make_version(article: Article, *, by: User | None, reason: str = "") -> Version:
    """The Version of the copy as it is saved; the newest one again if nothing has changed since."""
    Article.objects.select_for_update().get(pk=article.pk)
    return next_version(article.versions, snapshot(article), made_by=by, reason=reason[:300])
