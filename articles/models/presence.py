"""Who has a story's form open, for as long as it is."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models.article import Article


class Presence(models.Model):
    """One window of somebody, which says again and again that it is still there."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    #: A name that the page gives itself when it is loaded.
    window = models.CharField(max_length=32)
    #: Where the caret is: the id of a field or of a part of the form; "" is nowhere.
    field = models.CharField(max_length=40, blank=True)
    #: Which text of several people it writes in, if it does.
    epoch = models.CharField(max_length=16, blank=True)
    since = models.DateTimeField(default=timezone.now)
    #: Unless it says so again, it is gone then.
    until = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "person", "window"], name="presence_once_a_window")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.article} ({self.field})"
