"""A forgotten password: a link goes to the address, and whoever opens it chooses a new one.

Nobody learns here who works at the desk: what is answered, how long it takes and what it writes are the same
for an address that somebody signs in with and for one that nobody has.
"""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django_tasks import task

from newsroom import limits
from newsroom.models import Imprint, User

HOUR = 60 * 60
LINKS_AN_HOUR = 3
ASKED_FROM_AN_ADDRESS = 20


def ask(email: str, address: str) -> None:
    """Mail a link to this address if somebody signs in with it. `address` is the network it was asked from.

    It says nothing: not whether the address is known, nor whether it was asked for too often.
    """
    email = email.strip().casefold()
    if limits.take_place(f"reset-from:{address}", ASKED_FROM_AN_ADDRESS, HOUR) is None:
        return
    if limits.take_place(f"reset-to:{email}", LINKS_AN_HOUR, HOUR) is None:
        return
    people = User.objects.filter(email__iexact=email, is_active=True, is_staff=True).order_by("pk")
    # One row in the queue for anybody. What differs is done by the worker, when the answer has been given.
    send_links.enqueue([user.pk for user in people if user.has_usable_password()])


@task
def send_links(people: list[int]) -> None:
    """One letter for each sign-in of a shared mailbox; for nobody, none."""
    for user in User.objects.filter(pk__in=people, is_active=True).exclude(email=""):
        send_mail(
            _("A new password for the desk"),
            render_to_string("registration/forgotten_letter.txt", _letter(user)),
            settings.DEFAULT_FROM_EMAIL,
            [user.email],
        )


def _letter(user: User) -> dict[str, object]:
    """The link is made of our own address, never of what a visitor called us."""
    place = reverse(
        "password_reset_confirm",
        args=[urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)],
    )
    return {
        "user": user,
        "paper": Imprint.current().name,
        "link": settings.SITE_URL + place,
        "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
    }
