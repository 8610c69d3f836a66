"""The one hand that keeps, publishes and withdraws the paper's own pages (imprint, privacy, about …).

Saving makes a sealed version, publishing puts it before readers, withdrawing takes it from them and says why;
an old version comes back as a new one. Safe to call twice. Publishing and withdrawing need the permission
`articles.publish_page`.
"""

import re
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body import parts
from articles.copies import OF_PHOTO, same
from articles.editing.restoring import NotRestored, Restored, reason_given
from articles.models import FormerSlug, Page, PageEdition, PageEditionPhoto, PageVersion, Photo, PhotoCredit
from articles.models.named import address_problem
from articles.models.page_edition import OWN_PAGES
from articles.models.version import next_version
from newsroom import pagestore
from newsroom.models import User

#: What a version keeps of a page, beside its pictures.
TOLD = ("name", "slug", "kind", "description", "body", "in_footer", "label", "order")
_TK = re.compile(r"\bTK\b")


class PageRefused(Exception):
    """The page cannot be published or withdrawn; the sentences say why and what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


class Stale(Exception):
    """Somebody has saved the page since this person opened it. `current` is the page as it is saved now."""

    def __init__(self, current: Page) -> None:
        super().__init__(f"revision {current.revision}")
        self.current = current


def require_publish(user: User) -> None:
    if not user.is_active or not user.has_perm("articles.publish_page"):
        raise PermissionDenied(_("Only editors can publish and withdraw the paper's own pages."))


def claim(page_id: int, revision: int) -> Page:
    """Lock the page for a save that began at `revision`. Call in a transaction; raises Stale."""
    current = Page.objects.select_for_update().get(pk=page_id)
    if current.revision != revision:
        raise Stale(current)
    return current


@transaction.atomic
def saved(page: Page, *, by: User | None) -> PageVersion:
    """Finish a save: count it, and make its version."""
    _require_write(page, by)
    return _saved(page, by)


@transaction.atomic
def restore(page: Page, version: PageVersion, *, by: User, reason: str) -> Restored:
    """Make the page what it was in that version of it. Raises PermissionDenied or NotRestored.

    What stands there now has a version of its own first; readers see no change. A name, kind or address that
    is another page's by now is refused.
    """
    _require_write(page, by)
    reason = reason_given(reason)
    if version.page_id != page.pk:
        raise PermissionDenied
    page = Page.objects.select_for_update().get(pk=page.pk)
    told = {"number": version.number, "reason": reason}
    before = next_version(
        page.versions, snapshot(page), made_by=by, reason=_("Before v%(number)d came back") % told
    )
    was = same(page, TOLD)
    for name in TOLD:
        setattr(page, name, version.snapshot[name])
    gone = _left_out(version)
    if same(page, TOLD) == was:
        return Restored(before, before, gone)
    try:
        page.full_clean()
    except ValidationError as error:
        raise NotRestored(" ".join(error.messages)) from error
    said = _("v%(number)d restored: %(reason)s") % told
    return Restored(_saved(page, by, reason=said[:300]), before, gone)


def _saved(page: Page, by: User | None, *, reason: str = "") -> PageVersion:
    page.revision += 1
    page.saved_by = by
    page.save()
    return next_version(page.versions, snapshot(page), made_by=by, reason=reason)


def _require_write(page: Page, by: User | None) -> None:
    if by is not None and not by.has_perm(f"articles.{'change' if page.pk else 'add'}_page"):
        raise PermissionDenied(_("You may not save the paper's own pages. Ask an editor."))


def _left_out(version: PageVersion) -> list[str]:
    """The pictures of that version that are no longer here."""
    uses = version.snapshot["photos"]
    there = Photo.objects.in_bulk([use["photo"] for use in uses])
    return [use["caption"] or use["alt"] for use in uses if use["photo"] not in there]


@transaction.atomic
@OWN_PAGES.writes
def publish(page: Page, *, by: User, revision: int | None = None) -> PageEdition:
    """Put the saved page before readers now, in the place of what they have. Raises PageRefused."""
    require_publish(by)
    page = Page.objects.select_for_update().get(pk=page.pk)
    if revision is not None and revision != page.revision:
        raise PageRefused(
            _("The page has been saved since you opened it. Look at the newer copy, then publish.")
        )
    if found := problems(page):
        raise PageRefused(*found)
    version = next_version(page.versions, snapshot(page), made_by=by)
    before = page.editions.select_for_update().filter(live_until__isnull=True).first()
    if before and before.version_id == version.pk:
        return before
    # One moment for both, so that at every moment readers had one or the other.
    now = timezone.now()
    if before:
        _close(before, PageEdition.Closed.REPLACED, now)
    edition, photos = unsaved_edition(page, version, version.snapshot, now)
    edition.published_by = by
    edition.save()
    PageEditionPhoto.objects.bulk_create(photos)
    # The address is the page's for good: no section or other page is ever given it.
    FormerSlug.objects.get_or_create(kind="page", slug=edition.slug, defaults={"object_id": page.pk})
    pagestore.touch("everything")
    return edition


@transaction.atomic
@OWN_PAGES.writes
def withdraw(page: Page, *, by: User, reason: str) -> bool:
    """Take the page from readers, and out of the footer; who comes for it is told the reason. Whether readers
    had it."""
    require_publish(by)
    if not reason.strip():
        raise PageRefused(_("Say why the page is withdrawn. Readers who come for it are told."))
    Page.objects.select_for_update().get(pk=page.pk)
    edition = page.editions.select_for_update().filter(live_until__isnull=True).first()
    if edition:
        _close(edition, PageEdition.Closed.WITHDRAWN, timezone.now(), reason.strip()[:300])
        pagestore.touch("everything")
    return edition is not None


def problems(page: Page) -> list[str]:
    """All that stands in the way of this saved page going before readers."""
    cut = parts.cut(page.body)
    found = []
    if not parts.plain_text(cut):
        found.append(_("The page has no text yet. Write it."))
    if _TK.search(parts.plain_text(cut)):
        found.append(_("“TK” is still in the text. Fill in what is to come."))
    if sentence := address_problem(Page, page.slug, but=page.pk):
        found.append(sentence)
    for photo in _photos(cut):
        found += _of_photo(photo)
    return found


def snapshot(page: Page) -> dict[str, Any]:
    """The whole page as plain values; captions and alt texts as they are now."""
    return same(page, TOLD) | {
        "photos": [{"photo": photo.pk, **same(photo, OF_PHOTO)} for photo in _photos(parts.cut(page.body))]
    }


def unsaved_edition(
    page: Page, version: PageVersion | None, copy: dict[str, Any], live_from: datetime
) -> tuple[PageEdition, list[PageEditionPhoto]]:
    """What readers would get of this snapshot from that moment on, and its pictures."""
    edition = PageEdition(
        page=page,
        version=version,
        live_from=live_from,
        title=copy["name"],
        parts=parts.cut(copy["body"]),
        **{name: copy[name] for name in ("slug", "kind", "description", "in_footer", "label", "order")},
    )
    known = Photo.objects.select_related("credit__licence").in_bulk([use["photo"] for use in copy["photos"]])
    return edition, [
        PageEditionPhoto(edition=edition, photo=known[use["photo"]], **{name: use[name] for name in OF_PHOTO})
        for use in copy["photos"]
    ]


def _close(edition: PageEdition, cause: str, until: datetime, reason: str = "") -> None:
    edition.live_until, edition.closed, edition.reason = until, cause, reason
    edition.save(update_fields=["live_until", "closed", "reason"])


def _photos(cut: list[parts.Part]) -> list[Photo]:
    wanted = list(dict.fromkeys(value for kind, value in cut if kind == "photo"))
    known = Photo.objects.select_related("credit__licence").in_bulk(wanted)
    return [known[pk] for pk in wanted if pk in known]


def _of_photo(photo: Photo) -> list[str]:
    named = {"name": str(photo)[:60]}
    credit: PhotoCredit | None = getattr(photo, "credit", None)
    found = []
    if not photo.width:
        found.append(_("The picture “%(name)s” has no file yet. Upload it, or take it out.") % named)
    if not photo.alt.strip():
        found.append(
            _("Alt text is missing on the picture “%(name)s”. Write it on the picture's page.") % named
        )
    if credit is None or not (credit.creator or credit.organisation):
        found.append(_("The picture “%(name)s” has no credit. Say who made it.") % named)
    elif credit.licence is None:
        found.append(_("The licence of “%(name)s” is not clear. Choose it on the picture's page.") % named)
    if credit and credit.expires_on and credit.expires_on < timezone.localdate():
        found.append(_("The picture “%(name)s” may no longer be used. Choose another.") % named)
    return found
