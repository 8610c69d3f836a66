"""Which licence the words of a file name, and what of its credit line is an organisation."""

from __future__ import annotations

import pytest

from articles import pictures
from articles.models import Photo
from newsroom.models import User
from tests.builders import photo_files as files

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CC-BY 3.0", "cc-by-3.0"),
        ("cc by-sa 2.0", "cc-by-sa-2.0"),
        ("CC BY-NC-SA 4.0 International", "cc-by-nc-sa-4.0"),
        ("CC-BY-SA-3.0", "cc-by-sa-3.0"),
        ("© Jo Vale, CC BY 2.5", "cc-by-2.5"),
        ("Some rights reserved (CC BY-ND 2.0)", "cc-by-nd-2.0"),
        ("Creative Commons Attribution-ShareAlike 4.0 International", "cc-by-sa-4.0"),
        ("Creative Commons Attribution-NonCommercial 3.0 Unported License", "cc-by-nc-3.0"),
        ("CC0", "cc0-1.0"),
        ("CC0 1.0 Universal", "cc0-1.0"),
        ("Public domain", "pdm-1.0"),
        ("This image is in the public domain.", "pdm-1.0"),
        ("Jo Vale, https://creativecommons.org/licenses/by/4.0/", "cc-by-4.0"),
        ("CC BY 3.0 (see https://creativecommons.org/licenses/by/3.0/)", "cc-by-3.0"),
        # What leaves the version or the kind open, names two, or belongs to one country, is for a person.
        ("CC BY", None),
        ("CC 2.0", None),
        ("CC BY 3.0 or CC BY-SA 4.0", None),
        ("CC BY-SA 3.0 DE", None),
        ("CC BY-SA 3.0-DE", None),
        ("CC-BY-SA-3.0-DE", None),
        ("CC BY 3.0 igo", None),
        ("CC BY 3.0 (de)", None),
        ("Creative Commons Attribution 3.0 Germany", None),
        ("Creative Commons Attribution 2.5 Canada License", None),
        ("CC BY 9.9", None),
        # What takes it back, or speaks of something else.
        ("Not CC BY 4.0", None),
        ("No longer under CC BY 4.0", None),
        ("formerly CC BY 4.0", None),
        ("CC BY 4.0 does not apply", None),
        ("CC BY 4.0 unless otherwise stated", None),
        ("CC BY 4.0, all rights reserved", None),
        ("CC BY 4.0 für den Text, Foto: alle Rechte vorbehalten", None),
        ("Text: CC BY 4.0; photo © AFX", None),
        ("Not under https://creativecommons.org/licenses/by/4.0/", None),
        ("CC BY 4.0 de Jo Vale", "cc-by-4.0"),
        ("Not in the public domain", None),
        ("Public domain in some countries, © elsewhere", None),
        ("© Jo Vale, all rights reserved", None),
        ("Accra by 4.0 photographers", None),
    ],
)
def test_a_licence_is_known_by_the_words_of_the_rights_field(text, code):
    licence = pictures.licence_at(text)

    assert (licence.code if licence else None) == code


def test_a_licence_in_the_copyright_notice_is_offered_and_the_notice_kept():
    maya = User.objects.create_superuser("maya")
    said = b"(c) Jo Vale, CC-BY 3.0"

    photo = pictures.take_in("a.jpg", files.file(exif=files.exif(copyright=said)), by=maya)

    credit = Photo.objects.get(pk=photo.pk).credit
    assert (credit.licence.code, credit.copyright_notice) == ("cc-by-3.0", said.decode())


@pytest.mark.parametrize(
    ("line", "organisation"),
    [
        ("Quay Pictures (ref)", "Quay Pictures (ref)"),
        ("Zoë Ferrand / Quay Pictures (Aldby)", "Quay Pictures (Aldby)"),
        ("(Zoë Ferrand / The Coast Wire)", "The Coast Wire"),
        ("(The Coast Wire)", "The Coast Wire"),
        ("The Coast Wire (A) (B)", "The Coast Wire (A) (B)"),
        ("(A) The Coast Wire (B)", "(A) The Coast Wire (B)"),
        ("Zoë Ferrand via The Coast Wire", "The Coast Wire"),
    ],
)
def test_a_credit_line_keeps_its_own_brackets(line, organisation):
    data = files.xmp().replace("Zoë Ferrand / The Coast Wire".encode(), line.encode())
    maya = User.objects.create_superuser("maya")

    photo = pictures.take_in("a.jpg", files.file(picture=files.plain_picture(40, 30), xmp=data), by=maya)

    assert photo.credit.organisation == organisation
