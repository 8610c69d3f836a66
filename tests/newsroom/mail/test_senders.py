"""What the ground asks of whoever has mails sent, and jobs that waited while the outbox moved."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail as outbox
from django.db import connection
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from membership.models import Letter
from newsroom import mail
from tests.builders.gifts import make_donation
from tests.builders.letters import carry

pytestmark = pytest.mark.django_db
moved = import_module("membership.migrations.0010_jobs_of_mails")


@pytest.fixture
def letter():
    return Letter.objects.create(donation=make_donation(), kind="instructions")


def sender(**told) -> mail.Sender:
    known = {"rows": Letter.objects.all, "words": lambda *_told: ("Harbour news", "It rained.\n")}
    return mail.Sender(**{**known, "obstacle": lambda _row: "", **told})


def test_a_mail_is_what_its_sender_says_to_whom_its_row_says(letter, monkeypatch):
    files = [("map.txt", b"x", "text/plain")]
    monkeypatch.setitem(mail.senders, "membership.letter", sender(enclosed=lambda _row: files))

    carry(letter)

    [sent] = outbox.outbox
    assert (sent.subject, sent.body, sent.to) == ("Harbour news", "It rained.\n", ["hanne@reader.example"])
    assert [(each.filename, each.content) for each in sent.attachments] == [("map.txt", "x")]
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated", "Message-ID": mail.message_id(letter)}


def test_a_mail_that_its_sender_holds_back_stays_with_the_reason_and_is_not_tried_again(letter, monkeypatch):
    monkeypatch.setitem(mail.senders, "membership.letter", sender(obstacle=lambda _row: "They have left."))

    carry(letter)

    letter.refresh_from_db()
    assert (outbox.outbox, letter.problem, letter.sent_at) == ([], "They have left.", None)
    assert mail.waiting(Letter) == (0, 0)


def test_a_job_that_waited_while_the_outbox_moved_carries_its_letter(letter):
    old = {"backend_name": "default", "run_after": letter.written_at}
    for path, args in (("outbox.send", [letter.pk]), ("outbox.send_forgotten", []), ("other.send", [7])):
        told = {"args": args, "kwargs": {}}
        DBTaskResult.objects.create(task_path=f"membership.mail.{path}", args_kwargs=told, **old)
    before = jobs()

    editor = connection.schema_editor()
    moved.forwards(apps, editor)
    after = jobs()
    moved.backwards(apps, editor)
    back = jobs()
    moved.forwards(apps, editor)

    assert (after["membership.mail.other.send"], back) == ([7], before)
    assert after["newsroom.mail.outbox.send_forgotten"] == []
    import_string("newsroom.mail.outbox.send").call(*after["newsroom.mail.outbox.send"])
    letter.refresh_from_db()
    assert (letter.sent_at is not None, len(outbox.outbox)) == (True, 1)


def jobs() -> dict[str, list]:
    return {job.task_path: job.args_kwargs["args"] for job in DBTaskResult.objects.all()}
