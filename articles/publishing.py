"""The one hand that opens and closes Editions.

Publishing adds a row and closes the one before it; withdrawing closes it with a reason. Nothing here is
ever changed back. All of it is safe to call twice, and needs the permission `articles.publish_article`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body import parts
from articles.models import (
    Address,
    Article,
    Edition,
    EditionByline,
    EditionLink,
    EditionPhoto,
    EditionTopic,
    SearchEntry,
    State,
    Version,
)
from articles.models.named import free_slug
from articles.problems import Problem, problems
from articles.versions import make_version
from newsroom import pagestore
from newsroom.models import User


class NotReady(Exception):
    """Something stands in the way. `problems` are sentences for the editor."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(" ".join(problem.sentence for problem in found))
        self.problems = found


class Refused(Exception):
    """What was asked for cannot be done; the message says why and what to do."""


def may_publish(user: User) -> None:
    if not user.is_active or not user.has_perm("articles.publish_article"):
        raise PermissionDenied(_("Only editors can publish, schedule and withdraw stories."))


@transaction.atomic
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
    Refused or PermissionDenied. Called twice for the same copy and moment, it answers the same Edition.
    """
    may_publish(by)
    article = _lock(article)
    # Asked once the lock is ours: whoever had it before us opened an edition at a later “now” than one asked
    # while we waited, and would look like a schedule to be cancelled.
    now = timezone.now()
    if at is not None and at < now - timedelta(minutes=1):
        raise Refused(_("That moment has passed. Choose a later one, or publish now."))
    if revision is not None and revision != article.revision:
        raise Refused(
            _("The story has been saved since you opened it. Look at the newer copy, then publish.")
        )
    moment = max(at or now, now)
    return _put(article, moment, by=by, at=at, now=now, override=override, substantive=substantive)


@transaction.atomic
def move_in(
    article: Article, *, since: datetime, by: User, override: str = "", substantive: bool = False
) -> Edition:
    """For an archive that moves in: readers have had the saved copy elsewhere since that past moment.

    Checks what `publish` checks and raises what it raises. What readers had here is not rewritten: the
    moment may not lie before the beginning of an edition that the story has.
    """
    may_publish(by)
    article = _lock(article)
    now = timezone.now()
    if since > now:
        raise Refused(_("That moment has not come yet. Schedule the story for it."))
    before = article.editions.order_by("-live_from", "-pk").first()
    if before and before.live_from > since:
        raise Refused(_("The story has a newer edition here. Only what came after it can move in."))
    if before and before.live_until is not None and before.live_until > since:
        raise Refused(_("The story was withdrawn after that moment. Only what came later can move in."))
    return _put(article, since, by=by, at=since, now=now, override=override, substantive=substantive)


def _lock(article: Article) -> Article:
    rows = Article.objects.select_for_update(of=("self",))
    return rows.select_related("section", "outlet").get(pk=article.pk)


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
    version = make_version(article, by=by, reason=_("Published"))
    editions = list(article.editions.select_for_update().order_by("live_from", "pk"))
    if same := _already(editions, version, at, now):
        return same
    first_live = next((edition.first_live for edition in editions if _was_read(edition, now)), live_from)
    last_update = next(
        (edition.updated_at for edition in reversed(editions) if _was_read(edition, now)), None
    )
    # What readers lose must be told as well as what they gain: a story may leave an author or a topic.
    ends = [old for old in editions if old.live_until is None or old.live_until > now]
    _close(editions, live_from, now)
    edition = _open(article, version, live_from, first_live)
    edition.updated_at = live_from if substantive and first_live < live_from else last_update
    edition.published_by, edition.override = by, override.strip()[:300]
    edition.save()
    SearchEntry.of(edition).save()
    _fill(edition, version)
    owner, _new = Address.objects.get_or_create(path=edition.path, defaults={"article": article})
    if owner.article_id != article.pk:
        # Two stories of the same name, published in the same moment: the second comes too late.
        raise Refused(
            _("Another story has just taken the address %(path)s. Choose another.") % {"path": edition.path}
        )
    if article.state != State.READY:
        Article.objects.filter(pk=article.pk).update(state=State.READY)
    pagestore.touch(*tags_of(edition), *(tag for old in ends for tag in tags_of(old)))
    return edition


@transaction.atomic
def withdraw(article: Article, *, by: User, reason: str) -> None:
    """Take the story from readers, who are told the reason; cancel what is scheduled."""
    may_publish(by)
    if not reason.strip():
        raise Refused(_("Say why the story is withdrawn. Readers who come for it are told."))
    Article.objects.select_for_update().get(pk=article.pk)
    now = timezone.now()
    for edition in article.editions.select_for_update():
        if edition.live_from > now:
            if not _cancel(edition):
                continue
        elif edition.live_until is None or edition.live_until > now:
            edition.live_until, edition.closed = now, Edition.Closed.WITHDRAWN
            edition.reason = reason.strip()[:300]
            edition.save(update_fields=["live_until", "closed", "reason"])
        else:
            continue
        pagestore.touch(*tags_of(edition))


@transaction.atomic
def cancel_schedule(article: Article, *, by: User) -> None:
    """Take back what is scheduled. What readers have now stays."""
    may_publish(by)
    Article.objects.select_for_update().get(pk=article.pk)
    now = timezone.now()
    for edition in article.editions.select_for_update().filter(live_from__gt=now, live_until__isnull=True):
        replaced = article.editions.filter(
            live_until=edition.live_from, closed=Edition.Closed.REPLACED, live_from__lte=now
        )
        _cancel(edition)
        replaced.update(live_until=None, closed=Edition.Closed.OPEN)
        pagestore.touch(*tags_of(edition))


def tags_of(edition: Edition) -> set[str]:
    """What a page may be made of that shows this edition."""
    tags = {"latest", f"article:{edition.article_id}", f"section:{edition.section_id}"}
    if edition.outlet_id:
        tags.add(f"outlet:{edition.outlet_id}")
    tags |= {f"author:{pk}" for pk in edition.bylines.values_list("author", flat=True)}
    return tags | {f"topic:{pk}" for pk in edition.topics.values_list("topic", flat=True)}


def _give_slug(article: Article) -> None:
    if not article.slug and article.headline and article.section:
        article.slug = free_slug(Article, article.headline, taken_by=article.pk)
        Article.objects.filter(pk=article.pk).update(slug=article.slug)


def _already(editions: list[Edition], version: Version, at: datetime | None, now: datetime) -> Edition | None:
    """The edition that a second, equal call already made."""
    for edition in editions:
        if edition.version_id != version.pk or edition.live_until is not None:
            continue
        if edition.live_from == at or (edition.live_from <= now and (at is None or at <= now)):
            return edition
    return None


def _was_read(edition: Edition, now: datetime) -> bool:
    return edition.live_from <= now and edition.live_until != edition.live_from


def _close(editions: list[Edition], live_from: datetime, now: datetime) -> None:
    """Make room: what is live ends when the new edition begins, what was only scheduled is cancelled."""
    for edition in reversed(editions):  # the scheduled one makes room before the live one is given more
        if edition.live_from > now:
            _cancel(edition)
        elif edition.live_until is None or edition.live_until > now:
            edition.live_until, edition.closed = live_from, Edition.Closed.REPLACED
            edition.save(update_fields=["live_until", "closed"])


def _cancel(edition: Edition) -> bool:
    """Take back an edition that has not begun; False if that was done before."""
    if edition.live_until is not None:
        return False
    edition.live_until, edition.closed = edition.live_from, Edition.Closed.CANCELLED
    edition.save(update_fields=["live_until", "closed"])
    return True


def _open(article: Article, version: Version, live_from: datetime, first_live: datetime) -> Edition:
    copy = version.snapshot
    cut = parts.cut(copy["body"])
    text = parts.plain_text(cut)
    return Edition(
        article=article,
        version=version,
        live_from=live_from,
        first_live=first_live,
        path=article.address,
        headline=copy["headline"].strip(),
        standfirst=copy["standfirst"].strip(),
        kicker=copy["kicker"],
        kind=copy["kind"],
        section_id=copy["section"],
        outlet_id=copy["outlet"],
        outlet_url=copy["outlet_url"],
        prominence=copy["prominence"],
        sensitive=copy["sensitive"],
        words=parts.count_words(text),
        key_points=[line.strip() for line in copy["key_points"].splitlines() if line.strip()],
        parts=cut,
        search_text="\n".join((copy["headline"].strip(), copy["standfirst"].strip(), text)),
    )


def _fill(edition: Edition, version: Version) -> None:
    copy = version.snapshot
    EditionByline.objects.bulk_create(
        EditionByline(edition=edition, author_id=line["author"], role=line["role"], order=order)
        for order, line in enumerate(copy["bylines"])
    )
    EditionTopic.objects.bulk_create(
        EditionTopic(edition=edition, topic_id=use["topic"], order=order)
        for order, use in enumerate(copy["topics"])
    )
    EditionPhoto.objects.bulk_create(
        EditionPhoto(
            edition=edition,
            photo_id=use["photo"],
            place=use["place"],
            caption=use["caption"],
            alt=use["alt"],
            focal_x=use["focal_x"],
            focal_y=use["focal_y"],
            order=order,
        )
        for order, use in enumerate(copy["photos"])
    )
    EditionLink.objects.bulk_create(
        EditionLink(
            edition=edition,
            target_id=link["target"],
            url=link["url"],
            title=link["title"],
            place=link["place"],
            order=order,
        )
        for order, link in enumerate(copy["links"])
        if not link["wanted"]
    )
