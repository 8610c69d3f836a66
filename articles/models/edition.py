"""What readers get: a Version put before the public for a span of time. Append-only."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.people import Outlet
from articles.models.span import SpanQuerySet, span_constraints
from articles.models.taxonomy import Section
from articles.models.version import Version
from newsroom.one_hand import OneHand, WrittenByOneHand

#: Only publishing opens and closes editions.
PUBLISHING = OneHand("articles/publishing")

#: The newest first, with what is asked of each whether readers may see it.
_NEWEST = (F("first_live").desc(), F("id").desc(), F("live_from"), F("live_until"))
#: Of our own making: what search engines should find here (reading/to_find.py).
_TO_FIND = Q(outlet__isnull=True) | Q(outlet_url="") | Q(kind=Article.Kind.ADVERT)


class Edition(WrittenByOneHand):
    written_by = PUBLISHING

    class Closed(models.TextChoices):
        OPEN = "", _("Open")
        REPLACED = "replaced", _("Replaced by a newer edition")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        CANCELLED = "cancelled", _("Cancelled before it went live")

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="editions", verbose_name=_("article")
    )
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="editions", verbose_name=_("version")
    )
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True, blank=True)
    closed = models.CharField(_("closed"), max_length=10, choices=Closed.choices, blank=True, default="")
    reason = models.CharField(_("reason readers are given"), max_length=300, blank=True)
    published_at = models.DateTimeField(_("decided"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    override = models.CharField(_("why warnings were set aside"), max_length=300, blank=True)
    #: Which: `[{"code": "tk", "sentence": "…"}]`, as the editor was told. None: from before they were kept.
    overridden = models.JSONField(_("warnings set aside"), null=True, blank=True)

    # What lists, feeds and pages need, taken from the Version when the edition was made.
    path = models.CharField(_("path"), max_length=200)
    headline = models.CharField(_("headline"), max_length=160)
    standfirst = models.TextField(_("standfirst"), blank=True)
    kicker = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="editions")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, null=True, related_name="editions")
    outlet_url = models.URLField(max_length=500, blank=True)
    prominence = models.PositiveSmallIntegerField(default=0)
    sensitive = models.BooleanField(default=False)
    words = models.PositiveIntegerField(default=0)
    #: When the story first went before readers, frozen through all its editions.
    first_live = models.DateTimeField(_("first live"))
    #: When readers were last told of a change that matters; empty if never.
    updated_at = models.DateTimeField(_("updated"), null=True)
    key_points = models.JSONField(default=list)
    #: The body cut at its blocks; see body/parts.py for the shapes.
    parts = models.JSONField(default=list)
    #: Headline, standfirst and running text without markup, for the search index.
    search_text = models.TextField(blank=True)

    objects = SpanQuerySet["Edition"].as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        base_manager_name = "objects"
        ordering = ["-live_from", "-pk"]
        indexes = [
            # Whether readers have a story, or had it, is asked of each on a page of the desk.
            models.Index(fields=["article", "live_from", "live_until"], name="edition_of_article"),
            models.Index(fields=["article"], name="edition_withdrawn", condition=Q(closed="withdrawn")),
            # Lists are found by these alone (see reading/listings.py).
            models.Index(*_NEWEST, "section", name="edition_newest"),
            models.Index("section", *_NEWEST, name="edition_in_section"),
            models.Index("outlet", *_NEWEST, name="edition_of_outlet"),
            models.Index(
                fields=["article", "live_from", "live_until"], name="edition_to_find", condition=_TO_FIND
            ),
            models.Index(fields=["live_from"]),
            # Without those that have no end: they are most, and SQLite would take to them.
            models.Index(fields=["live_until"], name="edition_ends", condition=Q(live_until__isnull=False)),
            models.Index(
                "prominence", F("first_live").desc(), name="edition_prominent", condition=Q(prominence__gt=0)
            ),
        ]
        constraints = [
            *span_constraints("edition", of="article"),
            models.CheckConstraint(condition=~Q(headline=""), name="edition_has_headline"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return self.path

    @property
    def is_live(self) -> bool:
        now = timezone.now()
        return self.live_from <= now and (self.live_until is None or self.live_until > now)
