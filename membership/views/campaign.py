"""An appeal on a page of its own: its words, its goal, and the form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from membership.appeals.campaigns import goal_of
from membership.models import Appeal
from membership.views.answers import page
from membership.views.give.opening import open_form


def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Not there before it begins; afterwards it says what came of it."""
    now = timezone.now()
    appeal = get_object_or_404(Appeal, slug=slug, starts_at__lte=now)
    goal = goal_of(appeal)
    if appeal.ends_at and appeal.ends_at <= now:
        return page(request, "membership/campaign_over.html", {"appeal": appeal, "goal": goal}, private=False)
    return open_form(request, campaign=appeal, goal=goal)
