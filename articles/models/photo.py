"""The picture: its files, and what is said of it wherever it is shown."""

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.folded import FoldedWords
from articles.photos.renditions import SOCIAL, rendition_url


def new_key() -> str:
    """Names a picture's files: 128 random bits, so that an unpublished picture cannot be guessed."""
    return secrets.token_hex(16)


class Photo(models.Model):
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    original = models.FileField(_("file"), upload_to="originals", max_length=200)
    title = models.CharField(_("title on the desk"), max_length=120, blank=True)
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    #: Widths in px of the renditions that exist, ascending; formats are in photos/renditions.py.
    widths = models.JSONField(default=list, editable=False)
    #: Stands for the bytes of the renditions in their addresses; "" if they were made before there were any.
    fingerprint = models.CharField(max_length=16, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    caption = models.TextField(
        _("caption"),
        max_length=600,
        blank=True,
        help_text=_("Offered to each story; a story may have its own."),
    )
    alt = models.CharField(_("alt text"), max_length=300, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top"), default=50, validators=[MaxValueValidator(100)]
    )
    words = FoldedWords(of=("title", "caption", "alt", "place"))
    #: What the file said of itself (EXIF, IPTC, XMP), as read on upload; without the GPS position.
    metadata = models.JSONField(default=dict, editable=False)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-added_at"]
        indexes = [models.Index(fields=["-added_at", "-id"], name="photo_newest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100), name="photo_focal_in_picture"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.caption[:80] or f"#{self.pk}"

    def url(self, width: int, fmt: str) -> str:
        """The address of the rendition of that width; `fmt` is avif or jpg."""
        return rendition_url(self.key, self.fingerprint, f"{width}.{fmt}")

    @property
    def social_url(self) -> str:
        return rendition_url(self.key, self.fingerprint, SOCIAL)

    def page_tags(self) -> set[str]:
        return {f"photo:{self.pk}"}
