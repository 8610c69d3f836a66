"""A story that somebody else saved meanwhile: what does not collide is merged, the rest is asked."""

from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from js_asset import Media

from articles.admin.article_autosave import form_of
from articles.admin.article_merge_places import Meeting, Side
from articles.admin.article_merge_words import Words
from articles.copies import Copy
from articles.editing import autosaving
from articles.editing.copying import copy_of
from articles.editing.differences import readable
from articles.editing.merging import merge
from articles.editing.saving import Stale, file_beside
from articles.editing.together.saves import whose_is_newer
from articles.editing.together.sharing import Place
from articles.forms.article import ArticleForm
from articles.forms.deciding import decided
from articles.forms.merging import as_posted, on_desk, typed_copy
from articles.models import Article, Version
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff

#: How often a save is begun anew because somebody else saved in between.
TRIES = 5
#: How long it is known which version a form that is still open was saved as, in seconds.
REMEMBERED = 24 * 60 * 60
#: What the page that asks brings along itself; the rest of what was posted is sent with it again.
OF_PAGE = ("csrfmiddlewaretoken", "keep-", "anew-")


def remember(request: HttpRequest, form_key: str, version: Version) -> None:
    """The form that was saved as this version: sent once more, it goes on from there.

    By its hash, which is no other version's, should this save not come to its end; and with what the form
    itself said where that was merged, for what others had written never stood in it.
    """
    if form_key:
        cache.set(_name(version.article_id, form_key), (version.hash, _sent_copy(request)), REMEMBERED)


def bring_together(
    desk: DeskAdmin[Article], request: HttpRequest, stale: Stale, *, ask: bool
) -> HttpResponse | None:
    """None if there is nothing to ask: then the request has become that of the merged story.

    What is asked is answered with the page that asks it, status 409; with `ask`, also where nothing collides.
    """
    saved = stale.current
    form, lists = _posted(desk, request, saved.pk)
    if not all([form.is_valid(), *(rows.is_valid() for rows in lists)]):
        # What was saved meanwhile makes it one that cannot be saved, and the form says why.
        return None
    mine, theirs = typed_copy(form, lists), copy_of(saved)
    base, versions = _since(stale, form)
    if base:
        base = replace(base, body=_begun_from(request, saved, base, mine, theirs))
    side = Side(saved, versions, staff(request))
    if "_beside" in request.POST:
        return _keep_beside(request, mine, side)
    merged = merge(base, mine, theirs, on_desk(form, saved))
    choices = decided(merged, request.POST)
    meeting = Meeting(merged, side, Words(merged, form, [theirs, mine]), choices, request.POST)
    if ask or merged.undecided(choices):
        return _page(desk, request, meeting, mine, stale.version)
    request.__dict__.setdefault("_sent_copy", mine.as_json())
    request.POST = as_posted(  # type: ignore[assignment]
        request.POST, merged.copy(choices), merged.desk_values(choices), saved, stale.version
    )
    if what := meeting.changes():
        said = _("Merged with what was saved meanwhile by %(who)s: %(what)s.")
        was_merged(request).append(said % {"who": side.who, "what": what})
    return None


def was_merged(request: HttpRequest) -> list[str]:
    """What this save was merged with, a sentence for each time."""
    said: list[str] = request.__dict__.setdefault("_was_merged", [])
    return said


def _sent_copy(request: HttpRequest) -> dict[str, Any] | None:
    """What the form said that was merged, if it was."""
    copy: dict[str, Any] | None = request.__dict__.get("_sent_copy")
    return copy


def _posted(desk: Any, request: HttpRequest, pk: int) -> tuple[ArticleForm, list[Any]]:
    """The form and its lists as they were sent, checked against the story as it is now."""
    story = desk.get_queryset(request).get(pk=pk)
    form = desk.get_form(request, story, change=True)(request.POST, instance=story)
    lists, _inlines = desk._create_formsets(request, story, change=True)
    return form, lists


def _since(stale: Stale, form: ArticleForm) -> tuple[Copy | None, list[Version]]:
    """What this form began from, and the versions made since, the newest first."""
    story, opened = stale.current, form.cleaned_data["opened"] or 0
    hash_before, said = cache.get(_name(story.pk, form.cleaned_data["form_key"]), ("", None))
    base = story.versions.filter(Q(hash=hash_before) | Q(number=opened)).order_by("-number").first()
    made = story.versions.filter(number__lte=stale.version).select_related("made_by").defer("snapshot")
    newest = made.order_by("-number")
    if base is None:
        return None, list(newest[:1])
    # A form that was opened with that version has what was merged in it.
    copy = Copy.of(said) if said and base.number != opened else base.copy
    return copy, list(newest.filter(number__gt=base.number))


def _begun_from(request: HttpRequest, saved: Article, base: Copy, mine: Copy, theirs: Copy) -> str:
    """The body that both began from. Out of one shared text the later holds both, and nothing collides."""
    newer = whose_is_newer(saved, Place.said(request.POST.get("shared", "")))
    return {"mine": theirs.body, "theirs": mine.body}.get(newer, base.body)


def _keep_beside(request: HttpRequest, mine: Copy, side: Side) -> HttpResponse:
    reason = _("Kept beside what was saved meanwhile by %(who)s.") % {"who": side.who_for_all}
    filed = file_beside(side.saved, mine, by=staff(request), reason=reason)
    autosaving.was_saved(form_of(request), side.saved, is_new=False)
    said = _("What was saved by %(who)s stays. Your text is kept as %(version)s.")
    messages.success(request, said % {"who": side.who, "version": filed})
    return redirect(side.saved.get_desk_url())


def _page(
    desk: DeskAdmin[Article], request: HttpRequest, meeting: Meeting, mine: Copy, newest: int
) -> HttpResponse:
    merged, side = meeting.merged, meeting.side
    undecided = len(merged.undecided(meeting.choices))
    count = len(merged.merged) + len(merged.collisions)
    whole = (mine.headline, mine.standfirst, mine.key_points, readable(mine.body, meeting.words.names))
    told = {
        **desk.frame(request, side.saved, str(side.saved)),
        "side": side,
        "newest": side.versions[0] if side.versions else None,
        "next_number": newest + 1,
        "media": Media.from_media(meeting.words.form.media, nonce=str(cast("Any", request).csp_nonce)),
        "editor": meeting.words.form.fields["body"].widget.render("anew-html", "", {"id": "anew-html"}),
        "places": list(meeting.places()),
        "undecided": undecided,
        "merged": len(merged.merged),
        "all": count,
        "done": count - undecided,
        "my_text": "\n\n".join(filter(None, whole)),
        "sent": [
            (name, value)
            for name, values in request.POST.lists()
            if not name.startswith(OF_PAGE)
            for value in values
        ],
    }
    return render(request, "admin/articles/article/merge.html", told, status=409)


def _name(pk: int, form_key: str) -> str:
    return f"form-saved:{pk}:{form_key}"
