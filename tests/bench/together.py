"""What a turn of a form costs the server while two write in one story: `python -m tests.bench.together`.

Prints the median and the slowest of all but 5 % of the turns, as CPU of this process, through all of the product down
to its WSGI door, on a story of 1,300 words: a turn that brings and gets nothing; one that brings a word; one that brings
a word and finds another's.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import django

from tests.bench.beside import _said

ROUNDS, TOKEN = 500, "t" * 32


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="newsroom-together-"))
    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.test.utils import setup_test_environment

    from tests.builders import newsdesk

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    setup_test_environment(debug=False)
    body = "".join(f"<p>{'Words of a story that are read at the desk. ' * 3} {n}</p>" for n in range(45))
    story = newsdesk.story("Two write in it", body=body)
    door = get_wsgi_application()
    maya, ines = (Writer(door, story, name) for name in ("maya", "ines"))
    for each in (maya, ines):
        each.join()

    def both() -> Callable[[], None]:
        ines.turn("x")
        return lambda: maya.turn("word")

    for name, act in (
        ("nothing", lambda: maya.turn),
        ("a word", lambda: lambda: maya.turn("word")),
        ("a word and another's", both),
    ):
        cpu = []
        for _round in range(ROUNDS):
            turn = act()
            began = time.process_time()
            turn()
            cpu.append((time.process_time() - began) * 1000)
            ines.turn()
        print(f"{name:22} cpu {_said(cpu)}")


class Writer:
    """A form of somebody who is signed in, as it asks."""

    def __init__(self, door: Any, story: Any, name: str):
        from django.conf import settings
        from django.test import Client

        from newsroom.models import User

        self.door, self.story, self.name = door, story, name
        self.user = User.objects.create_superuser(name)
        client = Client()
        client.force_login(self.user)
        key, token = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
        self.cookies = f"{key}={client.cookies[key].value}; {token}={TOKEN}"
        self.epoch, self.version = "", 0

    def ask(self, act: str, **more: object) -> Any:
        sent = {"csrfmiddlewaretoken": TOKEN, "typed_by": self.user.pk, "window": self.name, **more}
        raw, status = urlencode(sent).encode(), []
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": f"/admin/articles/article/{self.story.pk}/{act}/",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(raw)),
            "HTTP_HOST": "localhost:8000",
            "HTTP_ACCEPT": "application/json",
            "HTTP_ASKED_BY_ITSELF": "1",
            "HTTP_COOKIE": self.cookies,
            "wsgi.input": BytesIO(raw),
            "wsgi.url_scheme": "http",
        }
        answer = self.door(environ, lambda line, *_more: status.append(line))
        said = json.loads(b"".join(answer))
        answer.close()
        assert status[0].startswith("200"), status
        return said

    def join(self) -> None:
        self.ask("present", silent=90)
        said = self.ask("together/join", revision=self.story.revision, shared="")
        self.epoch = said["epoch"]

    def turn(self, words: str = "") -> None:
        at = 5 if self.name == "maya" else 400
        text = {"content": [{"type": "text", "text": words}]}
        steps = [{"stepType": "replace", "from": at, "to": at, "slice": text}] if words else []
        told = self.ask("together", epoch=self.epoch, version=self.version, steps=json.dumps(steps))
        self.version += len(told["steps"]) or (len(steps) if told["taken"] else 0)


if __name__ == "__main__":
    main()
