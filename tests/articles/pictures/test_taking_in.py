"""A picture comes in: it is credited from what it says, what a person typed stands, it is made ready."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from PIL import Image

from articles import pictures
from articles.models import Licence, Photo, PhotoCredit
from articles.photos.refusing import PhotoRefused
from articles.photos.renditions import folder
from articles.photos.sandbox import probe
from newsroom.models import User
from tests.builders import photo_files as files
from tests.builders import stored

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def files_of(photo: Photo) -> dict[str, bytes]:
    """The renditions that the row names."""
    photo = Photo.objects.get(pk=photo.pk)
    there = folder(photo.key, photo.fingerprint)
    return {name: stored.read(f"{there}/{name}") for name in stored.names_below(there)}


def said_by(photo: Photo) -> dict[str, tuple[str, str]]:
    """Creator and credit line of every rendition of a photo."""
    found = {name: probe(data).read.metadata for name, data in files_of(photo).items()}
    return {name: (said.creator, said.credit_line) for name, said in found.items()}


def test_a_picture_is_credited_from_what_it_says_of_itself(maya):
    photo = pictures.take_in("DSC_0118.jpg", files.file(xmp=files.xmp()), by=maya)

    photo = Photo.objects.get(pk=photo.pk)
    assert (photo.title, photo.caption, photo.alt, photo.place, photo.taken_on) == (
        "Fog on the pier",
        "Fog <over> the east pier & light",
        "A pier in fog",
        "Sorrel, Northland",
        date(2026, 2, 6),
    )
    assert str(photo.credit) == "Zoë Ferrand / The Coast Wire / CC BY 4.0"
    assert (photo.credit.licence.code, photo.credit.terms) == ("cc-by-4.0", "")
    assert photo.credit.source_url == "https://photos.example/ferrand/118"
    assert photo.credit.copyright_notice == "© 2026 Zoë Ferrand"
    assert (photo.width, photo.height, photo.widths, photo.added_by) == (300, 200, [280], maya)
    assert "GPS" not in str(photo.metadata)
    credited = ("Zoë Ferrand", "Zoë Ferrand / The Coast Wire / CC BY 4.0")
    assert said_by(photo) == {
        "280.avif": credited,
        "280.jpg": credited,
        "social.jpg": credited,
    }


def test_the_original_is_kept_as_it_came_under_a_name_nobody_can_guess(maya):
    data = files.file()

    photo = pictures.take_in("../../secret.php.jpg", data, by=maya)

    assert photo.original.name.startswith("originals/")
    assert len(Path(photo.original.name).stem) == 32
    assert Path(photo.original.name).suffix == ".jpg"
    assert photo.original.read() == data
    photo.original.close()
    assert photo.title == "secret.php"


def test_what_a_person_typed_stands_before_what_the_file_says(maya):
    own = Licence.objects.get(code="own")

    photo = pictures.take_in(
        "a.jpg",
        files.file(xmp=files.xmp()),
        by=maya,
        creator="Lotte Breen",
        organisation="The Ledger",
        licence=own,
    )

    assert str(photo.credit) == "Lotte Breen / The Ledger / Own work"
    assert photo.credit.terms == ""


def test_a_picture_to_come_gets_its_file_and_keeps_every_word(maya):
    photo = Photo.objects.create(caption="Our caption", title="East pier")
    PhotoCredit.objects.create(photo=photo, creator="Lotte Breen", terms="CC 2.0")

    pictures.give_file(photo, "x.jpg", files.file(xmp=files.xmp()), by=maya)

    photo = Photo.objects.get()
    assert (photo.caption, photo.title, photo.alt, photo.width) == (
        "Our caption",
        "East pier",
        "A pier in fog",
        300,
    )
    assert (photo.credit.creator, photo.credit.terms, photo.credit.licence) == ("Lotte Breen", "CC 2.0", None)
    with pytest.raises(ValueError, match="has its file"):
        pictures.give_file(photo, "y.jpg", files.file(), by=maya)


def test_terms_that_are_no_licence_of_ours_are_kept_as_they_came(maya):
    data = files.file(xmp=files.xmp(licence="https://wire.example/terms", terms="For subscribers, until May"))

    photo = pictures.take_in("a.jpg", data, by=maya)

    assert (photo.credit.licence, photo.credit.terms) == (None, "For subscribers, until May")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://creativecommons.org/licenses/by-sa/2.0/", "cc-by-sa-2.0"),
        ("http://www.creativecommons.org/licenses/by-nc-nd/3.0/deed.de", "cc-by-nc-nd-3.0"),
        ("https://creativecommons.org/licenses/by-nd-nc/1.0", "cc-by-nd-nc-1.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/legalcode.en", "cc0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "pdm-1.0"),
        ("Under CC, see https://creativecommons.org/licenses/by/4.0/.", "cc-by-4.0"),
        ("https://creativecommons.org/licenses/by/3.0/de/", None),
        ("https://creativecommons.org/licenses/by/9.9/", None),
        ("CC 2.0", None),
        ("", None),
    ],
)
def test_a_licence_is_known_by_its_link_alone(text, code):
    licence = pictures.licence_at(text)

    assert (licence.code if licence else None) == code


def test_a_link_that_is_no_web_address_is_left_aside(maya):
    data = files.file(xmp=files.xmp().replace(b"https://photos.example/ferrand/118", b"javascript:alert(1)"))

    photo = pictures.take_in("a.jpg", data, by=maya)

    assert photo.credit.source_url == ""


def test_text_longer_than_its_place_is_cut_at_a_word_and_kept_whole_beside_it(maya):
    long_name = ("Maximiliane " * 20).strip()

    photo = pictures.take_in("a.jpg", files.file(exif=files.exif(artist=long_name.encode())), by=maya)

    assert len(photo.credit.creator) <= 120
    assert photo.credit.creator.endswith("Maximiliane…")
    assert photo.metadata["metadata"]["creator"] == long_name


def test_the_same_file_again_is_taken_and_its_twin_named(maya):
    data = files.file()
    first = pictures.take_in("a.jpg", data, by=maya)

    second = pictures.take_in("b.jpg", data, by=maya)

    assert list(pictures.twins(second)) == [first]
    assert list(pictures.twins(Photo.objects.create())) == []


def test_a_refused_file_leaves_nothing_behind(maya):
    whole = files.file("PNG", Image.effect_noise((400, 300), 80))

    for data in (b"", b"<svg/>", whole[:2000], files.bomb(30_000, 30_000)):
        with pytest.raises(PhotoRefused):
            pictures.take_in("a.png", data, by=maya)

    assert (Photo.objects.count(), PhotoCredit.objects.count(), stored.names_below()) == (0, 0, [])


def test_a_row_that_cannot_be_written_leaves_no_file_behind(maya, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("no room")

    monkeypatch.setattr(PhotoCredit, "save", fail)

    with pytest.raises(RuntimeError):
        pictures.take_in("a.jpg", files.file(), by=maya)

    assert (Photo.objects.count(), stored.names_below()) == (0, [])


def test_who_may_not_add_pictures_is_turned_away():
    visitor = User.objects.create_user("visitor")

    with pytest.raises(PermissionDenied):
        pictures.take_in("a.jpg", files.file(), by=visitor)
    with pytest.raises(PermissionDenied):
        pictures.give_file(Photo.objects.create(), "a.jpg", files.file(), by=visitor)


def test_a_new_credit_reaches_every_rendition(maya):
    photo = pictures.take_in("a.jpg", files.file(exif=files.exif(artist=b"Wrong Name")), by=maya)
    assert set(said_by(photo).values()) == {("Wrong Name", "Wrong Name")}
    assert pictures.settle(photo) is False

    credit = photo.credit
    credit.creator, credit.organisation = "Lotte Breen", "The Ledger"
    credit.save()
    settled = pictures.settle(photo)

    assert settled is True
    assert set(said_by(photo).values()) == {("Lotte Breen", "Lotte Breen / The Ledger")}
    assert pictures.settle(photo) is False


def test_a_licence_with_a_new_name_reaches_its_pictures(maya):
    licence = Licence.objects.get(code="agency")
    photo = pictures.take_in("a.jpg", files.file(), by=maya, creator="Zoe", licence=licence)
    Licence.objects.filter(pk=licence.pk).update(name="Wire terms")

    pictures.settle_licence(licence)

    assert set(said_by(photo).values()) == {("Zoe", "Zoe / Wire terms")}


def test_a_new_focal_point_moves_the_card_of_a_picture(maya):
    tall = Image.new("RGB", (600, 1600), "white")
    tall.paste((200, 0, 0), (0, 1300, 600, 1600))
    photo = pictures.take_in("a.jpg", files.file(picture=tall), by=maya)

    photo.focal_y = 100
    photo.save()
    pictures.settle(photo)

    card = Image.open(io.BytesIO(files_of(photo)["social.jpg"]))
    assert card.getpixel((600, 500))[1] < 60


def test_a_discarded_picture_takes_its_files_along(maya, django_capture_on_commit_callbacks):
    photo = pictures.take_in("a.jpg", files.file(), by=maya)
    assert stored.names_below() != []

    with django_capture_on_commit_callbacks(execute=True):
        pictures.discard(photo, by=maya)

    assert (Photo.objects.count(), stored.names_below()) == (0, [])


def test_only_who_may_delete_pictures_discards_one(maya):
    photo = pictures.take_in("a.jpg", files.file(), by=maya)

    with pytest.raises(PermissionDenied):
        pictures.discard(photo, by=User.objects.create_user("reporter", is_staff=True))

    assert list(Photo.objects.all()) == [photo]


def test_the_licences_are_there_with_their_links_and_conditions():
    rows = {licence.code: licence for licence in Licence.objects.all()}

    assert len(rows) == 36
    assert rows["cc-by-nc-sa-2.5"].url == "https://creativecommons.org/licenses/by-nc-sa/2.5/"
    assert [
        (row.allows_changes, row.allows_commercial, row.share_alike, row.requires_link)
        for row in (rows["cc-by-4.0"], rows["cc-by-nd-4.0"], rows["cc-by-nc-sa-4.0"], rows["own"])
    ] == [
        (True, True, False, True),
        (False, True, False, True),
        (True, False, True, True),
        (True, True, False, False),
    ]
    for licence in rows.values():
        licence.full_clean()


def test_adding_the_licences_again_changes_nothing_that_an_editor_changed():
    from django.apps import apps as current

    migration = MigrationExecutor(connection).loader.get_migration("articles", "0002_licences")
    Licence.objects.filter(code="agency").update(name="Wire terms")
    Licence.objects.filter(code="handout").delete()

    migration.operations[0].code(current, SimpleNamespace(connection=connection))

    assert Licence.objects.get(code="agency").name == "Wire terms"
    assert Licence.objects.count() == 36
