"""A supporter: whoever has given, by mail address. No password; a code is e-mailed at each sign-in."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: The columns of a consent, for whoever saves them.
CONSENT = ["consented_at", "consent_text", "consented_where", "withdrawn_at"]


class MemberQuerySet(models.QuerySet["Member"]):
    def known(self) -> MemberQuerySet:
        """Those whose personal data we still hold."""
        return self.filter(erased_at__isnull=True)

    def agreed(self) -> MemberQuerySet:
        """Those who may be written to."""
        return self.known().filter(consented_at__isnull=False).exclude(email="")

    def withdrawn(self) -> MemberQuerySet:
        """Those who might once, and have taken it back."""
        return self.known().filter(withdrawn_at__isnull=False).exclude(email="")


class Member(models.Model):
    class Where(models.TextChoices):
        FORM = "form", _("the gift form")
        PAGE = "page", _("their own page")
        DESK = "desk", _("told to staff")
        LIST = "list", _("a list of the time before")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    #: In lower case; one person is one address. Empty after erasure.
    email = models.EmailField(_("e-mail"), blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    since = models.DateTimeField(_("member since"), auto_now_add=True)
    #: Newsletter and appeals by mail: since when, by which sentence, said where; or when they took it back.
    consented_at = models.DateTimeField(_("may be written to since"), null=True, blank=True)
    consent_text = models.CharField(max_length=300, blank=True)
    consented_where = models.CharField(max_length=10, choices=Where, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    #: Another member row that turned out to be the same person; statements add the two up.
    same_as = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("same as"),
    )
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["-since", "-pk"]
        default_permissions = ("view", "change")
        permissions = [
            ("export_member", _("Can export and import lists of donors")),
            ("erase_member", _("Can erase a member’s personal data")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="member_email_once"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(email="", name=""), name="member_erased_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or f"{_('Member')} {self.pk}"

    def agree(self, sentence: str, where: str, at: datetime | None = None) -> None:
        """They may be written to from now on, or since `at`; whoever has said so already has. Not saved."""
        if self.consented_at is None:
            self.consented_at, self.consent_text = at or timezone.now(), sentence
            self.consented_where, self.withdrawn_at = where, None

    def withdraw(self) -> None:
        """They may not any more; the sentence is gone at once, the moment is kept for lists. Not saved."""
        if self.consented_at is not None:
            self.consented_at, self.consent_text, self.consented_where = None, "", ""
            self.withdrawn_at = timezone.now()

    def rows(self) -> list[int]:
        """The numbers of all rows that are this person: of those that are said to be the same, each."""
        first: Member = self
        while first.same_as:
            first = first.same_as
        found = level = [first.pk]
        while level:
            level = list(
                Member.objects.filter(same_as__in=level).exclude(pk__in=found).values_list("pk", flat=True)
            )
            found = [*found, *level]
        return found
