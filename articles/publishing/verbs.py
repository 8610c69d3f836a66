"""The verbs: publish, move in, schedule another copy, withdraw, cancel. Each locks the story first."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editing.versions import make_version
from articles.models import Address, Article, Edition, State
from articles.models.edition import PUBLISHING
from articles.models.named import free_slug
from articles.publishing.filling import edition_of, fill
from articles.publishing.problems import Problem, problems
from articles.publishing.spans import already, cancel, close, tags_of, take_back, was_read
from newsroom import pagestore
from newsroom.models import User


class NotReady(Exception):
    """Something stands in the way. `problems` are sentences for the editor."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in found))
        self.problems = found


class PublishingRefused(Exception):
    """What was asked for cannot be done; the message says why and what to do."""


def require_publish(user: User) -> None:
    if not user.is_active or not user.has_perm("articles.publish_article"):
        raise PermissionDenied(_("Only editors can publish, schedule and withdraw stories."))


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
    article = _lock(article)
    # Asked once the lock is ours: whoever had it before us opened an edition at a later “now” than one asked
    # while we waited, and would look like a schedule to be cancelled.
    now = timezone.now()
    if at is not None and at < now - timedelta(minutes=1):
        raise PublishingRefused(_("That moment has passed. Choose a later one, or publish now."))
    _as_seen(article, revision)
    moment = max(at or now, now)
    return _put(article, moment, by=by, at=at, now=now, override=override, substantive=substantive)


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
    article = _lock(article)
    now = timezone.now()
    _as_seen(article, revision)
    coming = article.editions.filter(live_from__gt=now, live_until__isnull=True).first()
    if coming is None:
        raise PublishingRefused(_("Nothing is scheduled any more. Schedule the story, or publish it now."))
    at, substantive = coming.live_from, coming.updated_at == coming.live_from
    return _put(article, at, by=by, at=at, now=now, override=override, substantive=substantive)


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
    article = _lock(article)
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
    return _put(article, since, by=by, at=since, now=now, override=override, substantive=substantive)


def _lock(article: Article) -> Article:
    rows = Article.objects.select_for_update(of=("self",))
    return rows.select_related("section", "outlet").get(pk=article.pk)


def _as_seen(article: Article, revision: int | None) -> None:
    if revision is not None and revision != article.revision:
        raise PublishingRefused(
            _("The story has been saved since you opened it. Look at the newer copy, then publish.")
        )


def _put(
    article: Article,
    live_from: datetime,
    *,
    by: User,
    at: datetime | None,
    now: datetime,
    override: str,
    substantive: bool,
) -> Edition:
    """Check, make the Version, close what was, open the Edition. The article is locked."""
    _give_slug(article)
    found = problems(article, at=live_from)
    if any(problem.blocking for problem in found) or (found and not override.strip()):
        raise NotReady(found)
    version = make_version(article, by=by, reason=_("Scheduled") if live_from > now else _("Published"))
    editions = list(article.editions.select_for_update().order_by("live_from", "pk"))
    if same := already(editions, version, at, now):
        return same
    first_live = next((edition.first_live for edition in editions if was_read(edition, now)), live_from)
    last_update = next((edition.updated_at for edition in reversed(editions) if was_read(edition, now)), None)
    # What readers lose must be told as well as what they gain: a story may leave an author or a topic.
    ends = [old for old in editions if old.live_until is None or old.live_until > now]
    close(editions, live_from, now)
    edition = edition_of(article, version, live_from, first_live)
    edition.updated_at = live_from if substantive and first_live < live_from else last_update
    edition.published_by, edition.override = by, override.strip()[:300]
    edition.save()
    fill(edition, version)
    owner, _new = Address.objects.get_or_create(path=edition.path, defaults={"article": article})
    if owner.article_id != article.pk:
        # Two stories of the same name, published in the same moment: the second comes too late.
        raise PublishingRefused(
            _("Another story has just taken the address %(path)s. Choose another.") % {"path": edition.path}
        )
    if article.state != State.READY:
        Article.objects.filter(pk=article.pk).update(state=State.READY)
    pagestore.touch(*tags_of(edition), *(tag for old in ends for tag in tags_of(old)))
    return edition


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


def _give_slug(article: Article) -> None:
    if not article.slug and article.headline and article.section:
        article.slug = free_slug(Article, article.headline, taken_by=article.pk)
        Article.objects.filter(pk=article.pk).update(slug=article.slug)
