"""What cameras and programs write where a person would write a caption."""

from __future__ import annotations

import pytest

from articles.photos.camera_talk import is_camera_talk
from articles.photos.sandbox import probe
from tests.builders import photo_files as files


@pytest.mark.parametrize(
    "said",
    [
        "GE DIGITAL CAMERA",
        "GENERAL IMAGING CO. DIGITAL CAMERA",
        "DCIM\\100MEDIA\\DJI_0034.JPG",
        "DCIM/100GOPRO/GOPR0001.JPG",
        "OLYMPUS DIGITAL CAMERA         ",
        "SONY DSC",
        "Minolta DSC",
        "KONICA MINOLTA DIGITAL CAMERA",
        "KODAK Digital Still Camera",
        "SAMSUNG CAMERA PICTURES",
        "<KENOX S630  / Samsung S630>",
        "Exif_JPEG_PICTURE",
        "ASCII\x00\x00\x00",
        "charset=Ascii",
        "Created with GIMP",
        "Created with The GIMP",
        "Processed with VSCO with f2 preset",
        "Processed with Snapseed.",
        "Screenshot",
        "Screen Shot 2026-02-05 at 12.01.22 PM.png",
        "IMG_2024.JPG",
        "DSC00012",
        "KODAK DC240 ZOOM DIGITAL CAMERA",
        "(C) by Caplio RR1 User",
        "COPYRIGHT, 2005",
        "DCF 1.0",
        "oznorCOR",
        "cof",
        "default",
        "2026-02-05",
    ],
)
def test_what_cameras_and_programs_write_is_no_caption_in_any_block(said):
    jpeg = files.file(exif=files.exif(description=said.encode(), artist=b"Zoe"))
    jpeg = files.with_segment(jpeg, 0xED, files.iim((120, said.encode()), (105, said.encode())))

    found = probe(jpeg).read.metadata

    assert (found.caption, found.headline, found.creator) == ("", "", "Zoe")


@pytest.mark.parametrize(
    "said",
    [
        "The camera of the harbour master",
        "A Sony camera lies on the quay",
        "Screenshot of the council's page about the ferry",
        "Made with love by the choir of Sorrel",
        "Drawn by children of the pier school",
        "Processed fish on the quay",
        "Default of the port company: the gates are shut",
        "Olympus, seen from the sea",
        "Digital camera shop in Quay Street",
        "港の霧",
    ],
)
def test_a_sentence_about_cameras_is_a_caption(said):
    assert not is_camera_talk(said)


def test_a_persons_words_stand_where_the_camera_has_talked_in_a_newer_block():
    jpeg = files.file(exif=files.exif(description=b"Fog on the pier"))
    jpeg = files.with_segment(jpeg, 0xED, files.iim((120, b"OLYMPUS DIGITAL CAMERA")))

    assert probe(jpeg).read.metadata.caption == "Fog on the pier"


@pytest.mark.parametrize(
    ("said", "talk"),
    [("GC-X1E Image", True), ("Quay GC-X1E", True), ("Quay street at dawn", False), ("Image", True)],
)
def test_the_name_of_the_camera_itself_is_no_caption(said, talk):
    assert is_camera_talk(said, "Quay GC-X1E") is talk
