"""The page on which a newsroom begins with gifts: four questions, and then what readers see."""

from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from membership import providers
from membership.admin.issuer import missing_of
from membership.appeals import first_questions
from membership.appeals.due_appeals import membership_page
from membership.forms.beginning import BeginningForm
from membership.giving import pledge_instructions
from membership.models import Issuer
from newsroom.desk import pages
from newsroom.models import Imprint, User


@pages.page("membership/begin/", "membership_beginning", first_questions.PERMISSION)
def page(request: HttpRequest, user: User) -> HttpResponse:
    if not first_questions.may_answer(user):
        raise PermissionDenied
    form = BeginningForm(request.POST or None, initial=asdict(first_questions.known()))
    if request.method == "POST" and form.is_valid():
        first_questions.answer(form.answers(), by=user)
        left = first_questions.open_questions()
        messages.success(
            request,
            _("Kept. You can answer the rest later.") if left else _("The form is live: readers can give."),
        )
        return HttpResponseRedirect(reverse("admin:membership_beginning"))
    provider, issuer = providers.chosen(), Issuer.current()
    return pages.answer(
        request,
        "membership/beginning",
        title=_("Begin with gifts"),
        form=form,
        left=first_questions.open_questions(),
        presets=membership_page(request).presets("monthly", settings.MEMBERSHIP_CURRENCY),
        ways=pledge_instructions.ways(Imprint.current()),
        hosted=provider.caps().hosted,
        live=provider.caps().live,
        issuer=issuer,
        receipts_wait=len(missing_of(issuer)) if issuer else 0,
    )
