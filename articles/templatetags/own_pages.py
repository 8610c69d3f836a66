"""The paper's own pages where they are pointed at: the foot of every page, the membership's too."""

from typing import Any

from django import template
from django.template import Context

from articles.models import Page
from articles.models.page import Kind
from articles.reading.own_pages import PageLink, all_pages, has_imprint
from newsroom.models import User

register = template.Library()


@register.simple_tag(takes_context=True)
def footer_pages(context: Context) -> list[PageLink]:
    """`{% footer_pages as links %}`: asked once for each change of the paper, not for each page."""
    request = context.get("request")
    return [link for link in all_pages(request) if link.in_footer] if request else []


@register.inclusion_tag("admin/articles/_missing_imprint.html")
def missing_imprint(user: User) -> dict[str, Any]:
    """`{% missing_imprint user %}`: a panel for those who can do something about it, while there is none."""
    if not user.has_perm("articles.publish_page") or has_imprint():
        return {"missing": False}
    return {"missing": True, "page": Page.objects.filter(kind=Kind.IMPRINT).first()}
