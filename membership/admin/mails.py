"""The page “Mails”: what each says and when it goes out, and the newsroom's own words in place of ours."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from membership.letters import wording
from membership.mail import example
from membership.models import Letter, MailWords
from membership.money import locales
from newsroom.desk import pages
from newsroom.models import User

#: Changes that the page of a mail shows.
HISTORY = 20


@pages.page("membership/mails/", "membership_mails", wording.PERMISSION)
def page(request: HttpRequest, user: User) -> HttpResponse:
    """GET shows all mails, or with `mail=thanks&language=de` one; POST previews, keeps or goes back."""
    asked = request.POST if request.method == "POST" else request.GET
    if "mail" not in asked:
        return _all(request)
    kind, language = asked["mail"], asked.get("language", settings.LANGUAGE_CODE)
    if kind not in {one.value for one in wording.MAILS} or language not in dict(locales.languages()):
        raise Http404
    if request.method != "POST":
        (begun,) = example.drafts([Letter.Kind(kind)], [language]).values()
        return _one(request, kind, language, (begun.subject, begun.body))
    subject, body = request.POST.get("subject", ""), request.POST.get("body", "")
    if request.POST.get("do") == "preview":
        return _one(request, kind, language, (subject, body))
    try:
        if request.POST.get("do") == "ours":
            wording.back_to_ours(kind, language, by=user)
            messages.success(request, _("This mail has our words again."))
        else:
            wording.keep(kind, language, subject, body, by=user)
            messages.success(request, _("Mails that are written from now on have these words."))
    except ValidationError as error:
        return _one(request, kind, language, (subject, body), errors=error.message_dict)
    there = f"{reverse('admin:membership_mails')}?mail={kind}&language={language}"
    return HttpResponseRedirect(there)


def _all(request: HttpRequest) -> HttpResponse:
    known = locales.languages()
    drafts = example.drafts(wording.MAILS, dict(known))
    rows = [
        {
            "kind": kind,
            "purpose": wording.MAILS[kind].purpose,
            "said": [(code, name, drafts[kind, code]) for code, name in known],
        }
        if kind in wording.MAILS
        else {"kind": kind, "purpose": wording.FIXED[kind]}
        for kind in Letter.Kind
    ]
    return pages.answer(request, "membership/mails/list", title=_("Mails"), rows=rows)


def _one(
    request: HttpRequest,
    kind: str,
    language: str,
    words: tuple[str, str],
    errors: dict[str, list[str]] | None = None,
) -> HttpResponse:
    one = Letter.Kind(kind)
    shown = example.shown(one, language)
    said = {
        "subject": wording.marked(words[0], shown.values, wording.IN_SUBJECT),
        "body": wording.marked(words[1], shown.values, wording.IN_BODY),
    }
    return pages.answer(
        request,
        "membership/mails/one",
        title=one.label,
        kind=one,
        purpose=wording.MAILS[one].purpose,
        needs=[wording.braced(name) for name in wording.MAILS[one].needs],
        language=language,
        languages=locales.languages(),
        subject=words[0],
        body=words[1],
        problem=errors,
        names=[(wording.braced(name), shown.values[name]) for name in wording.IN_BODY],
        subject_names=", ".join(map(wording.braced, wording.IN_SUBJECT)),
        shown=shown,
        said={**said, "wrong": any(wrong for parts in said.values() for _part, wrong in parts)},
        history=MailWords.objects.filter(kind=kind, language=language).select_related("by")[:HISTORY],
        most={"subject": wording.SUBJECT, "body": wording.BODY},
    )
