"""Saving a desk copy: notice a stale save, keep links and pictures in step with the text, make a Version."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.body import parts
from articles.body.parts import Part
from articles.copies import OF_PHOTO, Copy, same
from articles.editing.versions import make_version
from articles.models import Article, DeskWords, Headline, Photo, PhotoUse, RelatedLink, Version
from articles.models.headline import words_of
from articles.models.version import next_version
from newsroom.models import User


class Stale(Exception):
    """Somebody has saved the copy since this editor opened it.

    `current` is the copy as it is saved now, `version` the number of its Version: 0 if it has none.
    """

    def __init__(self, current: Article, version: int) -> None:
        super().__init__(f"revision {current.revision}")
        self.current, self.version = current, version


def require_write(user: User) -> None:
    if not (user.has_perm("articles.add_article") or user.has_perm("articles.change_article")):
        raise PermissionDenied(_("You may not save stories. Ask an editor."))


def claim(article_id: int, revision: int) -> Article:
    """Lock the copy for a save that began at `revision`. Call in a transaction; raises Stale."""
    current = Article.objects.select_for_update().get(pk=article_id)
    if current.revision != revision:
        # Under the same lock: a merge that took a later one for it would undo what came between.
        newest = current.versions.order_by("-number").values_list("number", flat=True).first()
        raise Stale(current, newest or 0)
    return current


@transaction.atomic
def saved(article: Article, *, by: User | None, reason: str = "", handed_over: bool = False) -> Version:
    """Finish a save whose rows are written: rows that follow from the text, the count, the Version.

    `by` is nobody where no person saved it; `handed_over`: the story goes to somebody, or into another state.
    Raises PermissionDenied; call it in the transaction of the save.
    """
    if by is not None:
        require_write(by)
    cut = parts.cut(article.body)
    hung = set(article.photo_uses.values_list("photo", flat=True))
    PhotoUse.objects.bulk_create(photos_of_text(article, cut, hung))
    _keep_links_in_step(article, cut)
    _keep_headlines(article)
    DeskWords.of(article).save()
    article.revision += 1
    article.saved_by = by
    article.save(update_fields=["revision", "saved_by", "saved_at"])
    return make_version(article, by=by, reason=reason, handed_over=handed_over)


@transaction.atomic
def file_beside(article: Article, copy: Copy, *, by: User, reason: str) -> Version:
    """Keep this copy as a Version, and the desk copy as it is saved: it is the newest Version again."""
    require_write(by)
    Article.objects.select_for_update().get(pk=article.pk)
    filed = next_version(article.versions, copy.as_json(), made_by=by, reason=reason[:300])
    make_version(article, by=by, reason=_("Kept as it was saved."))
    return filed


def answer_read(article: Article, *, wanted: str, target: Article) -> None:
    """An open READ line has found its story: put the identity into the text. Call before `saved`."""
    article.body = parts.answer(article.body, wanted=wanted, identity=target.pk)
    article.save(update_fields=["body"])


def _keep_headlines(article: Article) -> None:
    """What READ lines find it by: the headline now, and those that readers had."""
    published = article.editions.order_by().values_list("headline", flat=True).distinct()
    wanted = {words for said in (article.headline, *published) if (words := words_of(said))}
    known = set(article.headlines.values_list("words", flat=True))
    if gone := known - wanted:
        article.headlines.filter(words__in=gone).delete()
    Headline.objects.bulk_create(Headline(article=article, words=words) for words in wanted - known)


def photos_of_text(article: Article, cut: list[Part], known: set[int]) -> list[PhotoUse]:
    """Rows for photos that were put into the text, to hold caption and alt text there. None is saved yet.

    `known` are the photos that have theirs.
    """
    wanted = {value for kind, value in cut if kind == "photo"} - known
    return [
        PhotoUse(article=article, photo=photo, order=order, **same(photo, OF_PHOTO))
        for order, photo in enumerate(Photo.objects.filter(pk__in=wanted), start=len(known))
    ]


def links_of_text(article: Article, cut: list[Part]) -> list[RelatedLink]:
    """The rows of READ lines in the text are those blocks, in their order; none is saved yet."""
    named = [value for kind, value in cut if kind == "read" and isinstance(value, int)]
    found = Article.objects.filter(pk__in=named).exclude(pk=article.pk)
    stories = set(found.values_list("pk", flat=True))
    rows: dict[tuple[int | None, str, str], RelatedLink] = {}
    for kind, value in cut:
        if kind != "read":
            continue
        if isinstance(value, int):
            if value not in stories:
                continue
            row = RelatedLink(target_id=value)
        elif "url" in value:
            row = RelatedLink(url=value["url"][:500], title=value["title"][:200])
        else:
            row = RelatedLink(wanted=value["wanted"][:300])
        row.article, row.place, row.order = article, RelatedLink.Place.TEXT, len(rows)
        rows.setdefault(_leads_to(row), row)
    return list(rows.values())


def _keep_links_in_step(article: Article, cut: list[Part]) -> None:
    rows = links_of_text(article, cut)
    in_text = article.related_links.filter(place=RelatedLink.Place.TEXT)
    before = in_text.order_by("order", "pk")
    if [_leads_to(link) for link in before] != [_leads_to(link) for link in rows]:
        in_text.delete()
        RelatedLink.objects.bulk_create(rows)


def _leads_to(link: RelatedLink) -> tuple[int | None, str, str]:
    return link.target_id, link.url, link.wanted
