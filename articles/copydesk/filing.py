"""Filing copy: a Draft is planned, then becomes a story on the desk, with a report of every part."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.copies import CopyByline, CopyPhoto
from articles.copydesk.planning import Plan, known_people, plan
from articles.copydesk.preparing import TO_COME, Answers, Prepared, prepared
from articles.editing.copying import begin
from articles.editing.saving import saved
from articles.importers.draft import Draft
from articles.models import Article, Author, Intake, Outlet, Photo, PhotoCredit, PhotoUse, Section
from newsroom.models import User
from newsroom.plain_text import plain_text


def file(
    draft: Draft,
    *,
    by: User,
    headline: str = "",
    section: Section | None = None,
    answers: Answers | None = None,
    name: str = "",
) -> Article:
    """Make a story of the draft: `prepared`, then `write`. Raises PermissionDenied.

    Call it with no transaction open: what takes long is done before one is begun.
    """
    filing = prepared(plan(draft), answers or Answers(), headline=headline, section=section)
    return write(filing, by=by, name=name)


@transaction.atomic
def write(filing: Prepared, *, by: User, name: str = "") -> Article:
    """The rows of it; `name` is the file's. Raises PermissionDenied."""
    if not by.is_active or not by.has_perm("articles.add_article"):
        raise PermissionDenied(_("You may not file stories. Ask an editor."))
    planned, answers, copy = filing.planned, filing.answers, filing.copy
    outlet = planned.outlet
    if outlet is None and planned.outlet_name and answers.new_outlet:
        outlet = _new_outlet(planned.outlet_name)
    photos, body = _pictures(filing, by), copy.body
    for number, photo in enumerate(photos):
        body = body.replace(f'data-id="{TO_COME + number}"', f'data-id="{photo.photo}"')
    article = Article(embargo=filing.embargo, saved_by=by)
    begin(
        article,
        replace(
            copy,
            body=body,
            outlet=outlet.pk if outlet else None,
            bylines=_bylines(planned, answers, outlet),
            photos=photos,
        ),
    )
    Intake.objects.create(
        article=article,
        source=planned.draft.source,
        report=filing.report,
        name=plain_text(name)[:200],
        filed_by=by,
    )
    saved(article, by=by, reason=_("Filed from copy"))
    return article


def _new_outlet(name: str) -> Outlet:
    """Somebody may have written it down since the plan was made."""
    return Outlet.objects.get_or_create(name=name)[0]


def _bylines(planned: Plan, answers: Answers, outlet: Outlet | None) -> tuple[CopyByline, ...]:
    """Whom the copy credits; who is not known here is made an author."""
    new: dict[str, Author] = {}
    lines: dict[tuple[int, str], CopyByline] = {}
    told = known_people(answers.names)
    employers: dict[str, Outlet | None] = {planned.outlet_name: outlet, "": None}
    for person in [*planned.people, *told]:
        name = person.said.name
        author = person.author or new.get(name)
        if author is None:
            if person.whose not in employers:
                employers[person.whose] = _new_outlet(person.whose) if answers.new_outlet else None
            author = Author.objects.create(name=name, outlet=employers[person.whose])
        new.setdefault(name, author)
        line = CopyByline(author.pk, author.name, person.said.role)
        lines.setdefault((author.pk, line.role), line)
    return tuple(lines.values())


def _pictures(filing: Prepared, by: User) -> tuple[CopyPhoto, ...]:
    """The pictures, still to come: what their lines said is on record, the files are not."""
    said = [picture.said for picture in filing.planned.pictures]
    licences = filing.licences
    photos = Photo.objects.bulk_create(
        Photo(title=one.caption[:120], caption=one.caption, added_by=by) for one in said
    )
    PhotoCredit.objects.bulk_create(
        PhotoCredit(
            photo=photo,
            creator=one.creator,
            organisation=one.organisation,
            source_url=filing.answers.links.get(number, "") or one.source_url,
            licence=licences[number],
            terms="" if licences[number] or one.terms is None else one.terms.said[:200],
        )
        for number, (one, photo) in enumerate(zip(said, photos, strict=True))
    )
    places = (PhotoUse.Place.LEAD if one.lead else PhotoUse.Place.TEXT for one in said)
    return tuple(
        CopyPhoto(photo.pk, place.value, photo.caption) for photo, place in zip(photos, places, strict=True)
    )
