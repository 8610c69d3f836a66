"""What may be done beside two versions of a story that are compared."""

from typing import Any

from django.http import HttpRequest

from articles.admin.version_choice import Choice
from articles.editing.comparing import is_substantive
from newsroom.staff import staff


def beside(request: HttpRequest, choice: Choice | None) -> dict[str, Any]:
    """`choice`: the two, if there are any."""
    user = staff(request)
    return {
        "may_publish": user.has_perm("articles.publish_article"),
        "may_correct": user.has_perm("articles.add_correction"),
        "of_story": True,
        "is_substantive": choice is not None and is_substantive(choice.before.copy, choice.after.copy),
    }
