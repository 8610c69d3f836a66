"""Which story a READ line may lead to: those with the words, the ones that share this story's topics first.

`GET read/?q=ferry&story=12&topic=3&topic=5` gives rows to the editor (static/articles/read-picker.js).
"""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from articles.admin.article_finding import stories
from articles.admin.naming import day, line
from articles.editing import finding
from articles.models import Article, TopicUse
from newsroom.desk.model_admin import DeskAdmin
from newsroom.row_numbers import may_be_a_row

SHOWN = 8
#: Among how many of those with the words the ones with shared topics are looked for.
LOOKED_AT = 60


def read_view(desk: DeskAdmin[Article], request: HttpRequest) -> JsonResponse:
    if not desk.has_view_permission(request):
        return JsonResponse({"error": _("You may not see stories.")}, status=403)
    words = request.GET.get("q", "")
    topics = [int(each) for each in request.GET.getlist("topic")[:50] if may_be_a_row(each)]
    found = finding.find(words, LOOKED_AT) if words.strip() else _nearest(topics)
    found = [pk for pk in found if str(pk) != request.GET.get("story")]
    shared: dict[int, list[str]] = {}
    for pk, name in (
        TopicUse.objects.filter(content_object__in=found, tag__in=topics)
        .order_by("tag__name")
        .values_list("content_object", "tag__name")
    ):
        shared.setdefault(pk, []).append(name)
    found.sort(key=lambda pk: -len(shared.get(pk, ())))
    return JsonResponse({"rows": [_row(story, shared.get(story.pk, [])) for story in stories(found[:SHOWN])]})


def _nearest(topics: list[int]) -> list[int]:
    """Before anything is typed: those that share the most topics, else the newest."""
    if not topics:
        return list(Article.objects.order_by("-pk").values_list("pk", flat=True)[: SHOWN + 1])
    near = TopicUse.objects.filter(tag__in=topics).values("content_object")
    near = near.annotate(count=Count("tag")).order_by("-count", "-content_object")
    return list(near.values_list("content_object", flat=True)[: SHOWN + 1])


def _row(story: Any, shared: list[str]) -> dict[str, str]:
    if story.first_live:
        shares = _("shares %(topics)s") % {"topics": ", ".join(shared)} if shared else ""
        note = line(day(story.first_live), story.section, shares)
    else:
        note = _("Shown to readers only once it is live")
    return {
        "id": str(story.pk),
        "text": str(story),
        "note": note,
        "state": "live" if story.first_live else story.state,
        "word": str(_("Live") if story.first_live else story.get_state_display()),
    }
