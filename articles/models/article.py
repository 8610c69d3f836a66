"""The desk copy: what editors change. Readers never see any of it; they get Editions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from articles.models.people import Outlet
from articles.models.taxonomy import Section, Topic


class State(models.TextChoices):
    """Where the desk copy stands. Whether readers see the story is told by its Editions, not here."""

    IDEA = "idea", _("Idea")
    ASSIGNED = "assigned", _("Assigned")
    DRAFT = "draft", _("Draft")
    EDIT = "edit", _("In edit")
    LEGAL = "legal", _("Legal check")
    READY = "ready", _("Ready")


class TopicUse(ItemBase):
    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="topic_uses"
    )
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="topic_uses")

    class Meta:
        verbose_name = _("topic of a story")
        verbose_name_plural = _("topics of stories")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="topic_once_per_article")
        ]


class Article(models.Model):  # type: ignore[django-manager-missing]  # taggit has no types
    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        FEATURE = "feature", _("Feature")
        ANALYSIS = "analysis", _("Analysis")
        OPINION = "opinion", _("Opinion")
        REVIEW = "review", _("Review")
        OBITUARY = "obituary", _("Obituary")
        ADVERT = "advert", _("Paid for by an advertiser")

    class Prominence(models.IntegerChoices):
        NORMAL = 0, _("In its section")
        FRONT = 1, _("On the front page")
        LEAD = 2, _("Leads the front page")

    headline = models.CharField(_("headline"), max_length=160, blank=True)
    standfirst = models.TextField(_("standfirst"), max_length=400, blank=True)
    kicker = models.CharField(
        _("kicker"), max_length=60, blank=True, help_text=_("Over the headline; the section if empty.")
    )
    key_points = models.TextField(
        _("in short"), max_length=800, blank=True, help_text=_("One point on each line.")
    )
    body = models.TextField(_("body"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NEWS)
    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("outlet"),
        help_text=_("If the copy comes from a partner."),
    )
    outlet_url = models.URLField(_("link to the partner's original"), max_length=500, blank=True)
    section = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("section"),
    )
    topics = TaggableManager(through=TopicUse, blank=True, verbose_name=_("topics"))
    slug = models.SlugField(
        _("address"),
        max_length=100,
        blank=True,
        help_text=_("Made from the headline if empty. An old address leads here for good."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_articles",
        verbose_name=_("with"),
    )
    deadline = models.DateTimeField(_("due"), null=True, blank=True)
    embargo = models.DateTimeField(
        _("embargo"), null=True, blank=True, help_text=_("Nobody can publish before.")
    )
    prominence = models.PositiveSmallIntegerField(
        _("place on the front page"), choices=Prominence.choices, default=Prominence.NORMAL
    )
    sensitive = models.BooleanField(_("sensitive: no appeal on this page"), default=False)
    #: Counts saves. A form carries the number it was opened with, so that a stale save is refused.
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-saved_at"]
        permissions = [
            ("publish_article", _("Can publish, schedule and withdraw stories")),
            ("preview_article", _("Can make links to previews")),
            ("export_article", _("Can take out what readers saw, as a sealed file")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="article_state_known"),
            models.CheckConstraint(condition=Q(prominence__lte=2), name="article_prominence_known"),
        ]
        indexes = [
            # The desk's list: all, those of a state or a section, by name.
            models.Index(fields=["-saved_at", "-id"], name="article_newest"),
            models.Index(fields=["state", "-saved_at", "-id"], name="article_in_state"),
            models.Index(fields=["section", "-saved_at", "-id"], name="article_in_section"),
            models.Index(fields=["headline", "-saved_at", "-id"], name="article_by_headline"),
            models.Index(fields=["deadline"], name="article_due", condition=Q(deadline__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("Untitled story"))

    @property
    def address(self) -> str:
        """The path at which this copy would be published; empty while it has no section or no slug."""
        return f"/{self.section.slug}/{self.slug}/" if self.section and self.slug else ""

    def get_desk_url(self) -> str:
        return reverse("admin:articles_article_change", args=[self.pk])
