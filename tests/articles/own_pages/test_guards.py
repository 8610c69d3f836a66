"""What the database itself refuses of the paper's own pages, whoever writes to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles import own_pages
from articles.editing import chains
from articles.models import Page, PageEdition, PageVersion
from tests.builders.by_hand import by_hand
from tests.builders.own_pages import keeper, live, page, save

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def refused(write) -> bool:
    try:
        with by_hand(), transaction.atomic():
            write()
    except (IntegrityError, ProtectedError):
        return True
    return False


def like(edition: PageEdition, **fields) -> PageEdition:
    values = {
        field.attname: getattr(edition, field.attname) for field in edition._meta.fields if field.name != "id"
    }
    return PageEdition(**{**values, **fields})


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"slug": "another"},
        {"label": "Another"},
        {"order": 7},
        {"in_footer": False},
        {"description": "Another"},
        {"parts": []},
        {"kind": "terms"},
        {"live_from": timezone.now() - HOUR},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_an_edition_says_is_never_changed(change):
    live("Imprint")

    assert refused(lambda: PageEdition.objects.update(**change))


def test_an_edition_may_be_closed_and_only_with_a_cause_and_a_reason():
    edition = live("Imprint").editions.get()
    end = edition.live_from + HOUR

    assert refused(lambda: PageEdition.objects.update(live_until=end))
    assert refused(lambda: PageEdition.objects.update(live_until=end, closed="withdrawn"))
    assert refused(lambda: PageEdition.objects.update(live_until=edition.live_from - HOUR, closed="replaced"))
    assert not refused(
        lambda: PageEdition.objects.update(live_until=end, closed="withdrawn", reason="Because.")
    )
    assert refused(lambda: PageEdition.objects.update(live_until=None, closed="", reason=""))
    assert refused(lambda: PageEdition.objects.update(reason="Something else."))


def test_two_editions_of_a_page_are_never_live_at_once():
    edition = live("Imprint").editions.get()

    assert refused(lambda: like(edition, slug="b").save())
    with by_hand():
        PageEdition.objects.update(live_until=edition.live_from + HOUR, closed="replaced")
    assert refused(lambda: like(edition, slug="b", live_from=edition.live_from + HOUR / 2).save())
    assert not refused(lambda: like(edition, slug="b", live_from=edition.live_from + HOUR).save())


def test_two_pages_never_have_one_address_nor_one_title_nor_one_kind():
    edition = live("Imprint", slug="imprint", kind="imprint").editions.get()
    other = page("Other")

    assert refused(lambda: like(edition, page_id=other.pk).save())
    assert refused(lambda: Page.objects.bulk_create([Page(name="IMPRINT", slug="b")]))
    assert refused(lambda: Page.objects.bulk_create([Page(name="B", slug="b", kind="imprint")]))


def test_a_version_is_never_changed_and_no_record_goes_with_its_page():
    made = live("Imprint")
    version = made.versions.get()

    assert refused(lambda: PageVersion.objects.update(snapshot={}))
    assert refused(lambda: PageVersion.objects.update(number=2))
    with pytest.raises(TypeError):
        version.save()
    assert refused(made.delete)


def test_a_broken_chain_of_versions_is_found():
    made = live("Imprint")
    save(made, body="<p>Newer.</p>")
    own_pages.publish(made, by=keeper())
    assert list(chains.page_versions()) == [None, None]

    PageVersion.objects.bulk_create(
        [PageVersion(page=made, number=4, snapshot={}, previous_hash="x", hash="y")]
    )

    assert [bool(said) for said in chains.page_versions()] == [False, False, True]


def test_readers_have_one_edition_or_the_other_at_every_moment():
    made = live("Imprint")
    save(made, body="<p>Newer.</p>")

    own_pages.publish(made, by=keeper())

    before, after = PageEdition.objects.order_by("live_from")
    assert before.live_until == after.live_from
