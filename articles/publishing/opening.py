"""An edition is opened: checks, Version, what was before it closed."""

from datetime import datetime

from django.utils.translation import gettext as _

from articles.editing.versions import make_version
from articles.models import Address, Article, Edition, State
from articles.models.named import free_slug
from articles.publishing.filling import edition_of, fill
from articles.publishing.problems import verdict_of
from articles.publishing.refusals import NotReady, PublishingRefused
from articles.publishing.spans import already, close, tags_of, was_read
from newsroom import pagestore
from newsroom.models import User


def locked(article: Article) -> Article:
    rows = Article.objects.select_for_update(of=("self",))
    return rows.select_related("section", "outlet").get(pk=article.pk)


def require_as_seen(article: Article, revision: int | None) -> None:
    if revision is not None and revision != article.revision:
        raise PublishingRefused(
            _("The story has been saved since you opened it. Look at the newer copy, then publish.")
        )


def open_edition(
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
    verdict = verdict_of(article, at=live_from, by=by)
    if verdict.blocking or (verdict.warnings and not override.strip()):
        raise NotReady(verdict.found)
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
    edition.overridden = [
        {"code": problem.code, "sentence": problem.sentence} for problem in verdict.warnings
    ]
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


def _give_slug(article: Article) -> None:
    if not article.slug and article.headline and article.section:
        article.slug = free_slug(Article, article.headline, taken_by=article.pk)
        Article.objects.filter(pk=article.pk).update(slug=article.slug)
