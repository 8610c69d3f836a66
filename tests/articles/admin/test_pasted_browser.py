"""What twelve programs put on the clipboard, pasted into the editor: clean, and undone in one step. Beside each
clipboard in pasted/ stands what a story holds of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.body.cleaning import clean
from newsroom.models import User
from tests.builders import newsdesk
from tests.driving.pictures_in_page import READY, open_form, paste
from tests.driving.storydesk import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
PASTED = Path(__file__).parent / "pasted"
START = "<p>Start.</p>"


def body(page) -> str:
    """As the form would send it; its field is written when somebody asks for it."""
    return page.evaluate("document.getElementById('id_body').value")


def test_what_twelve_programs_copy_is_clean_and_undone_in_one_step(live_server, open_page, client):
    client.force_login(User.objects.create_superuser("maya"))
    article = newsdesk.story(body="")
    page = open_page()
    broken = open_form(page, live_server, client, address(article))
    sources = sorted(file for file in PASTED.iterdir() if not file.name.endswith(".clean.html"))
    expected = {file.stem: (PASTED / f"{file.stem}.clean.html").read_text().strip() for file in sources}

    pasted, styles, undone = {}, {}, {}
    for file in sources:
        page.click(READY)
        paste(page, READY, **{"html" if file.suffix == ".html" else "text": file.read_text()})
        pasted[file.stem] = clean(body(page))
        styles[file.stem] = body(page).count("style=")
        page.keyboard.press("Control+Z")
        undone[file.stem] = body(page)

    assert pasted == expected
    assert len(expected) == 12
    assert set(styles.values()) == {0}
    assert set(undone.values()) == {""}
    assert broken == []


def test_a_link_asks_for_its_whole_address(live_server, open_page, client):
    client.force_login(User.objects.create_superuser("maya"))
    page = open_page()
    open_form(page, live_server, client, address(newsdesk.story(body=START)))

    page.click(READY)
    page.keyboard.press("Control+A")
    page.click("button[data-name=link]")
    page.fill("dialog [name=href]", "port.example/notice")
    page.keyboard.press("Enter")
    page.get_by_text("Write the whole address. Do you mean https://port.example/notice?").wait_for()
    assert body(page) == START
    page.fill("dialog [name=href]", "https://port.example/notice")
    page.keyboard.press("Enter")

    page.wait_for_selector(f"{READY} a")
    assert clean(body(page)) == '<p><a href="https://port.example/notice">Start.</a></p>'
