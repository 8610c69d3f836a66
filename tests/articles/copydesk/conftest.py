"""An editor who files copy, at the desk."""

from __future__ import annotations

import pytest

from newsroom.models import User


@pytest.fixture
def editor() -> User:
    return User.objects.create_superuser("maya", password="x")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client
