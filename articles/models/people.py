"""Who is credited: authors, and the partner organisations that copy comes from or goes to."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.named import Named


class Outlet(Named):
    url = models.URLField(_("website"), blank=True)
    description = models.TextField(_("description"), max_length=400, blank=True)
    agreement_until = models.DateField(_("agreement until"), null=True, blank=True)
    may_republish = models.BooleanField(
        _("we may pass it on"),
        default=False,
        help_text=_("Whether others may republish this partner's copy from us."),
    )
    link_required = models.BooleanField(_("link to the original required"), default=True)
    terms = models.TextField(_("terms"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name_as_compared"], name="outlet_once")]

    def get_absolute_url(self) -> str:
        return reverse("articles:outlet", args=[self.slug])

    def page_tags(self) -> set[str]:
        return {f"outlet:{self.pk}"}


class Author(Named):
    """Who is credited: a person, or a desk. Needs no sign-in, and stays when a sign-in goes."""

    organisation = models.BooleanField(
        _("a desk or organisation"),
        default=False,
        help_text=_("Not a person: a data desk, an agency, an editorial board."),
    )
    job_title = models.CharField(_("what they do here"), max_length=80, blank=True)
    bio = models.TextField(_("about"), max_length=600, blank=True)
    interests = models.TextField(
        _("interests declared"),
        max_length=400,
        blank=True,
        help_text=_("Memberships, shares and ties that readers should know of."),
    )
    email = models.EmailField(_("e-mail for readers"), blank=True)
    portrait = models.ForeignKey(
        "articles.Photo",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="portrait_of",
        verbose_name=_("portrait"),
    )
    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="authors",
        verbose_name=_("writes for"),
        help_text=_("The partner, if not for us."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("sign-in"),
    )
    former = models.BooleanField(_("has left"), default=False)

    once = False

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]
        indexes = [models.Index(fields=["name_as_compared"], name="author_by_name")]

    def get_absolute_url(self) -> str:
        return reverse("articles:author", args=[self.slug])

    def page_tags(self) -> set[str]:
        return {f"author:{self.pk}"}
