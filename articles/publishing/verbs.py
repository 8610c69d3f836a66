"""The verbs: publish, move in, schedule another copy, withdraw, cancel. Each locks the story first."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Edition
from articles.models.edition import PUBLISHING
from articles.publishing.opening import locked, open_edition, require_as_seen
from articles.publishing.refusals import PublishingRefused, require_publish
from articles.publishing.spans import cancel, tags_of, take_back
from newsroom import pagestore
from newsroom.models import User


@transaction.atomic
@PUBLISHING.writes
def publish(
    article: Article,
    *,
    by: User,
    at: datetime | None = None,
    override: str = "",
    substantive: bool = False,
    revision: int | None = None,
) -> Edition:
    """Put the saved copy before readers from `at` on, or from this moment.

    `override` is the editor's reason for publishing in spite of warnings; it is kept. `substantive` marks
    a change that readers should be told of: it alone moves the “Updated” date. `revision` is the save that
    the editor was looking at; if the copy has been saved since, nothing is published. Raises NotReady,
    PublishingRefused or PermissionDenied. Called twice for the same copy and moment, it answers the same
    Edition.
    """
    require_publish(by)
    article = locked(article)
    # Asked once the lock is ours: whoever had it before us opened an edition at a later “now” than one asked
    # while we waited, and would look like a schedule to be cancelled.
    now = timezone.now()
    if at is not None and at < now - timedelta(minutes=1):
        raise PublishingRefused(_("That moment has passed. Choose a later one, or publish now."))
    require_as_seen(article, revision)
    moment = max(at or now, now)
    return open_edition(article, moment, by=by, at=at, now=now, override=override, substantive=substantive)


@transaction.atomic
@PUBLISHING.writes
def schedule_instead(
    article: Article, *, by: User, override: str = "", revision: int | None = None
) -> Edition:
    """Let the saved copy go out at the moment for which an older one is scheduled.

    Checks what `publish` checks and raises what it raises; PublishingRefused if nothing is
    scheduled any more.
    """
    require_publish(by)
    article = locked(article)
    now = timezone.now()
    require_as_seen(article, revision)
    coming = article.editions.filter(live_from__gt=now, live_until__isnull=True).first()
    if coming is None:
        raise PublishingRefused(_("Nothing is scheduled any more. Schedule the story, or publish it now."))
    at, substantive = coming.live_from, coming.updated_at == coming.live_from
    return open_edition(article, at, by=by, at=at, now=now, override=override, substantive=substantive)


@transaction.atomic
@PUBLISHING.writes
def move_in(
    article: Article, *, since: datetime, by: User, override: str = "", substantive: bool = False
) -> Edition:
    """For an archive that moves in: readers have had the saved copy elsewhere since that past moment.

    Checks what `publish` checks and raises what it raises. What readers had here is not rewritten: the
    moment may not lie before the beginning of an edition that the story has.
    """
    require_publish(by)
    article = locked(article)
    now = timezone.now()
    if since > now:
        raise PublishingRefused(_("That moment has not come yet. Schedule the story for it."))
    had = article.editions.exclude(closed=Edition.Closed.CANCELLED)
    before = had.order_by("-live_from", "-pk").first()
    if before and before.live_from > since:
        raise PublishingRefused(_("The story has a newer edition here. Only what came after it can move in."))
    if before and before.live_until is not None and before.live_until > since:
        raise PublishingRefused(
            _("The story was withdrawn after that moment. Only what came later can move in.")
        )
    return open_edition(article, since, by=by, at=since, now=now, override=override, substantive=substantive)


@transaction.atomic
@PUBLISHING.writes
def withdraw(article: Article, *, by: User, reason: str) -> bool:
    """Take the story from readers, who are told the reason; cancel what is scheduled.

    Whether readers had it.
    """
    require_publish(by)
    if not reason.strip():
        raise PublishingRefused(_("Say why the story is withdrawn. Readers who come for it are told."))
    Article.objects.select_for_update().get(pk=article.pk)
    now, had = timezone.now(), False
    for edition in article.editions.select_for_update():
        if edition.live_from > now:
            if not cancel(edition):
                continue
        elif edition.live_until is None or edition.live_until > now:
            edition.live_until, edition.closed = now, Edition.Closed.WITHDRAWN
            edition.reason = reason.strip()[:300]
            edition.save(update_fields=["live_until", "closed", "reason"])
            had = True
        else:
            continue
        pagestore.touch(*tags_of(edition))
    return had


@transaction.atomic
@PUBLISHING.writes
def cancel_schedule(article: Article, *, by: User) -> bool:
    """Take back what is scheduled. What readers have now stays. Whether anything was scheduled."""
    require_publish(by)
    Article.objects.select_for_update().get(pk=article.pk)
    now = timezone.now()
    coming = list(article.editions.select_for_update().filter(live_from__gt=now, live_until__isnull=True))
    for edition in coming:
        take_back(edition, now)
    return bool(coming)
