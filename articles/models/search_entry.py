"""What the search looks through: the words of an edition in plain letters. Never shown to anybody."""

from __future__ import annotations

from django.db import models

from articles.models.edition import Edition
from articles.models.edition_parts import PartOfEdition
from articles.transliteration import fold

#: Letters of a story that the search looks through; PostgreSQL's index holds no more.
LOOKED_THROUGH = 200_000


class SearchEntry(PartOfEdition):
    """Made with the edition, gone with it. The database keeps its index (models/triggers/search.py)."""

    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    headline = models.TextField()
    standfirst = models.TextField()
    #: Headline and standfirst again, then the running text.
    text = models.TextField()

    @classmethod
    def of(cls, edition: Edition) -> SearchEntry:
        text = edition.search_text[:LOOKED_THROUGH]
        return cls(
            edition=edition,
            headline=fold(edition.headline),
            standfirst=fold(edition.standfirst),
            text=fold(text)[:LOOKED_THROUGH],
        )
