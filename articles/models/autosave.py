"""What somebody typed into a story form and did not save yet: theirs alone, until they press Save."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.article import Article


class Autosave(models.Model):
    """The one rolling row of a form that is or was open: each time it is opened, it has its own key."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="autosaves")
    #: None for a story that is not saved yet.
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="autosaves")
    form_key = models.CharField(max_length=64)
    #: How often the form had changed when it was sent: what comes late replaces nothing newer.
    count = models.PositiveIntegerField()
    #: The form's own fields, [name, value] in their order, with the revision and the version that it was
    #: opened with. None once it is saved: the row then tells which story a new one has become.
    typed = models.JSONField(null=True)
    saved_at = models.DateTimeField(default=timezone.now)
    thrown_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["person", "form_key"], name="autosave_once_per_form")]
        indexes = [models.Index(fields=["person", "article", "-saved_at"], name="autosave_newest")]

    def __str__(self) -> str:
        return f"{self.person}: {self.article or self.form_key} ({self.saved_at:%Y-%m-%d %H:%M:%S})"

    @property
    def headline(self) -> str:
        """As it was typed."""
        return next((value for name, value in self.typed or () if name == "headline"), "")
