"""What the desk's own search looks through: the words of each desk copy in plain letters.

Readers' search looks through those of editions (search_entry.py) and never here.
"""

from __future__ import annotations

from django.db import models

from articles.body import parts
from articles.models.article import Article
from articles.models.search_entry import LOOKED_THROUGH
from articles.transliteration import fold


class DeskWords(models.Model):
    """Kept in step by `editing.saving`; the database keeps its index (models/triggers/search.py)."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="desk_words"
    )
    headline = models.TextField()
    #: Standfirst, kicker, address and who is credited, then the running text.
    text = models.TextField()

    def __str__(self) -> str:
        return self.headline

    @classmethod
    def of(cls, article: Article) -> DeskWords:
        credited = article.bylines.values_list("author__name", flat=True)
        body = parts.plain_text(parts.cut(article.body))
        said = " ".join([article.standfirst, article.kicker, article.slug, *credited, body])
        return cls(
            article=article,
            headline=fold(article.headline),
            text=fold(said[:LOOKED_THROUGH])[:LOOKED_THROUGH],
        )
