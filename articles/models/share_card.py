"""The card of an edition that has no picture: which file other sites show beside a link to it."""

from django.db import models

from articles.models.edition import Edition


class ShareCard(models.Model):
    edition = models.OneToOneField(
        Edition, on_delete=models.CASCADE, primary_key=True, related_name="share_card"
    )
    #: The first 32 signs of the SHA-256 of the file, which names it; empty if none can be drawn.
    digest = models.CharField(max_length=32, blank=True, db_index=True)
