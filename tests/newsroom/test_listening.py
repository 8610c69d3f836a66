"""Where the web server listens: by a name or a number, and a sentence where that cannot be."""

from __future__ import annotations

import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from newsroom.management.commands import web
from newsroom.serving import listening


@pytest.fixture
def taken():
    """A port of this machine at which somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize(
    ("host", "address"),
    [("localhost", "127.0.0.1"), ("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("::", "::")],
)
def test_a_name_becomes_the_address_it_stands_for(host, address):
    assert listening.address_of(host, 8000) == address


@pytest.mark.parametrize("host", ["999.1.1.1", "nobody.invalid", "a" * 64])
def test_a_name_that_stands_for_nothing_gets_a_sentence(host):
    with pytest.raises(CommandError, match=f"HOST={host} PORT=8000 cannot be used: .*PORT=8001"):
        listening.address_of(host, 8000)


@pytest.mark.parametrize("shared", [False, True])
def test_a_port_that_somebody_has_gets_a_sentence(taken, shared):
    with pytest.raises(CommandError, match=f"PORT={taken} cannot be used: Address already in use"):
        listening.refuse_taken("localhost", taken, shared=shared)


@pytest.mark.parametrize(("host", "family"), [("::1", socket.AF_INET6), ("127.0.0.1", socket.AF_INET)])
def test_the_port_is_asked_for_in_the_family_of_the_host(monkeypatch, host, family):
    asked = []

    class Probe:
        def __init__(self, family):
            asked.append(family)

        def __enter__(self):
            return self

        def __exit__(self, *_error):
            pass

        def setsockopt(self, *_option):
            pass

        def bind(self, address):
            asked.append(address)

    monkeypatch.setattr(listening.socket, "socket", Probe)

    listening.refuse_taken(host, 8000)

    assert asked == [family, (host, 8000)]


@pytest.fixture
def started(monkeypatch):
    """What the server is started with, instead of a server."""
    asked = {}
    monkeypatch.setattr(web, "serve", lambda _name, **where: asked.update(where))
    monkeypatch.setattr(web, "refuse_without_static_files", lambda: None)
    monkeypatch.setattr(web, "be_the_only", lambda _name: None)
    return asked


def test_the_web_server_alone_is_given_a_number_for_a_name(settings, started):
    settings.HOST, settings.PORT = "localhost", 0

    call_command("web")

    assert started["address"] == "127.0.0.1"


def test_the_web_server_alone_says_that_its_port_is_taken(settings, started, taken):
    settings.HOST, settings.PORT = "127.0.0.1", taken

    with pytest.raises(CommandError, match="Address already in use"):
        call_command("web")

    assert started == {}
