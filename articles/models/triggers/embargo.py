"""The embargo and corrections.

- No edition begins before the embargo of its story ends.
- An embargo cannot be set past a schedule: `publishing.keep_embargo` cancels that first. What had begun when
  the story was saved (`saved_at`) readers keep.
- What was cancelled or withdrawn never comes back, editions and corrections alike.
- A correction is never deleted.
"""

from functools import partial

from newsroom.triggers import refusing

_guard = partial(refusing, between_migrations=True)

EMBARGO = (
    _guard(
        "articles_edition_embargo",
        "articles_edition",
        "AFTER INSERT",
        """new.closed <> 'cancelled' AND EXISTS (
            SELECT 1 FROM articles_article AS story
            WHERE story.id = new.article_id AND story.embargo > new.live_from)""",
        "an edition cannot begin before the embargo of its story ends",
        # The row of the story is held, so that an embargo that is being saved at this moment is waited for.
        first="PERFORM 1 FROM articles_article WHERE id = new.article_id FOR SHARE;",
    ),
    _guard(
        "articles_article_embargo",
        "articles_article",
        "BEFORE UPDATE OF embargo",
        """(old.embargo IS NULL OR new.embargo > old.embargo) AND EXISTS (
            SELECT 1 FROM articles_edition AS coming
            WHERE coming.article_id = new.id AND coming.live_until IS NULL
              AND coming.live_from < new.embargo AND coming.live_from > new.saved_at)""",
        "the story is scheduled for a moment before this embargo",
    ),
    _guard(
        "articles_edition_ended",
        "articles_edition",
        "BEFORE UPDATE OF live_until, closed",
        """old.closed IN ('cancelled', 'withdrawn')
            AND (new.closed <> old.closed OR new.live_until IS NULL OR new.live_until <> old.live_until)""",
        "what was cancelled or withdrawn does not come back",
    ),
    _guard(
        "articles_correction_ended",
        "articles_correction",
        "BEFORE UPDATE OF article_id, kind, text, was, now, severe, made_at, withdrawn_at, withdrawn_because",
        "old.withdrawn_at IS NOT NULL",
        "a correction that was withdrawn is never changed",
    ),
    _guard(
        "articles_correction_kept",
        "articles_correction",
        "BEFORE DELETE",
        "true",
        "a correction is withdrawn, never deleted",
        # `manage.py flush` is a plain DELETE on SQLite, so there this is left to the model.
        on=("postgresql",),
    ),
)
