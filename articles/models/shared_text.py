"""The body of a story while several people write it at once."""

from django.db import models
from django.utils import timezone

from articles.models.article import Article


class SharedText(models.Model):
    """The text as it stands: some steps after `doc`, which is written only now and then.

    It began with a body that was saved. `saved` is the text as it was saved last, at `saved_version`, by the
    save that made the story's count of saves `revision`.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="shared_text"
    )
    #: Names this beginning: what was written in another one does not belong here.
    epoch = models.CharField(max_length=16)
    #: How many steps were taken.
    version = models.PositiveIntegerField(default=0)
    doc = models.TextField()
    doc_version = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField()
    saved = models.TextField()
    saved_version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.article}, {self.version}"


class SharedSteps(models.Model):
    """Append only: what one request brought, the steps from `version` to `version + count`."""

    text = models.ForeignKey(SharedText, on_delete=models.CASCADE, related_name="batches")
    version = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    steps = models.TextField()
    #: The window that they come from.
    window = models.CharField(max_length=32)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["text", "version"], name="shared_steps_one_authority")]

    def __str__(self) -> str:
        return f"{self.text_id}, {self.version}"
