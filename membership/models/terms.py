"""What the newsroom has decided about giving: the one row that the form, the pages and the figures read."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.models.presets import Preset, presets_of
from membership.money import Money, NotAnAmount

#: The fixed part of a card payment's charge, where we know what is usual (docs.stripe.com/currencies and the
#: provider's public prices, 2026). In every other currency it is nothing until the newsroom writes it down:
#: thirty minor units are thirty yen.
USUAL_FIXED = {"EUR": 30, "USD": 30, "GBP": 20, "CHF": 30, "CAD": 30, "AUD": 30, "NZD": 30}
#: The gate is not left open by somebody who forgot it.
EXPECTED_FOR = timedelta(days=14)


class Terms(models.Model):
    picture = models.CharField(
        _("picture of the form"),
        max_length=20,
        blank=True,
        help_text=_("Number of a photo, as it stands in the photo’s address at the desk."),
    )
    thanks_picture = models.CharField(
        _("picture of the thanks"), max_length=20, blank=True, help_text=_("Number of a photo.")
    )
    where_it_goes = models.TextField(
        _("where a gift goes"),
        max_length=600,
        blank=True,
        help_text=_(
            "One on each line: the figure, then what for. “6.20 Reporters”. Drawn as a bar over the form."
        ),
    )
    where_source = models.CharField(
        _("source of that"), max_length=200, blank=True, help_text=_("Such as “Audited accounts for 2025”.")
    )
    monthly_goal_minor = models.PositiveBigIntegerField(
        _("goal for a month, in minor units"), null=True, blank=True
    )
    cover_percent = models.DecimalField(
        _("provider’s charge, per cent"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("2.90"),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(20))],
    )
    #: The fixed part of the charge by currency, in its minor units: {"EUR": 30, "JPY": 0}.
    cover_fixed = models.JSONField(_("and for each payment"), default=dict, blank=True)
    offer_cover = models.BooleanField(
        _("offer to cover the charge"), default=True, help_text=_("An unticked box; never for pledges.")
    )
    offer_yearly = models.BooleanField(_("offer yearly gifts"), default=True)
    offer_tribute = models.BooleanField(_("offer “in honour of”"), default=True)
    consent_sentence = models.CharField(
        _("sentence beside the newsletter box"),
        max_length=300,
        blank=True,
        help_text=_("Empty: the form does not ask."),
    )
    publish_from_minor = models.PositiveBigIntegerField(
        _("publish who gives this much in a year, in minor units"),
        null=True,
        blank=True,
        help_text=_("The form says so before the gift. Empty: no list of funders."),
    )
    funders_text = models.TextField(_("text of the list of funders"), max_length=1000, blank=True)
    remind_after_days = models.PositiveSmallIntegerField(
        _("remind of a pledge after days"),
        default=14,
        validators=[MinValueValidator(3), MaxValueValidator(90)],
    )
    lapse_after_days = models.PositiveSmallIntegerField(
        _("let a pledge lapse after days"),
        default=30,
        validators=[MinValueValidator(7), MaxValueValidator(365)],
    )
    #: A fair, an office, a class: for so long the gate lets so many gifts an hour from one place through.
    expected_gifts = models.PositiveSmallIntegerField(
        _("gifts an hour from one place"), null=True, blank=True, validators=[MaxValueValidator(500)]
    )
    expected_from = models.DateTimeField(_("from"), null=True, blank=True)
    expected_until = models.DateTimeField(_("to"), null=True, blank=True)
    refund_warned = models.BooleanField(
        _("give back at once what the provider warns of as fraud"),
        default=False,
        help_text=_("A refund costs less than the dispute that follows."),
    )

    class Meta:
        verbose_name = _("terms of giving")
        verbose_name_plural = _("terms of giving")
        default_permissions = ("view", "change")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="terms_one_row")]

    def __str__(self) -> str:
        return str(_("Terms of giving"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.lapse_after_days <= self.remind_after_days:
            raise ValidationError(
                {"lapse_after_days": _("A pledge lapses after its reminder. Enter more days.")}
            )
        said = (self.expected_gifts, self.expected_from, self.expected_until)
        if any(said) and not all(said):
            raise ValidationError(
                {"expected_gifts": _("Say how many gifts, from when and to when; or none of it.")}
            )
        if self.expected_from and self.expected_until:
            if self.expected_until <= self.expected_from:
                raise ValidationError(
                    {"expected_until": _("It ends before it begins. Enter a later moment.")}
                )
            if self.expected_until - self.expected_from > EXPECTED_FOR:
                raise ValidationError({"expected_until": _("Enter a span of two weeks at most.")})
        try:
            presets_of(self.where_it_goes, settings.MEMBERSHIP_CURRENCY, strict=True)
        except NotAnAmount as error:
            raise ValidationError({"where_it_goes": str(error)}) from error

    def expected_from_one_place(self, now: datetime) -> int:
        """Gifts an hour that one network address may begin without proof, as staff expect them; else 0."""
        if not (self.expected_gifts and self.expected_from and self.expected_until):
            return 0
        return self.expected_gifts if self.expected_from <= now < self.expected_until else 0

    @classmethod
    def current(cls) -> Terms:
        return cls.objects.filter(pk=1).first() or cls()

    @classmethod
    def pictures_shown(cls) -> list[str]:
        """The identities of the pictures that the form and the thanks show."""
        terms = cls.current()
        return [terms.picture, terms.thanks_picture]

    def fixed_charge(self, currency: str) -> Money:
        """What the provider keeps of each payment in that currency beside its per cent."""
        return Money(self.cover_fixed.get(currency, USUAL_FIXED.get(currency, 0)), currency)

    @property
    def shares(self) -> list[Preset]:
        """Where a gift goes: amounts and what for, as they were written."""
        return presets_of(self.where_it_goes, settings.MEMBERSHIP_CURRENCY)

    @property
    def monthly_goal(self) -> Money | None:
        minor = self.monthly_goal_minor
        return Money(minor, settings.MEMBERSHIP_CURRENCY) if minor else None

    @property
    def publish_from(self) -> Money | None:
        minor = self.publish_from_minor
        return Money(minor, settings.MEMBERSHIP_CURRENCY) if minor else None

    def page_tags(self) -> set[str]:
        return {"appeal"}
