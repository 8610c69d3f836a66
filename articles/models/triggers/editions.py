"""The two rules, for stories and for the paper's own pages.

- A version is never changed (who made it may be forgotten when a sign-in is deleted), nor is what
  readers were told of a row before it changed, nor that somebody took it out.
- What an edition says and when it began never changes; only its end may be set, that of a page once.
- Two editions of one story or page are never before readers at the same moment.
"""

from collections.abc import Iterator

from newsroom.triggers import Trigger, refusing

STORY_VERSION = ("article_id", "number", "snapshot", "made_at", "reason", "previous_hash", "hash")
STORY_EDITION = (
    *("article_id", "version_id", "live_from", "first_live", "updated_at", "published_at", "path"),
    *("headline", "standfirst", "kicker", "kind", "section_id", "outlet_id", "outlet_url", "prominence"),
    *("sensitive", "words", "key_points", "parts", "search_text"),
)
EXPORT = ("article_id", "edition_id", "moment", "reason", "sha256", "made_at")
PAGE_VERSION = ("page_id", "number", "snapshot", "made_at", "reason", "previous_hash", "hash")
PAGE_EDITION = (
    *("page_id", "version_id", "live_from", "slug", "kind", "title", "description", "in_footer", "label"),
    *('"order"', "parts"),
)


def _differs(*columns: str) -> str:
    return " OR ".join(f"old.{column} IS DISTINCT FROM new.{column}" for column in columns)


def _stands(table: str, fault: str, sentence: str) -> Trigger:
    return refusing(f"{table}_stands", table, "BEFORE UPDATE", fault, sentence)


def _alone(table: str, of: str, sentence: str, postgresql: str) -> Iterator[Trigger]:
    """An edition that ends when it begins was cancelled; nobody has read it. `postgresql`: its one name."""
    overlaps = f"""EXISTS (
        SELECT 1 FROM {table} AS other
        WHERE other.{of} = new.{of} AND other.id <> new.id
          AND (other.live_until IS NULL OR other.live_until > new.live_from)
          AND (new.live_until IS NULL OR new.live_until > other.live_from)
          AND (other.live_until IS NULL OR other.live_until <> other.live_from)
          AND (new.live_until IS NULL OR new.live_until <> new.live_from))"""
    for name, when, on in (
        (postgresql, "BEFORE INSERT OR UPDATE OF live_until", "postgresql"),
        # SQLite asks one thing at a time, and only AFTER an insert does a new row have its id.
        ("alone_insert", "AFTER INSERT", "sqlite"),
        ("alone_update", "AFTER UPDATE OF live_until", "sqlite"),
    ):
        yield refusing(f"{table}_{name}", table, when, overlaps, sentence, on=(on,))


EDITIONS = (
    _stands("articles_version", _differs(*STORY_VERSION), "a version is never changed"),
    _stands("articles_edition", _differs(*STORY_EDITION), "an edition is never changed, only closed"),
    refusing(
        "articles_former_stands",
        "articles_former",
        "BEFORE UPDATE",
        "true",
        "what readers were told stays so",
    ),
    _stands("articles_export", _differs(*EXPORT), "what was taken out is on record for good"),
    *_alone("articles_edition", "article_id", "two editions of one article at the same moment", "alone"),
    _stands("articles_pageversion", _differs(*PAGE_VERSION), "a version of a page is never changed"),
    _stands(
        "articles_pageedition",
        f"{_differs(*PAGE_EDITION)} OR (old.closed <> '' AND ({_differs('live_until', 'closed', 'reason')}))",
        "an edition of a page is never changed, only closed",
    ),
    *_alone("articles_pageedition", "page_id", "two editions of one page at the same moment", "alone_insert"),
)
