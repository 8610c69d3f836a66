"""A public record on a story, of what was wrong and what is right."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from newsroom.one_hand import OneHand, OneHandQuerySet, WrittenByOneHand

CORRECTING = OneHand("articles/publishing/correcting.py")
NEVER = "A correction is never deleted; withdraw it, with a reason."


class CorrectionQuerySet(OneHandQuerySet["Correction"]):
    def readable(self) -> CorrectionQuerySet:
        """What readers are told; whether they can see the story is asked apart."""
        return self.filter(withdrawn_at__isnull=True)

    def delete(self) -> NoReturn:
        self._ask()
        raise TypeError(NEVER)


class Correction(WrittenByOneHand):
    written_by = CORRECTING
    #: Beside one that was asked for at the desk's list.
    story_is_public: bool

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        NOTE = "note", _("Editors’ note")
        RETRACTION = "retraction", _("Retraction")

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("story")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices, default=Kind.CORRECTION)
    text = models.TextField(_("text"), max_length=1200, help_text=_("What readers are told."))
    was = models.TextField(_("it said"), max_length=600, blank=True)
    now = models.TextField(_("it now says"), max_length=600, blank=True)
    severe = models.BooleanField(
        _("severe"),
        default=False,
        help_text=_("Stands over the story rather than under it, and takes the appeal off the page."),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name=_("withdrawn by"),
    )  # fmt: skip
    withdrawn_because = models.CharField(
        _("why it was withdrawn"), max_length=300, blank=True, editable=False
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        base_manager_name = "objects"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="correction_newest")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="correction_says_something"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="correction_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {Truncator(self.text).chars(60)}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self.written_by.ask(type(self))
        raise TypeError(NEVER)

    def page_tags(self) -> set[str]:
        return {f"article:{self.article_id}", "corrections"}
