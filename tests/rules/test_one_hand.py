"""One hand per change of state: the rows themselves refuse every other, however they are reached."""

from __future__ import annotations

import ast
import threading
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from articles import publishing
from articles.body import parts
from articles.models import Correction, Edition, PageEdition
from articles.models.correction import CORRECTING
from articles.models.edition import PUBLISHING
from articles.models.export import EXPORTING
from articles.models.page_edition import OWN_PAGES
from articles.models.share_card import ShareCard
from articles.publishing.seen import export, seen
from membership import giving
from membership.models import Donation, Payment, StatusReport, Summary
from membership.models.ledger import GIVING, LEDGER, STATUS_REPORTS, AppendOnly
from newsroom.one_hand import AnotherHand, WrittenByOneHand
from tests.builders import newsdesk, own_pages
from tests.builders.books import report
from tests.builders.corrections import make_correction
from tests.builders.gifts import fact, make_donation
from tests.driving.async_code import waited_for

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
ROWS = [model for model in apps.get_models() if issubclass(model, WrittenByOneHand)]


def a_row(model: type[models.Model]) -> models.Model:
    """One that the verbs have made."""
    if model.written_by is OWN_PAGES:
        own_pages.live("About", body=parts.block("photo", id=newsdesk.photo().pk) + own_pages.TEXT)
    elif model._meta.app_label == "articles":
        partner = newsdesk.live("The partner")
        newsdesk.put_out(
            newsdesk.story(
                "The harbour is dredged",
                topics=[newsdesk.topic()],
                lead=newsdesk.photo(),
                related=[partner],
            )
        )
        make_correction(article=partner, text="It was dredged before.")
        lawyer, since = newsdesk.editor(may=["export_article"]), partner.editions.get().live_from
        export(seen(partner, since), "<p>The page</p>", by=lawyer, reason="Letter")
    else:
        gift = make_donation()
        giving.apply(fact(gift))
        report(gift, "2026-03-01", "active")
    return model.objects.first()


def copy_of(row: models.Model) -> models.Model:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**values, row._meta.pk.attname: None})


def a_field(row: models.Model) -> str:
    """A plain column, to be written as it is."""
    return next(
        field.attname for field in row._meta.concrete_fields if not field.primary_key and not field.null
    )


def as_it_is(row: models.Model) -> dict[str, object]:
    return {a_field(row): getattr(row, a_field(row))}


WAYS = {
    "saving a row of any name": lambda row: row.save(),
    "saving one field": lambda row: row.save(update_fields=[a_field(row)]),
    "saving it from async code": lambda row: waited_for(row.asave),
    "deleting it": lambda row: row.delete(),
    "adding one": lambda row: copy_of(row).save(force_insert=True),
    "adding in bulk": lambda row: type(row).objects.bulk_create([copy_of(row)]),
    "adding unless it is there": lambda row: type(row).objects.get_or_create(
        pk=0, defaults={field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields[1:]}
    ),
    "updating by a query": lambda row: type(row).objects.filter(pk=row.pk).update(**as_it_is(row)),
    "updating in bulk": lambda row: type(row).objects.bulk_update([row], [a_field(row)]),
    "updating by the base manager": lambda row: type(row)._base_manager.update(**as_it_is(row)),
    "updating by the default manager": lambda row: type(row)._default_manager.update(**as_it_is(row)),
    "updating what is locked": lambda row: type(row).objects.select_for_update().update(**as_it_is(row)),
    "deleting by a query": lambda row: type(row).objects.filter(pk=row.pk).delete(),
    "deleting by the base manager": lambda row: type(row)._base_manager.all().delete(),
}  # fmt: skip


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_nobody_else_writes_whichever_way_it_is_tried(model):
    row = a_row(model)
    before = list(model.objects.order_by("pk").values())

    for way, write in WAYS.items():
        with pytest.raises((AnotherHand, AppendOnly)):
            write(row)
        assert list(model.objects.order_by("pk").values()) == before, way


@pytest.mark.parametrize(
    "write",
    [
        lambda edition, gift: edition.article.editions.update(reason="Because."),
        lambda edition, gift: edition.article.editions.all().delete(),
        lambda edition, gift: edition.article.editions.create(headline="Never said"),
        lambda edition, gift: edition.bylines.all().delete(),
        lambda edition, gift: edition.section.editions.filter(pk=edition.pk).update(reason="Because."),
        lambda edition, gift: gift.payments.create(minor=800, currency="EUR", kind="payment"),
        lambda edition, gift: gift.status_reports.create(state="ended"),
        lambda edition, gift: gift.member.donations.update(name="Somebody Else"),
        lambda edition, gift: gift.member.donations.clear(),
    ],
)
def test_relations_lead_to_no_other_way(write):
    edition, gift = a_row(Edition), a_row(Donation)

    with pytest.raises(AnotherHand):
        write(edition, gift)


def test_the_rows_of_all_rooms_are_guarded():
    """Whatever hangs on an edition is written with it; but its card is drawn afterwards, by a job."""
    whole = {Edition, PageEdition}
    hanging = {one.related_model for edition in whole for one in edition._meta.related_objects} - {ShareCard}

    assert hanging | whole | {Correction, Donation, Payment, StatusReport, Summary} == set(ROWS)
    assert {model.written_by for model in ROWS} == {
        PUBLISHING, OWN_PAGES, CORRECTING, EXPORTING, GIVING, LEDGER, STATUS_REPORTS
    }  # fmt: skip


def test_the_refusal_says_whose_verbs_to_call():
    with pytest.raises(
        AnotherHand, match=r"Only membership/giving/ writes rows of Donation\. Call its verbs\."
    ):
        make_donation().save()


def test_the_verbs_write_and_their_hand_is_closed_again_whatever_happens():
    story, editor = newsdesk.story(), newsdesk.editor()

    edition = publishing.publish(story, by=editor, override="For the test.")
    with pytest.raises(publishing.PublishingRefused):
        publishing.withdraw(story, by=editor, reason=" ")

    with pytest.raises(AnotherHand):
        edition.save()


def test_while_a_verb_runs_nobody_beside_it_may_write():
    refused = []

    def beside():
        try:
            Donation(reference="HL-0").save()
        except AnotherHand as error:
            refused.append(error)
        finally:
            connection.close()

    with GIVING.open():
        thread = threading.Thread(target=beside)
        thread.start()
        thread.join()

    assert len(refused) == 1


def test_one_hand_is_not_the_other():
    gift, edition = make_donation(), a_row(Edition)

    with PUBLISHING.open(), pytest.raises(AnotherHand):
        gift.save()
    with GIVING.open(), pytest.raises(AnotherHand):
        edition.save()


def test_in_the_room_of_gifts_lines_and_reports_have_one_door_each():
    told, line = a_row(StatusReport), Payment.objects.get()

    with GIVING.open(), STATUS_REPORTS.open(), pytest.raises(AnotherHand, match=r"giving/ledger\.py"):
        copy_of(line).save()
    with GIVING.open(), LEDGER.open(), pytest.raises(AnotherHand, match=r"giving/status_reports\.py"):
        copy_of(told).save()


def test_a_sign_in_that_is_deleted_is_forgotten_and_nothing_else_is():
    edition = a_row(Edition)
    assert edition.published_by is not None

    edition.published_by.delete()

    assert Edition.objects.get(pk=edition.pk).published_by is None
    with pytest.raises(AnotherHand):
        Edition.objects.update(published_by=None, reason="Because.")


# --- and nobody but the rooms themselves takes the hand ---

HANDS = {
    "PUBLISHING": "articles/publishing",
    "OWN_PAGES": "articles/own_pages.py",
    "CORRECTING": "articles/publishing/correcting.py",
    "GIVING": "membership/giving/",
    "LEDGER": "membership/giving/ledger.py",
    "STATUS_REPORTS": "membership/giving/status_reports.py",
}


def takes(source: str) -> set[str]:
    """Which hands this source takes: by their name, or from a row that they write."""
    names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    return (names | attributes) & {*HANDS, "written_by"}


def test_only_their_own_room_takes_them():
    found = {}
    for room in ("newsroom", "articles", "membership"):
        for path in (ROOT / room).rglob("*.py"):
            name = str(path.relative_to(ROOT))
            others = {
                hand for hand in takes(path.read_text()) if not name.startswith(HANDS.get(hand, "newsroom/"))
            }
            # The models say by whom they are written.
            if others and "/models/" not in name:
                found[name] = others

    assert found == {}


@pytest.mark.parametrize(
    "fault",
    [
        "from articles.models.edition import PUBLISHING\nwith PUBLISHING.open(): edition.save()",
        "from articles.models import edition\n@edition.PUBLISHING.writes\ndef f(): pass",
        "from membership.models.ledger import LEDGER\nwith LEDGER.open(): payment.save()",
        "with gift.written_by.open(): gift.save()",
    ],
)
def test_another_room_that_takes_one_would_be_seen(fault):
    assert takes(fault) != set()


def test_the_rooms_themselves_are_seen_to_take_them():
    for hand, room in HANDS.items():
        files = [
            path
            for path in (ROOT / room.split("/")[0]).rglob("*.py")
            if str(path.relative_to(ROOT)).startswith(room)
        ]

        assert hand in {name for path in files for name in takes(path.read_text())}
