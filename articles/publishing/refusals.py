"""Who may publish, and what is said where it cannot be done."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from articles.publishing.problems import Problem
from newsroom.models import User


class NotReady(Exception):
    """Something stands in the way. `problems` are sentences for the editor."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in found))
        self.problems = found


class PublishingRefused(Exception):
    """What was asked for cannot be done; the message says why and what to do."""


def require_publish(user: User) -> None:
    if not user.is_active or not user.has_perm("articles.publish_article"):
        raise PermissionDenied(_("Only editors can publish, schedule and withdraw stories."))
