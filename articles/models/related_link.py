"""From an article to another, to a page outside, or to a story not found yet (an open question).

Links in the running text are kept in step with the body's READ blocks by `copydesk`.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class RelatedLink(models.Model):
    class Place(models.TextChoices):
        TEXT = "text", _("READ in the text")
        LIST = "list", _("In the related list")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_links")
    place = models.CharField(_("place"), max_length=4, choices=Place.choices, default=Place.LIST)
    target = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="linked_from",
        verbose_name=_("story"),
    )
    url = models.URLField(_("page outside"), max_length=500, blank=True)
    title = models.CharField(_("title of that page"), max_length=200, blank=True)
    wanted = models.CharField(_("headline looked for"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("related link")
        verbose_name_plural = _("related links")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(target__isnull=False, url="", wanted="")
                    | (Q(target__isnull=True, wanted="") & ~Q(url="") & ~Q(title=""))
                    | (Q(target__isnull=True, url="") & ~Q(wanted=""))
                ),
                name="related_link_leads_one_way",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=models.F("article")),
                name="related_link_not_to_itself",
            ),
            models.UniqueConstraint(
                fields=["article", "place", "target"],
                condition=Q(target__isnull=False),
                name="related_link_once",
            ),
        ]
        indexes = [models.Index(fields=["article"], name="related_link_wanted", condition=~Q(wanted=""))]

    def __str__(self) -> str:
        return str(self.target or self.title or self.wanted)
