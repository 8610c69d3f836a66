"""What programs put on the clipboard, pasted into the editor: clean, and undone in one step. Beside each
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


def test_what_sixteen_programs_copy_is_clean_and_undone_in_one_step(live_server, open_page, client):
    client.force_login(User.objects.create_superuser("maya"))
    article = newsdesk.story(body="")
    page = open_page()
    broken = open_form(page, live_server, client, address(article))
    sources = sorted(file for file in PASTED.iterdir() if file.suffix != ".md" and ".clean" not in file.name)
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
    assert len(expected) == 16
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


MARKED = (PASTED / "markdown.md").read_text()
CLEAN = (PASTED / "markdown.clean.html").read_text().strip()
OF_CODE = f'<meta charset="utf-8"><div style="color: #ccc; font-family: Menlo, monospace">{MARKED}</div>'


@pytest.mark.parametrize("html", ["", OF_CODE], ids=["as text", "from an editor of code"])
def test_markdown_is_taken_as_what_it_says_and_undo_gives_the_text(live_server, open_page, client, html):
    client.force_login(User.objects.create_superuser("maya"))
    page = open_page()
    broken = open_form(page, live_server, client, address(newsdesk.story(body="")))

    page.click(READY)
    paste(page, READY, text=MARKED, html=html)
    page.wait_for_selector(f"{READY} h2")
    taken = clean(body(page))
    page.keyboard.press("Control+Z")
    as_typed = clean(body(page))
    page.keyboard.press("Control+Z")

    assert taken == CLEAN
    assert "# Harbour board *splits*" in as_typed
    assert "**seven to two** on Tuesday" in as_typed
    assert "[the minutes](" in as_typed
    assert body(page) == ""
    assert broken == []


def test_what_is_no_markdown_stays_as_it_was_typed(live_server, open_page, client):
    client.force_login(User.objects.create_superuser("maya"))
    page = open_page()
    open_form(page, live_server, client, address(newsdesk.story(body="")))
    mail = "> Is it *true*?\n\n- No, said 2 * 3 of them. #port\n\n1. See snake_case_name."

    page.click(READY)
    paste(page, READY, text=mail)

    assert clean(body(page)) == (
        "<p>&gt; Is it *true*?</p><p>- No, said 2 * 3 of them. #port</p><p>1. See snake_case_name.</p>"
    )
