"""The "become a member" call to action: words, amounts, a goal, a span of time, a place and an audience."""

from __future__ import annotations

import re
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.models.presets import Preset, presets_of, refuse_unreadable
from membership.money import Money

#: How a link names an appeal: its number, with "a" or "b" where one of two wordings was drawn.
_NAMED = re.compile(r"([1-9][0-9]{0,8})([ab]?)", re.ASCII)


def named(link: str) -> tuple[int, str] | None:
    """The number and the wording ("", "a" or "b") that a link carries, or None if it names no appeal."""
    found = _NAMED.fullmatch(link)
    return (int(found[1]), found[2]) if found else None


class AppealQuerySet(models.QuerySet["Appeal"]):
    def due(self, at: datetime | None = None) -> AppealQuerySet:
        """What asks now, or did at that moment; the one that began last comes first."""
        at = at or timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at).order_by(
            "-starts_at", "-pk"
        )


class Appeal(models.Model):
    class Place(models.TextChoices):
        STORY = "story", _("At the end of stories")
        TEXT = "text", _("In the text of stories")
        HOME = "home", _("Band on the front page")
        PAGE = "page", _("Membership page")
        OWN = "own", _("A page of its own")

    class Ask(models.TextChoices):
        ONCE = "once", _("Once")
        MONTHLY = "monthly", _("Monthly")

    heading = models.CharField(_("heading"), max_length=120)
    text = models.TextField(_("text"), max_length=600)
    button = models.CharField(_("button"), max_length=40, default="Give monthly")
    asks = models.CharField(
        _("asks for a gift"),
        max_length=10,
        choices=Ask,
        default=Ask.MONTHLY,
        help_text=_("What the amounts and the button choose on the form. Donors can change it there."),
    )
    amounts = models.TextField(
        _("amounts"),
        max_length=1000,
        help_text=_("One on each line: the figure, then what it pays for. “8 pays for a records request”."),
    )
    fine_print = models.CharField(
        _("small print"), max_length=200, blank=True, help_text=_("One sentence under the amounts.")
    )
    place = models.CharField(_("place"), max_length=10, choices=Place, default=Place.STORY)
    slug = models.SlugField(
        _("address of its own page"),
        max_length=60,
        blank=True,
        help_text=_("Such as “pump-logs”. Every appeal may have a page of its own to link to."),
    )
    sections = models.CharField(
        _("only in sections"),
        max_length=200,
        blank=True,
        help_text=_("Addresses of sections, such as “harbour, climate”. Empty: in the whole paper."),
    )
    topics = models.CharField(
        _("only on topics"), max_length=200, blank=True, help_text=_("Addresses of topics. Empty: on any.")
    )
    partners = models.CharField(
        _("only on copy of partners"),
        max_length=200,
        blank=True,
        help_text=_("Addresses of outlets. “none”: only on our own copy. Empty: on any."),
    )
    kinds = models.CharField(
        _("only on kinds of stories"),
        max_length=200,
        blank=True,
        help_text=_("Such as “news, report”. Empty: on all kinds that are asked on."),
    )
    starts_at = models.DateTimeField(_("starts"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    goal_minor = models.PositiveBigIntegerField(
        _("goal"), null=True, blank=True, help_text=_("What the campaign is to bring in, in minor units.")
    )
    goal_shown = models.BooleanField(_("show the goal to readers"), default=False)
    #: Said before a comparison of wordings begins: no verdict before so many gifts have come.
    planned_gifts = models.PositiveIntegerField(
        _("gifts until the verdict"),
        null=True,
        blank=True,
        help_text=_(
            "How many gifts are to come before two wordings are compared. It cannot be changed later."
        ),
    )

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["starts_at"]), models.Index(fields=["ends_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="appeal_span_runs_forward",
                violation_error_message=_("The appeal ends before it starts. Choose a later end."),
            ),
            models.CheckConstraint(condition=~Q(heading=""), name="appeal_has_heading"),
            models.CheckConstraint(
                condition=Q(place__in=["story", "text", "home", "page", "own"]), name="appeal_place_known"
            ),
            models.CheckConstraint(condition=Q(asks__in=["once", "monthly"]), name="appeal_asks_known"),
            models.UniqueConstraint(fields=["slug"], condition=~Q(slug=""), name="appeal_slug_once"),
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("membership:campaign", args=[self.slug]) if self.slug else reverse("membership:give")

    @property
    def presets(self) -> list[Preset]:
        return presets_of(self.amounts, settings.MEMBERSHIP_CURRENCY)

    @property
    def goal(self) -> Money | None:
        return Money(self.goal_minor, settings.MEMBERSHIP_CURRENCY) if self.goal_minor else None

    def clean(self) -> None:
        if self.place == self.Place.OWN and not self.slug:
            raise ValidationError({"slug": _("Give the page an address, such as “pump-logs”.")})
        if self.amounts:
            refuse_unreadable(self.amounts, settings.MEMBERSHIP_CURRENCY, "amounts")

    def page_tags(self) -> set[str]:
        return {"appeal"}
