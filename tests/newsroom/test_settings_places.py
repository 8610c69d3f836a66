"""Folders, addresses and senders that look right and are not; what may be spelt in several ways."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATA_DIR", "~nobody-of-this-name/var"),
        ("LOOK_DIR", "~nobody-of-this-name/look"),
        ("LOOK_DIR", "/tmp/" + "look" * 100),
        ("NEWSROOM_ENV", "~nobody-of-this-name/newsroom.env"),
        ("DATABASE_URL", "sqlite:////tmp/" + "folder" * 100 + "/file.sqlite3"),
        ("DATABASE_URL", "postgresql://desk:12/hush@db.example/paper"),
        ("HOST", ".paper.example"),
        ("HOST", "paper..example"),
        ("SITE_URL", "https://paper.example:0"),
        ("SITE_URL", "https://paper..example"),
        ("SITE_URL", "https://paper.example."),
        ("SITE_URL", f"https://{'a' * 64}.example"),
        ("SITE_URL", f"https://{'a.' * 130}example"),
        ("SECURITY_CONTACT", "https://"),
        ("SECURITY_CONTACT", "https://paper .example"),
        ("SECURITY_CONTACT", "https://paper.example/who to ask"),
        ("SECURITY_CONTACT", "mailto:"),
        ("SECURITY_CONTACT", "mailto:desk"),
        ("MEDIA_STORAGE", "s3://pictures"),
        ("MEDIA_STORAGE", "https://s3.example"),
        ("MEDIA_STORAGE", "https:///pictures"),
        ("MEDIA_STORAGE", "https://key:hush@s3.example/pictures"),
        ("MEDIA_STORAGE", "https://s3.example/pictures?region=eu"),
        ("EMAIL_URL", "filemail:///etc/passwd"),
        ("EMAIL_URL", "filemail:///etc/passwd/mail"),
        ("EMAIL_URL", "memorymail://"),
        ("EMAIL_URL", "dummymail://"),
        ("EMAIL_URL", "smtp+tls://desk:12#hush@mail.example:587"),
        ("EMAIL_URL", "smtp+tls://desk:12/hush@mail.example:587"),
        ("DEFAULT_FROM_EMAIL", "<desk@paper.example"),
        ("DEFAULT_FROM_EMAIL", "desk@paper.example, all@paper.example"),
        ("DEFAULT_FROM_EMAIL", "Paper, The <desk@paper.example>"),
    ],
)
def test_what_would_fail_later_is_refused_at_once(start, name, value):
    with pytest.raises(ImproperlyConfigured) as refused:
        start(**{name: value})

    assert str(refused.value).startswith(name)
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "setting", "holds"),
    [
        ("SITE_URL", "HTTPS://PAPER.Example/", "SITE_URL", "https://paper.example"),
        ("SITE_URL", "HTTPS://PAPER.Example", "HTTPS", True),
        ("SITE_URL", "HTTPS://PAPER.Example", "DEMO", False),
        ("SITE_URL", "https://paper.example:443", "SITE_URL", "https://paper.example"),
        ("SITE_URL", "http://paper.example:080", "SITE_URL", "http://paper.example"),
        ("SITE_URL", "http://paper.example:443", "SITE_URL", "http://paper.example:443"),
        ("SECURITY_CONTACT", "mailto:desk@paper.example", "SECURITY_CONTACT", "mailto:desk@paper.example"),
        ("SECURITY_CONTACT", "https://paper.example/?a=b", "SECURITY_CONTACT", "https://paper.example/?a=b"),
        ("DEFAULT_FROM_EMAIL", '"Paper, The" <a@b.example>', "SERVER_EMAIL", '"Paper, The" <a@b.example>'),
        ("DEFAULT_FROM_EMAIL", "<desk@paper.example>", "SERVER_EMAIL", "<desk@paper.example>"),
        ("DEFAULT_FROM_EMAIL", "Größe <desk@größe.example>", "SERVER_EMAIL", "Größe <desk@größe.example>"),
        ("LANGUAGE_CODE", "zh-CN", "LANGUAGE_CODE", "zh-hans"),
    ],
)
def test_one_address_has_one_spelling(start, name, value, setting, holds):
    assert getattr(start(**{name: value}), setting) == holds


def test_a_bucket_is_named_by_its_address_and_opened_with_the_key_that_all_tools_of_s3_know(start):
    told = start(
        MEDIA_STORAGE="https://s3.example:9000/pictures/of/paper/",
        AWS_ACCESS_KEY_ID="key",
        AWS_SECRET_ACCESS_KEY="secret",
        AWS_DEFAULT_REGION="eu-central-1",
    )

    assert told.STORAGES["default"] == {
        "BACKEND": "newsroom.media.bucket.Bucket",
        "OPTIONS": {
            "endpoint_url": "https://s3.example:9000",
            "bucket_name": "pictures",
            "location": "of/paper",
            "region_name": "eu-central-1",
            "access_key": "key",
            "secret_key": "secret",
        },
    }
    assert start(MEDIA_STORAGE="").STORAGES["default"] == {"BACKEND": "newsroom.media.disk.Disk"}


def test_half_a_key_opens_no_bucket(start):
    with pytest.raises(ImproperlyConfigured, match="AWS_SECRET_ACCESS_KEY belong together"):
        start(MEDIA_STORAGE="https://s3.example/pictures", AWS_ACCESS_KEY_ID="key")


def test_a_bucket_without_what_speaks_with_it_stops_the_start_with_what_to_do(start, monkeypatch):
    monkeypatch.setattr("newsroom.env.media.find_spec", lambda name: None)

    with pytest.raises(ImproperlyConfigured, match=r"^MEDIA_STORAGE .*make install-s3"):
        start(MEDIA_STORAGE="https://s3.example/pictures")


def test_nginx_is_let_in_to_the_pictures_where_it_sends_them_and_nowhere_else(start):
    told = start(MEDIA_BY_NGINX="1", BEHIND_PROXY="1")
    alone = start(MEDIA_BY_NGINX="0")

    assert (told.MEDIA_BY_NGINX, alone.MEDIA_BY_NGINX) == (True, False)
    assert (told.FILE_UPLOAD_PERMISSIONS, told.FILE_UPLOAD_DIRECTORY_PERMISSIONS) == (0o640, 0o750)
    assert (alone.FILE_UPLOAD_PERMISSIONS, alone.FILE_UPLOAD_DIRECTORY_PERMISSIONS) == (0o600, 0o700)


@pytest.mark.parametrize(
    ("env", "what_to_do"),
    [
        ({"BEHIND_PROXY": "0"}, "Set BEHIND_PROXY=1, too"),
        (
            {"BEHIND_PROXY": "1", "MEDIA_STORAGE": "https://s3.example/pictures"},
            "Leave it or MEDIA_STORAGE out",
        ),
    ],
)
def test_pictures_that_nginx_could_not_send_stop_the_start_with_what_to_do(start, env, what_to_do):
    with pytest.raises(ImproperlyConfigured, match=rf"^MEDIA_BY_NGINX=1 .*{what_to_do}\.$"):
        start(MEDIA_BY_NGINX="1", **env)


def test_a_language_of_several_kinds_is_offered_in_each(start):
    with pytest.raises(ImproperlyConfigured, match="zh-hans, zh-hant"):
        start(LANGUAGE_CODE="zh")


def test_the_folder_of_the_data_is_none_that_holds_other_things(start, tmp_path):
    folder = tmp_path / "home"
    (folder / "letters").mkdir(parents=True)

    with pytest.raises(
        ImproperlyConfigured, match=r"^DATA_DIR=.*/home holds other things, such as letters\."
    ):
        start(DATA_DIR=str(folder))

    assert [path.name for path in folder.iterdir()] == ["letters"]


@pytest.mark.parametrize("there", ["media", "look", ".hidden", "lost+found"])
def test_what_a_newsroom_or_a_disk_put_there_is_nobody_elses(start, tmp_path, there):
    folder = tmp_path / "data"
    (folder / there).mkdir(parents=True)

    assert folder == start(DATA_DIR=str(folder)).DATA_DIR


def test_a_file_in_the_folder_is_no_other_thing(start, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "output.log").touch()
    (folder / "paper.sqlite3").touch()

    assert folder == start(DATA_DIR=str(folder)).DATA_DIR


@pytest.mark.parametrize("folder", [ROOT, ROOT.parent, Path("/")])
def test_the_folder_of_the_data_does_not_hold_the_program(start, monkeypatch, folder):
    monkeypatch.setattr(Path, "owner", lambda self: "root")

    with pytest.raises(ImproperlyConfigured, match="holds the program itself"):
        start(DATA_DIR=str(folder))


def test_a_sign_that_no_setting_can_hold_is_told_with_its_line(start, tmp_path):
    file = tmp_path / "look" / "newsroom.env"
    file.parent.mkdir()
    file.write_bytes(b"PORT=8000\nLOG_LEVEL=INFO\0\n")

    with pytest.raises(ImproperlyConfigured, match="line 2, is not of the form"):
        start(NEWSROOM_ENV=str(file))


def test_a_key_that_could_not_be_written_leaves_nothing_behind(start, monkeypatch, tmp_path):
    def fails(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsroom.env.data.os.fsync", fails)

    with pytest.raises(ImproperlyConfigured, match="No space left on device"):
        start(DATA_DIR=str(tmp_path / "data"))

    assert list((tmp_path / "data").iterdir()) == []
