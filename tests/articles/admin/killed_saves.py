"""The server is killed (kill -9) while it keeps and saves what is typed: what it had acknowledged is there."""

from __future__ import annotations

import os
import random
import signal
import traceback

import pytest
from django.db import connection, connections

from articles.editing.autosaving import not_saved
from articles.models import Article, Autosave, Version
from tests.builders.newsdesk import story
from tests.driving.storydesk import address, desk, opened, person, typed_on

pytestmark = pytest.mark.django_db(transaction=True)
#: Statements of a few saves; the kill comes before or after one of them.
WITHIN = 150


def server(user, article: Article, begin: int, dies_at: int) -> tuple[int, int]:
    """A process that keeps and saves one text after another, until it is killed: what it had acknowledged, sent."""
    reading, writing = os.pipe()
    # SQLite's locks are the process's: a child that inherits an open file takes them for its own.
    connections.close_all()
    process = os.fork()
    if not process:
        try:
            os.close(reading)
            _work(user, article, begin, dies_at, writing)
        except BaseException:
            traceback.print_exc()
        os._exit(2)
    os.close(writing)
    with os.fdopen(reading) as told:
        lines = [line.split() for line in told.read().splitlines()]
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL
    kept, sent = ([int(number) for word, number in lines if word == kind] for kind in ("kept", "sent"))
    return max(kept, default=0), max(sent, default=begin)


def _work(user, article: Article, begin: int, dies_at: int, told: int) -> None:
    client, count = desk(user), begin
    statements = [0]

    def dying(execute, *asked):
        statements[0] += 1
        if statements[0] == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = execute(*asked)
        if statements[0] == -dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    with connection.execute_wrapper(dying):
        while True:
            form = opened(client, article) | {"form_key": f"form{count}"}
            for _typed in range(2):
                count += 1
                os.write(told, f"sent {count}\n".encode())
                assert (
                    typed_on(client, user, form | {"headline": str(count)}, article, count).status_code == 200
                )
                os.write(told, f"kept {count}\n".encode())
            count += 1
            os.write(told, f"sent {count}\n".encode())
            assert client.post(address(article), form | {"headline": str(count)}).status_code == 302
            os.write(told, f"kept {count}\n".encode())


def test_nothing_that_was_acknowledged_is_lost_when_the_server_is_killed(proofs):
    user, article, chance = person("maya"), story("0"), random.Random(17)
    last = 0
    for _kill in range(proofs(full=200, small=8)):
        dies_at = chance.randrange(1, WITHIN) * chance.choice([1, -1])
        acknowledged, sent = server(user, article, last, dies_at)

        article = Article.objects.get(pk=article.pk)
        texts = [int(row.headline) for row in not_saved(user)]
        there = max([int(article.headline), *texts])
        assert acknowledged <= there <= sent
        assert Version.objects.filter(article=article).count() == article.revision
        assert article.versions.order_by("-number").first().snapshot["headline"] == article.headline
        last = sent
        Autosave.objects.all().delete()
