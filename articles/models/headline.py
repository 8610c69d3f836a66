"""What each story is or was called, so that a READ line that only tells the words finds it."""

import re
import unicodedata

from django.db import models

from articles.models.article import Article

_NO_WORD = re.compile(r"[\W_]+")
LONGEST = 200


class Headline(models.Model):
    """Kept in step by `editing.saving`; the database indexes its words (models/triggers/search.py)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="headlines")
    #: As `words_of` gives it.
    words = models.CharField(max_length=LONGEST, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "words"], name="headline_once")]

    def __str__(self) -> str:
        return self.words


def words_of(headline: str) -> str:
    """The words alone, whatever the quotes, dashes, capitals and spaces."""
    folded = unicodedata.normalize("NFKC", headline).casefold().replace("’", "").replace("'", "")
    return _NO_WORD.sub(" ", folded).strip()[:LONGEST]
