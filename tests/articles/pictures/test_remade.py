"""The files of a picture are made again: what they carry, in which order they are put in place, old ones too."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django_tasks_db.models import DBTaskResult

from articles import pictures
from articles.models import Photo, PhotoCredit
from articles.photos.renditions import folder
from articles.photos.sandbox import probe
from articles.pictures import developing, files, relicensing
from newsroom import jobs
from newsroom.media import delete_below
from tests.builders import newsdesk, photo_files, stored

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def there(photo: Photo) -> list[str]:
    """All files of a picture, below its folder."""
    return stored.names_below(folder(photo.key))


def named(photo: Photo) -> list[str]:
    return [f"{photo.fingerprint}/{name}" for name in ("280.avif", "280.jpg", "social.jpg")]


def as_of_before(photo: Photo) -> Photo:
    """The picture as an installation has it that was made before addresses told of their bytes."""
    old = folder(photo.key)
    for name in stored.names_below(f"{old}/{photo.fingerprint}"):
        stored.move(f"{old}/{photo.fingerprint}/{name}", f"{old}/{name}")
    stored.put(f"{old}/280.webp", b"old")
    photo.fingerprint, photo.metadata["made_of"] = "", "of before"
    photo.save()
    return photo


# --- what a file carries ----------------------------------------------------------------------


def test_no_caption_and_no_alt_text_of_the_desk_is_in_a_public_file(photo):
    newsdesk.live(lead=photo)
    assert (photo.caption, photo.alt) == ("Fog <over> the east pier & light", "A pier in fog")
    photo.caption, photo.alt, photo.focal_x = "CANARY caption", "CANARY alt", 20
    photo.save()

    pictures.settle(photo)

    made = {name: stored.read(f"{folder(photo.key)}/{name}") for name in there(photo)}
    said = [probe(data).read.metadata for data in made.values()]
    assert len(made) == 3
    assert {(one.caption, one.alt, one.headline) for one in said} == {("", "", "")}
    assert {one.creator for one in said} == {"Zoë Ferrand"}
    assert [name for name, data in made.items() if b"CANARY" in data or b"pier" in data] == []


def test_a_new_caption_at_the_desk_makes_no_file_again(photo):
    photo.caption, photo.alt = "Another", "Another"
    photo.save()

    assert pictures.settle(photo) is False


# --- in which order ---------------------------------------------------------------------------


def test_the_old_files_stay_until_the_row_names_the_new_ones(photo, monkeypatch):
    before, seen = photo.fingerprint, []

    def look(swept: Photo, fingerprint: str) -> None:
        row = Photo.objects.get(pk=photo.pk)
        seen.append((row.fingerprint, there(row)))
        files.sweep(swept, fingerprint)

    monkeypatch.setattr(developing, "sweep", look)
    pictures.recredit(photo, {"creator": "Lotte Breen"}, by=newsdesk.editor(may=("change_photocredit",)))

    now = Photo.objects.get(pk=photo.pk)
    old = [f"{before}/{name}" for name in ("280.avif", "280.jpg", "social.jpg")]
    assert now.fingerprint != before
    assert seen == [(now.fingerprint, sorted(old + named(now)))]
    assert there(now) == named(now)


def test_a_remake_that_breaks_off_leaves_the_old_files_under_their_address(photo, monkeypatch):
    PhotoCredit.objects.filter(photo=photo).update(creator="Lotte Breen")

    def fail(*_args, **_kwargs):
        raise OSError("no space left on device")

    monkeypatch.setattr(Photo, "save", fail)
    with pytest.raises(OSError, match="no space"):
        pictures.remake(Photo.objects.get(pk=photo.pk))

    monkeypatch.undo()
    row = Photo.objects.get(pk=photo.pk)
    assert row.fingerprint == photo.fingerprint
    assert set(named(row)) <= set(there(row))
    # What was left over goes with the next remake.
    pictures.remake(row)
    assert there(row) == named(Photo.objects.get(pk=photo.pk))


def test_files_of_a_credit_that_was_changed_meanwhile_are_dropped(photo, monkeypatch):
    develop = developing.sandbox.develop

    def slow(*args, **kwargs):
        made = develop(*args, **kwargs)
        PhotoCredit.objects.filter(photo=photo).update(creator="The third")
        return made

    PhotoCredit.objects.filter(photo=photo).update(creator="The second")
    monkeypatch.setattr(developing.sandbox, "develop", slow)

    assert pictures.remake(Photo.objects.get(pk=photo.pk)) is False
    assert Photo.objects.get(pk=photo.pk).fingerprint == photo.fingerprint
    assert there(photo) == named(photo)


def test_files_that_another_swept_before_the_row_named_them_are_there_again(photo, monkeypatch):
    locked = developing._locked

    def swept_before(row: Photo) -> Photo:
        for name in there(row):
            if not name.startswith(row.fingerprint):
                default_storage.delete(f"{folder(row.key)}/{name}")
        return locked(row)

    PhotoCredit.objects.filter(photo=photo).update(creator="Lotte Breen")
    monkeypatch.setattr(developing, "_locked", swept_before)

    pictures.remake(Photo.objects.get(pk=photo.pk))

    now = Photo.objects.get(pk=photo.pk)
    assert (now.fingerprint != photo.fingerprint, there(now)) == (True, named(now))


def test_two_files_for_the_same_picture_to_come_do_not_harm_the_first(maya, monkeypatch):
    coming = Photo.objects.create(title="To come")
    late = Photo.objects.get(pk=coming.pk)
    pictures.give_file(coming, "a.jpg", photo_files.file(), by=maya)

    with pytest.raises(ValueError, match="has its file"):
        pictures.give_file(
            late, "b.jpg", photo_files.file(picture=photo_files.plain_picture(310, 200)), by=maya
        )

    kept = Photo.objects.get(pk=coming.pk)
    assert there(kept) == named(kept)
    assert kept.original.storage.exists(kept.original.name)
    assert len(kept.original.storage.listdir("originals")[1]) == 1


# --- pictures from before ---------------------------------------------------------------------


def test_pictures_from_before_answer_where_they_are_and_the_tick_has_them_remade(client, photo):
    old = as_of_before(photo)
    path = newsdesk.live(lead=old).address
    former = f"/media/photos/{old.key[:2]}/{old.key}/280.avif"
    before = client.get(former)
    assert (former in client.get(path).content.decode(), before.status_code) == (True, 200)
    assert before["Cache-Control"] == "public, no-cache"

    jobs.tick()

    new = Photo.objects.get(pk=old.pk)
    assert there(new) == named(new)
    assert new.url(280, "avif") in client.get(path).content.decode()
    assert client.get(former)["Location"] == new.url(280, "avif")
    assert pictures.catch_up() == 0


def test_an_old_picture_whose_original_is_lost_is_tried_once_and_keeps_its_files(photo, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    old = as_of_before(photo)

    assert [pictures.catch_up(), pictures.catch_up()] == [1, 0]
    assert DBTaskResult.objects.count() == 1
    assert "280.avif" in there(old)


def test_the_command_makes_what_is_missing_or_differs_and_can_be_run_again(photo, maya, capsys):
    as_of_before(photo)
    fine = pictures.take_in("b.jpg", photo_files.file(), by=maya)
    lost = pictures.take_in("c.jpg", photo_files.file(), by=maya)
    delete_below(folder(lost.key))

    call_command("remake_pictures", dry_run=True)
    call_command("remake_pictures")
    call_command("remake_pictures")

    said = [line for line in capsys.readouterr().out.splitlines() if line]
    assert said == [
        "2 pictures would be made again.",
        "2 pictures were made again.",
        "0 pictures were made again.",
    ]
    for each in (photo, fine, lost):
        row = Photo.objects.get(pk=each.pk)
        assert there(row) == named(row)


def test_the_command_makes_a_single_file_that_is_missing(photo, capsys):
    default_storage.delete(f"{folder(photo.key, photo.fingerprint)}/280.jpg")

    call_command("remake_pictures")

    assert "1 picture was made again." in capsys.readouterr().out
    assert there(photo) == named(photo)


def test_the_command_names_a_picture_whose_original_is_lost_and_goes_on(photo, maya, capsys):
    lost = as_of_before(pictures.take_in("b.jpg", photo_files.file(), by=maya))
    lost.original.storage.delete(lost.original.name)
    as_of_before(photo)

    with pytest.raises(CommandError, match="1 picture could not be made again"):
        call_command("remake_pictures")

    captured = capsys.readouterr()
    assert f"Picture {lost.pk} (“b”)" in captured.err
    assert "1 picture was made again." in captured.out


@pytest.mark.parametrize(
    ("job", "migration", "old", "new"),
    [
        (developing.remake_if_changed, "0023_jobs_of_pictures", "picturing", "pictures"),
        (relicensing.settle_pictures, "0024_job_of_licences", "relicensing", "pictures.relicensing"),
    ],
)
def test_a_job_that_waited_while_its_room_was_renamed_is_still_that_job(job, migration, old, new):
    path = job.module_path
    before = DBTaskResult.objects.create(
        task_path=path.replace(new, old),
        args_kwargs={"args": [1], "kwargs": {}},
        backend_name="default",
    )
    renamed = import_module(f"articles.migrations.{migration}")

    with connection.cursor() as cursor:
        cursor.execute(renamed.MOVED.format(before=old, after=new))

    before.refresh_from_db()
    assert before.task_path == path
