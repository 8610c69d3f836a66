"""What readers get of a page of the paper itself: a version of it for a span of time.

Kept as stories are: readers see a PageEdition and nothing else, and only `articles/own_pages.py` opens and
closes one.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.page import Kind, Page, PageVersion
from articles.models.photo import Photo
from articles.models.span import SpanQuerySet, span_constraints
from newsroom.one_hand import OneHand, OneHandQuerySet, WrittenByOneHand

OWN_PAGES = OneHand("articles/own_pages.py")


class PageEdition(WrittenByOneHand):
    """A version of a page before readers for a span of time. Append-only; its slug stays the page's."""

    written_by = OWN_PAGES

    class Closed(models.TextChoices):
        OPEN = "", _("Open")
        REPLACED = "replaced", _("Replaced by a newer edition")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="editions")
    version = models.ForeignKey(PageVersion, on_delete=models.PROTECT, related_name="editions")
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    closed = models.CharField(max_length=10, choices=Closed.choices, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # What readers get, taken from the version when the edition was made.
    slug = models.SlugField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=100)
    description = models.CharField(max_length=200, blank=True)
    in_footer = models.BooleanField(default=True)
    label = models.CharField(max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    #: The body cut at its blocks; see body/parts.py for the shapes.
    parts = models.JSONField(default=list)

    objects = SpanQuerySet["PageEdition"].as_manager()

    class Meta:
        ordering = ["-live_from", "-pk"]
        base_manager_name = "objects"
        default_permissions = ()
        constraints = [
            *span_constraints("page_edition", of="page"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(live_until__isnull=True), name="one_page_at_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])


class PageEditionPhoto(WrittenByOneHand):
    """A photo as this edition shows it. The credit is read from the photo each time, as in stories."""

    written_by = OWN_PAGES

    edition = models.ForeignKey(PageEdition, on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="page_edition_photos")
    caption = models.TextField(blank=True)
    alt = models.CharField(max_length=300, blank=True)
    focal_x = models.PositiveSmallIntegerField(default=50)
    focal_y = models.PositiveSmallIntegerField(default=50)

    objects = OneHandQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edition", "photo"], name="page_edition_photo_once")]
