"""What the desk's start page says when something behind the site is not as it should be."""

from typing import Any

from django import template

from newsroom.condition import condition
from newsroom.jobs import STEER
from newsroom.models import User

register = template.Library()


@register.inclusion_tag("admin/newsroom/_not_well.html")
def not_well(user: User) -> dict[str, Any]:
    """`{% not_well user %}`: nothing while all is well. Everybody at the desk is told, as anybody may notice
    first; the page with the jobs that failed is for those who may do something about it."""
    return {"problems": condition().problems, "may_see": user.has_perm(STEER)}
