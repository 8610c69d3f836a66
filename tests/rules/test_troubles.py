"""When the database is away, busy or full: a page that says so, asks nothing, and holds what was typed."""

from __future__ import annotations

import errno
import sqlite3
from html.parser import HTMLParser

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from articles.models import Article
from newsroom import pagestore, troubles
from tests.builders import newsdesk
from tests.driving.storydesk import opened, person

STORY = "<p>The pilots’ own account <em>of the night</em></p>\n" + "<p>and of the morning after</p>" * 90


def locked() -> OperationalError:
    """As Django raises it, with what SQLite raised inside it."""
    return _of(_named("SQLITE_BUSY"), "database is locked")


def full() -> OperationalError:
    return _of(_named("SQLITE_FULL"), "database or disk is full")


def away() -> OperationalError:
    return OperationalError("connection refused")


def _named(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(name)
    error.sqlite_errorname = name
    return error


def _state(code: str) -> Exception:
    error = Exception(code)
    error.sqlstate = code
    return error


def _of(cause: Exception, words: str = "") -> OperationalError:
    error = OperationalError(words)
    error.__cause__ = cause
    return error


#: As before the static files are collected: their list is missing, and asking for one raises.
MANIFEST = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}


@pytest.fixture
def without_static(settings):
    settings.STORAGES = {**settings.STORAGES, "staticfiles": MANIFEST}


class Desk:
    """An editor with a story open, into which a text was typed."""

    def __init__(self) -> None:
        self.article = newsdesk.live("Pilots at night")
        self.address = f"/admin/articles/article/{self.article.pk}/change/"
        self.client = Client(raise_request_exception=False)
        self.client.force_login(person("ines"))
        more = {"headline": "Pilots by day", "body": STORY, "csrfmiddlewaretoken": "a-token"}
        self.form = {**opened(self.client, self.article), **more}

    def save_meets(self, patch, error: BaseException):
        def meets_it(*_args, **_kwargs):
            raise error

        patch.setattr(Article, "save", meets_it)
        return self.client.post(self.address, self.form)


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.area = ""

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "input":
            self.sent[told["name"]] = told["value"] or ""
        elif tag == "textarea":
            self.area = told["name"]
            self.sent[self.area] = ""

    def handle_data(self, data):
        if self.area:
            self.sent[self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            # A browser drops the line break that follows the tag.
            self.sent[self.area] = self.sent[self.area].removeprefix("\n")
            self.area = ""


def form_of(answer) -> dict[str, str]:
    """What a browser sends when the button of the page is pressed."""
    read = _Form()
    read.feed(answer.content.decode())
    return read.sent


@pytest.mark.parametrize("path", ["/", "/harbour/a-story/", "/search/?q=pilots", "/no-such-place/", "/feed/"])
def test_a_page_that_is_not_stored_answers_503_while_the_database_is_away(monkeypatch, without_static, path):
    def gone(*_args):
        raise away()

    monkeypatch.setattr(pagestore.store, "refresh", gone)
    answer = Client().get(path)

    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert answer["Cache-Control"] == "no-store"
    assert "One moment, please" in answer.content.decode()
    assert "manifest" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (locked(), 503),
        (away(), 503),
        (InterfaceError("closed"), 503),
        (full(), 507),
        (OSError(errno.EROFS, "Read-only file system"), 503),
        (ZeroDivisionError(), 500),
    ],
)
def test_what_was_typed_comes_back_in_the_form_whatever_broke(monkeypatch, settings, error, status):
    desk = Desk()
    settings.STORAGES = {**settings.STORAGES, "staticfiles": MANIFEST}
    answer = desk.save_meets(monkeypatch, error)
    page = answer.content.decode()

    assert answer.status_code == status
    assert "&lt;p&gt;The pilots’ own account" in page
    assert f'action="{desk.address}"' in page
    assert form_of(answer) == {name: str(value) for name, value in desk.form.items()}
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert ("There is no room to save it" in page) == (status == 507)
    # By itself only where nothing but the turn was missing.
    assert ("data-again" in page) == (error.args == ("database is locked",))


@pytest.mark.django_db
def test_the_form_that_came_back_saves_when_it_is_sent_again():
    desk = Desk()
    with pytest.MonkeyPatch.context() as patch:
        answer = desk.save_meets(patch, locked())

    assert desk.client.post(desk.address, form_of(answer)).status_code == 302
    saved = Article.objects.get(pk=desk.article.pk)
    assert saved.headline == "Pilots by day"
    assert "The pilots’ own account" in saved.body


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
def test_what_another_site_sent_is_not_put_into_a_page_of_ours(monkeypatch, headers):
    monkeypatch.setattr(
        "membership.views.give.sending.offered", lambda *_args: (_ for _ in ()).throw(locked())
    )
    monkeypatch.setattr("membership.views.give.sending.from_our_own_page", lambda _request: True)
    sent = {"first_name": "Ylva", "message": STORY}
    client = Client(raise_request_exception=False)

    assert "The pilots’ own account" in client.post("/membership/", sent).content.decode()
    answer = client.post("/membership/", sent, headers=headers)
    assert answer.status_code == 503
    assert "The pilots’ own account" not in answer.content.decode()


@pytest.mark.django_db
def test_a_password_stands_in_no_page(monkeypatch):
    monkeypatch.setattr("newsroom.signin.forms.SignInForm.clean", lambda _form: (_ for _ in ()).throw(away()))
    answer = Client(raise_request_exception=False).post(
        "/admin/login/", {"username": "maya", "password": "kelp-and-salt-9"}
    )

    assert answer.status_code == 503
    assert "kelp-and-salt-9" not in answer.content.decode()


@pytest.mark.parametrize("host", ["evil.example", "", "a b"])
@pytest.mark.parametrize("path", ["/", "/admin/", "/membership/me/"])
def test_an_unknown_host_is_refused_in_silence(capfd, host, path):
    answer = Client().get(path, headers={"host": host})

    assert answer.status_code == 400
    assert capfd.readouterr().err == ""


def test_the_page_for_a_broken_site_asks_nothing_of_the_database(django_assert_num_queries, without_static):
    assert troubles.broken(None).status_code == 500


@pytest.mark.parametrize(
    ("error", "busy", "no_room"),
    [
        (locked(), True, False),
        (_of(_named("SQLITE_BUSY_SNAPSHOT")), True, False),
        (_of(_state("55P03")), True, False),
        (_of(_state("40P01")), True, False),
        (full(), False, True),
        (_of(_state("53100")), False, True),
        (OSError(errno.ENOSPC, "No space left on device"), False, True),
        (OSError(errno.EACCES, "Permission denied"), False, False),
        (away(), False, False),
        (ValueError("database is locked"), False, False),
    ],
)
def test_what_an_error_means(error, busy, no_room):
    from newsroom.database_errors import is_busy, is_full

    assert (is_busy(error), is_full(error)) == (busy, no_room)
