"""How much a check of a story counts in this newsroom, where it is not as the program has it."""

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """From the mildest to the strictest."""

    OFF = "off", _("Off")
    HINT = "hint", _("Hint: said, and asks for no reason")
    WARN = "warn", _("Warning: asks for a reason")
    BLOCK = "block", _("Blocks")


class CheckRule(models.Model):
    #: One of those that may be weighed (publishing/problems/rules.py); the form says which.
    code = models.CharField(_("check"), max_length=20)
    group = models.ForeignKey(
        Group,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for the group"),
        help_text=_("Empty: for everybody. A group's own rule goes before that."),
    )
    level = models.CharField(_("counts as"), max_length=5, choices=Level.choices)

    class Meta:
        verbose_name = _("rule of the checks")
        verbose_name_plural = _("rules of the checks")
        ordering = ["code", "group"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="check_rule_level_known"),
            models.UniqueConstraint(fields=["code", "group"], name="check_rule_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(group__isnull=True), name="check_rule_once_for_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.get_level_display()}"
