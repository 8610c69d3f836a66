"""Pages of the paper itself: imprint, privacy, about. A desk copy and its sealed versions."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.named import Named
from articles.models.version import Sealed


class Kind(models.TextChoices):
    """What the page is for. A paper has one of each, and of others as many as it likes."""

    IMPRINT = "imprint", _("Imprint")
    PRIVACY = "privacy", _("Privacy")
    ABOUT = "about", _("About us")
    CONTACT = "contact", _("Contact")
    TERMS = "terms", _("Terms")
    OTHER = "other", _("Something else")


class Page(Named):
    """The desk copy. Nothing of it is public until it is published, its place in the footer neither."""

    name = models.CharField(_("title"), max_length=100)
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    description = models.CharField(
        _("in one sentence"),
        max_length=200,
        blank=True,
        help_text=_("For search engines and for links to the page."),
    )
    body = models.TextField(_("text"), blank=True)
    in_footer = models.BooleanField(_("in the footer of every page"), default=True)
    label = models.CharField(
        _("short name in the footer"), max_length=40, blank=True, help_text=_("The title if empty.")
    )
    order = models.PositiveSmallIntegerField(
        _("place in the footer"), default=0, validators=[MaxValueValidator(9999)], help_text=_("Small first.")
    )
    #: Counts saves, so that a stale one is noticed.
    revision = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("own page")
        verbose_name_plural = _("own pages")
        ordering = ["order", "name"]
        permissions = [("publish_page", _("Can publish and withdraw the paper's own pages"))]
        constraints = [
            models.UniqueConstraint(fields=["name_as_compared"], name="page_once"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=~Q(kind="other"),
                name="page_kind_once",
                violation_error_message=_("There is a page of this kind already. Change that one."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])

    def get_desk_url(self) -> str:
        return reverse("admin:articles_page_change", args=[self.pk])


class PageVersion(Sealed):
    """An immutable, numbered snapshot of a page, sealed onto the one before it."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    snapshot = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="page_version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="page_version_from_one"),
        ]
