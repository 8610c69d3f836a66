"""What stands around a list of stories: topics, months and years, an author's face, corrections."""

from datetime import timedelta
from itertools import groupby
from statistics import median
from typing import Any

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from articles.copies import OF_PHOTO, CopyPhoto, same
from articles.models import Author, Correction, Licence, PageEditionPhoto, Photo, PhotoCredit
from articles.reading.listings import LATEST, Listing
from articles.reading.records import aware, fix_of
from articles.reading.statements import E_READABLE, bounds_of, rows
from articles.reading.story_lists import StoryList
from articles.reading.values import Card, Fix, NamedRow, Picture

#: Corrections on one page of the list.
PER_PAGE = 30


def topics_in(story_list: StoryList, count: int = 6) -> list[NamedRow]:
    """The topics that most of these stories are about."""
    ids = ", ".join(str(card.edition_id) for card in story_list.cards)
    if not ids:
        return []
    statement = f"""SELECT t.id, t.name, t.slug FROM articles_editiontopic x
        JOIN articles_topic t ON t.id = x.topic_id WHERE x.edition_id IN ({ids})
        GROUP BY t.id, t.name, t.slug ORDER BY COUNT(*) DESC, t.name LIMIT {count}"""  # noqa: S608
    return [NamedRow(*row) for row in rows(statement)]


def months_of(cards: list[Card]) -> list[tuple[str, list[Card]]]:
    """The cards by “This week”, “Earlier in November”, “October 2026”."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())

    def name(card: Card) -> str:
        day = timezone.localtime(card.first_live).date()
        if day >= monday:
            return _("This week")
        if (day.year, day.month) == (today.year, today.month):
            return _("Earlier in %(month)s") % {"month": dateformat.format(day, "F")}
        return dateformat.format(day, "F Y")

    return [(month, list(group)) for month, group in groupby(cards, key=name)]


def years_of(story_list: StoryList, listing: Listing, pk: int) -> list[tuple[int, int, list[Card]]]:
    """(year, stories of the whole list in that year, those of this page)."""
    grouped = groupby(story_list.cards, key=lambda card: timezone.localtime(card.first_live).year)
    years = {year: list(group) for year, group in grouped}
    counts = listing.count_by_year(years, pk)
    return [(year, counts[year], stories) for year, stories in years.items()]


def portrait_of_author(author: Author) -> Picture | None:
    photo = author.portrait
    if photo is None or not photo.width:
        return None
    return Picture(
        **_files(photo), focal_x=photo.focal_x, focal_y=photo.focal_y, place="portrait", alt=author.name
    )


def _files(photo: Photo) -> dict[str, Any]:
    return {"photo_id": photo.pk} | same(photo, ("key", "fingerprint", "width", "height", "widths"))


def photo_alone(identity: int) -> Picture | None:
    """A photo outside of any story, with its own caption; None if there is no file or it may not be shown."""
    found = Photo.objects.select_related("credit__licence").filter(pk=identity, width__gt=0).first()
    credit = getattr(found, "credit", None)
    if found is None or (credit and credit.expires_on and credit.expires_on < timezone.localdate()):
        return None
    return picture_of(found, found, "alone", 0)


def picture_of(photo: Photo, use: Photo | CopyPhoto | PageEditionPhoto, place: str, order: int) -> Picture:
    """The photo as `use` shows it, with the credit and licence that hold now."""
    credit = getattr(photo, "credit", None) or PhotoCredit()
    licence = credit.licence or Licence()
    return Picture(
        **_files(photo),
        **same(use, OF_PHOTO),
        place=place,
        order=order,
        **same(credit, ("creator", "organisation", "source_url", "copyright_notice")),
        licence=licence.name,
        licence_url=licence.url,
    )


def corrections(page: int) -> tuple[list[tuple[str, list[Fix]]], bool]:
    """One page of corrections by month, newest first, and whether there are older ones.

    Only of stories that readers can see; each under the headline that the story has now.
    """
    statement = f"""SELECT x.id, x.kind, x.text, x.was, x.now, x.severe, x.made_at, x.article_id,
            e.headline, e.path, e.kind
        FROM articles_correction x
        JOIN articles_edition e ON e.article_id = x.article_id AND {E_READABLE}
        WHERE x.withdrawn_at IS NULL
        ORDER BY x.made_at DESC, x.id DESC LIMIT {PER_PAGE + 1} OFFSET {(page - 1) * PER_PAGE}"""  # noqa: S608
    found = [fix_of(row) for row in rows(statement)]

    def month(fix: Fix) -> str:
        return dateformat.format(timezone.localtime(fix.made_at), "F Y")

    shown = found[:PER_PAGE]
    return [(name, list(group)) for name, group in groupby(shown, key=month)], len(found) > PER_PAGE


def this_year() -> dict[str, object]:
    """How many stories of this year were published, how many corrected, and within how many hours."""
    year = timezone.localdate().year
    first, last = bounds_of(year)
    statement = f"""SELECT e.first_live, MIN(x.made_at) FROM articles_correction x
        JOIN articles_edition e ON e.article_id = x.article_id AND {E_READABLE}
        WHERE x.withdrawn_at IS NULL AND x.kind = '{Correction.Kind.CORRECTION}'
        AND e.first_live BETWEEN %(first)s AND %(last)s GROUP BY e.id, e.first_live"""  # noqa: S608
    spans = [(aware(live), aware(fixed)) for live, fixed in rows(statement, first=first, last=last)]
    hours = [(fixed - live).total_seconds() / 3600 for live, fixed in spans]
    return {
        "published": LATEST.count_by_year([year])[year],
        "corrected": len(hours),
        "hours": max(1, round(median(hours))) if hours else None,
    }
