"""Who works at the desk."""

from django.http import HttpRequest

from newsroom.models import User


def staff(request: HttpRequest) -> User:
    """Whoever is signed in: the door of the desk lets in nobody else."""
    assert isinstance(request.user, User)
    return request.user
