"""Addresses never change meaning: what was once printed leads to the same story, person or topic for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Address(models.Model):
    """A path that belongs to one article for ever, such as `/harbour/outfall-ran-211-days/`."""

    path = models.CharField(_("path"), max_length=200, unique=True)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="addresses", verbose_name=_("article")
    )
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")

    def __str__(self) -> str:
        return self.path


def story_slugs(beginning: str, *, but: int | None) -> set[str]:
    """The last parts that begin so of all addresses that stories have, had, or were once scheduled under."""
    rows = Address.objects.filter(path__contains=f"/{beginning}").exclude(article=but)
    return {path.rstrip("/").rpartition("/")[2] for path in rows.values_list("path", flat=True)}


class FormerSlug(models.Model):
    """A slug that a section, topic, author or outlet once had. Kept so that old links still lead there."""

    kind = models.CharField(max_length=10)
    slug = models.SlugField(max_length=100)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="former_slug_once")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"
