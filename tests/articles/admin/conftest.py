"""Maya and Ines, who may do everything to stories, at their story forms."""

from __future__ import annotations

import pytest

from newsroom.models import User
from tests.driving.desk_browser import signed_in
from tests.driving.storydesk import desk, person


@pytest.fixture
def maya():
    return desk(person("maya"))


@pytest.fixture
def ines():
    return desk(person("ines"))


@pytest.fixture
def at_desk(live_server, open_page):
    """Opens pages as a signed-in editor; `page.broken` collects what the security policy refused and what crashed."""

    def make(name: str = "maya", **how):
        user = User.objects.filter(username=name).first() or User.objects.create_superuser(
            name, first_name=name.title()
        )
        page = signed_in(open_page(**how), live_server, user)
        page.broken = []

        def listen(to):
            to.on(
                "console",
                lambda said: page.broken.append(said.text) if "Security Policy" in said.text else None,
            )
            to.on("pageerror", lambda error: page.broken.append(str(error)))

        listen(page)
        page.context.on("page", listen)
        return page

    return make
