"""A photo in one article. The caption is the article's own; the credit always comes from the photo."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.photo import Photo


class PhotoUse(models.Model):
    class Place(models.TextChoices):
        LEAD = "lead", _("Lead")
        TEXT = "text", _("In text")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="photo_uses")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="uses", verbose_name=_("picture"))
    place = models.CharField(_("place"), max_length=4, choices=Place.choices, default=Place.TEXT)
    caption = models.TextField(_("caption"), max_length=600, blank=True)
    alt = models.CharField(
        _("alt text"), max_length=300, blank=True, help_text=_("What does the picture show?")
    )
    decorative = models.BooleanField(_("decorative"), default=False)
    focal_x = models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)])
    focal_y = models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("picture in a story")
        verbose_name_plural = _("pictures in stories")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "photo"], name="photo_once_per_article"),
            models.UniqueConstraint(fields=["article"], condition=Q(place="lead"), name="one_lead_picture"),
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100), name="photo_use_focal_in_picture"
            ),
            models.CheckConstraint(condition=Q(decorative=False) | Q(alt=""), name="decorative_has_no_alt"),
        ]

    def __str__(self) -> str:
        return self.caption[:60] or str(self.photo)
