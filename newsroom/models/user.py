"""The people who sign in to the desk. A person who is credited is an Author, with or without a sign-in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    job_title = models.CharField(
        _("job title"), max_length=80, blank=True, help_text=_("Shown beside the name on the desk.")
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("person")  # type: ignore[assignment]
        verbose_name_plural = _("people")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()
