"""Maya at the desk, and a picture that she has taken in."""

from __future__ import annotations

import pytest

from articles import pictures
from articles.models import Photo
from newsroom.models import User
from tests.builders import photo_files


@pytest.fixture
def maya():
    return User.objects.create_superuser("maya")


@pytest.fixture
def desk(client, maya):
    client.force_login(maya)
    return client


@pytest.fixture
def photo(maya) -> Photo:
    return pictures.take_in("fog.jpg", photo_files.file(xmp=photo_files.xmp()), by=maya)
