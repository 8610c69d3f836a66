"""The stories of the demo, put on the desk, published, corrected and withdrawn by the desk's own verbs."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from articles import models, publishing
from articles.copydesk import filing
from articles.demo.album import Print
from articles.demo.typescript import Typescript, read_all
from articles.editing.saving import saved
from articles.importers import pasted_copy
from articles.publishing.correcting import correct
from articles.publishing.problems import verdict_of
from newsroom.models import User

LEAD = "outfall-ran-211-days"
PASTED = Path(__file__).parent / "pasted" / "aldby-quota.txt"
PLACES = {"lead": models.Article.Prominence.LEAD, "front": models.Article.Prominence.FRONT}
#: The reason that is kept where a story links to one that is put in a moment later.
MOVING_IN = "The archive moves in: the linked stories follow in the same hour."

Pictures = Mapping[str, tuple[Print, models.Photo]]


def is_there() -> bool:
    return models.Article.objects.filter(slug=LEAD).exists()


def fill(pictures: Pictures, *, by: User, reporter: User, now: datetime | None = None) -> Iterator[str]:
    """Make every story, or none: one transaction, so that a run that is broken off can be run again."""
    now = now or timezone.now()
    told = read_all(timezone.localdate(now))
    with transaction.atomic():
        yield from _fill(told, pictures, now=now, people={"editor": by, "reporter": reporter})


def _fill(
    told: list[Typescript], pictures: Pictures, *, now: datetime, people: Mapping[str, User]
) -> Iterator[str]:
    by = people["editor"]
    desk = {story.slug: _open_file(story, now, people) for story in told}
    for story in told:
        _write(story, desk, pictures, by=by)
        yield story.slug
    live = [(moment, story) for story in told if (moment := story.moment("Live", now=now))]
    for moment, story in sorted(live, key=lambda pair: pair[0]):
        _put_live(story, desk, pictures, moment, now=now, by=by)
        yield story.slug
    for story in told:
        article = desk[story.slug]
        _say_what_was_wrong(story, article, now=now, by=by)
        if reason := story.line("Withdrawn"):
            publishing.withdraw(article, by=by, reason=reason)
        if due := story.moment("Schedule", now=now):
            publishing.publish(article, by=by, at=due, override=_warned(article))
    _file_pasted(people["reporter"])


def _open_file(story: Typescript, now: datetime, people: Mapping[str, User]) -> models.Article:
    """The desk copy without its text, so that other stories can link to it."""
    published = bool(story.line("Live"))
    return models.Article.objects.create(
        headline=story.line("Headline"),
        standfirst=story.line("Standfirst"),
        kicker=story.line("Kicker"),
        key_points="\n".join(story.head.get("In short", [])),
        kind=story.line("Kind") or models.Article.Kind.NEWS,
        section=models.Section.objects.get(slug=story.section),
        slug=story.slug,
        outlet=models.Outlet.objects.get(name=story.line("Outlet")) if story.line("Outlet") else None,
        outlet_url=story.line("Original"),
        prominence=PLACES.get(story.line("Place"), models.Article.Prominence.NORMAL),
        state=story.line("State") or (models.State.READY if published else models.State.DRAFT),
        assigned_to=people.get(story.line("With")),
        deadline=story.moment("Due", now=now),
    )


def _write(story: Typescript, desk: Mapping[str, models.Article], pictures: Pictures, *, by: User) -> None:
    article = desk[story.slug]
    for order, name in enumerate(story.names("By", apart=";")):
        models.Byline.objects.create(
            article=article, author=models.Author.objects.get(name=name), order=order
        )
    for name in story.names("Topics"):
        models.TopicUse.objects.create(content_object=article, tag=models.Topic.objects.get(name=name))
    if story.line("Picture"):
        _hang(article, story.line("Picture"), story.line("Caption"), pictures, lead=True)
    for name, caption in story.pictures():
        _hang(article, name, caption, pictures, lead=False)
    for order, slug in enumerate(story.names("Related")):
        models.RelatedLink.objects.create(article=article, target=desk[slug], order=order)
    article.body = _body(story, desk, pictures, whole=not story.added)
    article.save(update_fields=["body"])
    saved(article, by=by, reason="Filed")


def _body(story: Typescript, desk: Mapping[str, models.Article], pictures: Pictures, *, whole: bool) -> str:
    return story.body(
        stories=lambda slug: desk[slug].pk,
        photos=lambda name: pictures[name][1].pk if name in pictures else None,
        whole=whole,
    )


def _hang(article: models.Article, name: str, caption: str, pictures: Pictures, *, lead: bool) -> None:
    if name not in pictures:
        return
    told, photo = pictures[name]
    models.PhotoUse.objects.create(
        article=article,
        photo=photo,
        place=models.PhotoUse.Place.LEAD if lead else models.PhotoUse.Place.TEXT,
        caption=caption or photo.caption,
        alt=photo.alt,
        focal_x=told.focal[0],
        focal_y=told.focal[1],
        order=0 if lead else 1,
    )


def _put_live(
    story: Typescript,
    desk: Mapping[str, models.Article],
    pictures: Pictures,
    moment: datetime,
    *,
    now: datetime,
    by: User,
) -> None:
    article = desk[story.slug]
    publishing.move_in(article, since=moment, by=by, override=_warned(article))
    pause = story.later("Updated")
    if pause is None:
        return
    article.refresh_from_db(fields=["revision"])
    article.body = _body(story, desk, pictures, whole=True)
    article.save(update_fields=["body"])
    saved(article, by=by, reason="Updated")
    since = min(moment + pause, now)
    publishing.move_in(article, since=since, by=by, override=_warned(article), substantive=True)


def _warned(article: models.Article) -> str:
    return MOVING_IN if verdict_of(article).warnings else ""


def _say_what_was_wrong(story: Typescript, article: models.Article, *, now: datetime, by: User) -> None:
    for kind in (models.Correction.Kind.CORRECTION, models.Correction.Kind.CLARIFICATION):
        pause, live = story.later(str(kind.label)), story.moment("Live", now=now)
        if pause is None or live is None:
            continue
        correction = models.Correction(
            article=article,
            kind=kind,
            text=story.line("Note"),
            was=story.line("Was"),
            now=story.line("Now"),
            severe=story.line("Severe") == "yes",
            made_at=min(live + pause, now - timedelta(minutes=1)),
        )
        correct(correction, by=by)


def _file_pasted(reporter: User) -> None:
    """A story as a partner mailed it, filed the way that “New story from pasted copy” files one."""
    filing.file(
        pasted_copy.read(PASTED.read_text("utf-8")),
        by=reporter,
        section=models.Section.objects.get(slug="harbour"),
        name=PASTED.name,
    )
