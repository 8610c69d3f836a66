"""Who publishes this paper: the one row that names it, on every page, feed, mail and receipt."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Imprint(models.Model):
    name = models.CharField(_("name of the paper"), max_length=80, default="The Paper")
    tagline = models.CharField(
        _("about the paper"),
        max_length=200,
        blank=True,
        help_text=_("One sentence, at the foot of every page and in search results."),
    )
    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        blank=True,
        help_text=_("Legal name and address, as it stands in the colophon."),
    )
    editor = models.CharField(_("editor"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail for readers"), blank=True)
    phone = models.CharField(_("telephone for readers"), max_length=40, blank=True)
    left_ear_head = models.CharField(_("left ear, first line"), max_length=60, blank=True)
    left_ear = models.CharField(_("left ear"), max_length=120, blank=True)
    right_ear_head = models.CharField(_("right ear, first line"), max_length=60, blank=True)
    right_ear = models.CharField(_("right ear"), max_length=120, blank=True)
    gift_heading = models.CharField(
        _("heading of the membership page"), max_length=120, default="Keep this newsroom open to everyone"
    )
    gift_standfirst = models.TextField(_("text under that heading"), max_length=400, blank=True)
    tax_text = models.TextField(
        _("tax and small print"),
        max_length=1000,
        blank=True,
        help_text=_("Printed under the gift form. Have it checked by your accountant."),
    )
    bank_details = models.TextField(
        _("how to pay a pledge"),
        max_length=600,
        blank=True,
        help_text=_("Account holder, IBAN and the address for cheques, as donors should read them."),
    )
    lost_heading = models.CharField(
        _("heading of a page that is not there"), max_length=120, default="This page is not here"
    )
    lost_text = models.TextField(
        _("text under that heading"),
        max_length=400,
        blank=True,
        default=(
            "The address may be mistyped, or the page was never ours. Stories we have published keep their "
            "address, even when the headline changes."
        ),
    )
    gone_heading = models.CharField(
        _("heading of a withdrawn story"), max_length=120, default="We have withdrawn this story"
    )
    lost_picture = models.CharField(
        _("picture beside these"),
        max_length=20,
        blank=True,
        help_text=_("Number of a picture, as in the address of its page on the desk."),
    )

    class Meta:
        verbose_name = _("imprint")
        verbose_name_plural = _("imprint")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="imprint_one_row")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def pictures_shown(cls) -> list[str]:
        """The identity of the picture that pages show which are not there."""
        return [cls.current().lost_picture]

    @classmethod
    def current(cls) -> Imprint:
        """The one row; our defaults while nobody has filled it in."""
        return cls.objects.filter(pk=1).first() or cls()

    def page_tags(self) -> set[str]:
        return {"everything"}
