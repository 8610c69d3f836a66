"""Whoever's password at the desk was changed is told by mail, whichever way it was changed.

By themselves, by an administrator, by the link of a forgotten one, by a command: it may have been another.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import task

from newsroom.models import Imprint, User


def after_save(instance: User, created: bool, raw: bool = False, **_signal: Any) -> None:
    """A job of the transaction of the save. A password that is merely hashed anew by a sign-in is none."""
    # Kept by Django until a new password has been saved.
    is_new = instance._password is not None  # type: ignore[attr-defined]
    if is_new and not created and not raw and instance.is_staff and instance.email:
        send_letter.enqueue(instance.pk, timezone.now().isoformat())


@task()
def send_letter(person: int, at: str) -> None:
    """`at`: when it was changed, in ISO 8601."""
    user = User.objects.filter(pk=person).exclude(email="").first()
    if user is None:
        return
    moment = timezone.localtime(datetime.fromisoformat(at))
    told = {
        "user": user,
        "paper": Imprint.current().name,
        "at": date_format(moment, "DATETIME_FORMAT"),
        "link": settings.SITE_URL + reverse("password_reset"),
    }
    send_mail(
        _("Your password for the desk was changed"),
        render_to_string("registration/changed_letter.txt", told),
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
    )
