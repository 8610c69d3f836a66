"""The picture, whom to credit for it, and under what terms."""

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.photos.renditions import SOCIAL, rendition_url


class Licence(models.Model):
    """Terms that many pictures share: a Creative Commons licence, agency terms, own work."""

    class Family(models.TextChoices):
        CREATIVE_COMMONS = "cc", _("Creative Commons")
        PUBLIC_DOMAIN = "pd", _("Public domain")
        AGENCY = "agency", _("Agency")
        HANDOUT = "handout", _("Handout")
        RESERVED = "reserved", _("All rights reserved")
        OWN = "own", _("Own work")

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        # Like a slug, with the dots of versions.
        validators=[
            RegexValidator(r"^[a-z0-9.-]+\Z", _("Use small letters, digits, dots and hyphens only."))
        ],
        help_text=_("Such as cc-by-sa-4.0"),
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("As readers see it: CC BY-SA 4.0"))
    family = models.CharField(_("family"), max_length=10, choices=Family.choices)
    version = models.CharField(_("version"), max_length=8, blank=True)
    url = models.URLField(_("link to the terms"), blank=True)
    requires_credit = models.BooleanField(_("credit required"), default=True)
    requires_link = models.BooleanField(_("link to the original required"), default=False)
    allows_changes = models.BooleanField(_("changes allowed"), default=True)
    allows_commercial = models.BooleanField(_("commercial use allowed"), default=True)
    share_alike = models.BooleanField(_("changed pictures keep the licence"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("licence")
        verbose_name_plural = _("licences")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def page_tags(self) -> set[str]:
        return {"everything"}


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
    #: What the file said of itself (EXIF, IPTC, XMP), as read on upload; without the GPS position.
    metadata = models.JSONField(default=dict, editable=False)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-added_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100), name="photo_focal_in_picture"
            ),
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


class PhotoCredit(models.Model):
    """Whom to credit for one photo, and under what terms. It comes along wherever the photo goes."""

    photo = models.OneToOneField(
        Photo, on_delete=models.CASCADE, related_name="credit", verbose_name=_("photo")
    )
    creator = models.CharField(_("creator"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    source_url = models.URLField(_("link to the original"), max_length=500, blank=True)
    licence = models.ForeignKey(
        Licence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="credits",
        verbose_name=_("licence"),
    )
    terms = models.CharField(
        _("terms as they came"),
        max_length=200,
        blank=True,
        help_text=_("What the copy or the file said, such as “CC 2.0”, until the licence is clear."),
    )
    copyright_notice = models.CharField(_("copyright notice"), max_length=200, blank=True)
    expires_on = models.DateField(_("may be used until"), null=True, blank=True)

    class Meta:
        verbose_name = _("photo credit")
        verbose_name_plural = _("photo credits")

    def __str__(self) -> str:
        return " / ".join(part for part in (self.creator, self.organisation, self.terms_name) if part)

    @property
    def terms_name(self) -> str:
        return self.licence.name if self.licence else ""

    def page_tags(self) -> set[str]:
        return {f"photo:{self.photo_id}"}


class CreditChange(models.Model):
    """Who changed whom to credit, when, and what stood there before: `{field: [before, after]}`, as words."""

    photo = models.ForeignKey(
        Photo, on_delete=models.CASCADE, related_name="credit_changes", verbose_name=_("photo")
    )
    changes = models.JSONField(_("changes"))
    changed_at = models.DateTimeField(_("changed"), auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("change of a credit")
        verbose_name_plural = _("changes of credits")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.photo}: {', '.join(self.changes)}"

    @property
    def lines(self) -> list[dict[str, str]]:
        """Each change in the words of the form."""
        names = {field.name: str(field.verbose_name) for field in PhotoCredit._meta.concrete_fields}
        return [
            {"name": names.get(name, name), "before": before, "after": after}
            for name, (before, after) in self.changes.items()
        ]
