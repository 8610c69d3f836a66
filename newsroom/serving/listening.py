"""Where the web server listens: a name becomes the address that it stands for."""

import socket

from django.core.management.base import CommandError


def address_of(host: str, port: int) -> str:
    """The IP address that this name stands for, of IPv4 where it has both kinds. Raises CommandError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _refusal(host, port, getattr(error, "strerror", None) or str(error)) from error
    places = sorted(found, key=lambda place: place[0] != socket.AF_INET)
    return str(places[0][4][0])


def refuse_taken(host: str, port: int, *, shared: bool = False) -> None:
    """Raises CommandError where we cannot listen. `shared`: beside others that share the port on purpose."""
    address = address_of(host, port)
    # An address of IPv6 has colons.
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise _refusal(host, port, error.strerror or str(error)) from error


def _refusal(host: str, port: int, why: str) -> CommandError:
    return CommandError(f"HOST={host} PORT={port} cannot be used: {why}. Choose another, such as PORT=8001.")
