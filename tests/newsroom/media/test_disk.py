"""Files on the disk: whole or not at all, and none is closed to those who read it while another takes its place."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from newsroom.media import delete_below, files_below, files_in
from tests.builders import stored


class TornFile(ContentFile):
    """Its second part never comes."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError(28, "No space left on device")


def test_a_file_that_is_saved_again_takes_the_place_of_the_one_before():
    default_storage.save("photos/ab/one.jpg", ContentFile(b"before"))
    with default_storage.open("photos/ab/one.jpg") as held:
        name = default_storage.save("photos/ab/one.jpg", ContentFile(b"after"))

        assert (name, held.read()) == ("photos/ab/one.jpg", b"before")
    assert stored.read("photos/ab/one.jpg") == b"after"
    assert list(files_below("")) == ["photos/ab/one.jpg"]


@pytest.mark.parametrize("before", [b"before", None])
def test_a_file_that_is_torn_leaves_nothing_and_changes_nothing(before):
    if before:
        default_storage.save("photos/one.jpg", ContentFile(before))

    with pytest.raises(OSError, match="No space left"):
        default_storage.save("photos/one.jpg", TornFile(b"x"))

    kept = {name: stored.read(name) for name in files_below("")}
    assert kept == ({"photos/one.jpg": before} if before else {})


def test_files_and_folders_are_for_nobody_else(settings):
    default_storage.save("photos/ab/one.jpg", ContentFile(b"x"))

    media = Path(settings.MEDIA_ROOT)
    modes = [
        stat.S_IMODE((media / name).stat().st_mode) for name in ("photos", "photos/ab", "photos/ab/one.jpg")
    ]
    assert modes == [0o700, 0o700, 0o600]


def test_a_folder_is_read_and_deleted_with_all_that_lies_below(settings):
    for name in ("photos/ab/one/1.jpg", "photos/ab/one/2.jpg", "photos/cd/3.jpg"):
        default_storage.save(name, ContentFile(b"x"))
    before = files_in("photos/ab/one"), files_in("photos"), files_in("nowhere")

    delete_below("photos/ab")

    assert [sorted(each) for each in before] == [["1.jpg", "2.jpg"], [], []]
    assert list(files_below("")) == ["photos/cd/3.jpg"]
    assert list((Path(settings.MEDIA_ROOT) / "photos/ab").iterdir()) == []
