"""Addresses: where we listen, what we are called, whom to write to."""

import os
import re
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from newsroom.env.data import on_read_only_disk
from newsroom.env.values import names, text

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}$)\.?{_LABEL}(\.{_LABEL})*", re.IGNORECASE)
#: The name in quotation marks where a comma or an @ stands in it.
_SENDER = re.compile(r'(?:"[^"]+"|[^<>@",]*)\s*<([^<>\s]+)>|([^<>\s,]+)')
#: Where a mail server listens that was named without a port.
_PORTS = {"smtp+tls": 587, "smtp+ssl": 465}


def host(name: str, default: str) -> str:
    """A name or IP address to listen at, IPv6 with or without its brackets."""
    value = text(name, default).removeprefix("[").removesuffix("]")
    if not is_host(value):
        raise ImproperlyConfigured(
            f"{name}={value} is no host to listen at, such as 127.0.0.1 or ::1. The port is said with PORT."
        )
    return value


def reached_at(listening: str) -> str:
    """Where this machine itself finds what listens there: at “every address”, that is at its own."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(listening, listening)  # noqa: S104


def url_host(name: str) -> str:
    """A host as it is written in an address: IPv6 in brackets."""
    return f"[{name}]" if ":" in name else name


def site_url(name: str, default: str) -> str:
    """Spelt as browsers spell it: in small letters, without the port that its scheme has anyway."""
    value = text(name, default).rstrip("/")
    parts = split(value)
    if (
        parts is None
        or parts.port == 0
        or parts.scheme not in {"http", "https"}
        or parts.netloc.rpartition("@")[0]
        or not is_host(parts.hostname or "")
        or parts.path
        or parts.query
        or parts.fragment
    ):
        raise ImproperlyConfigured(
            f"{name}={value} is not an address such as https://paper.example (no path after it). "
            "Letters beyond a to z are written as the registry does, beginning with xn--."
        )
    usual = {"http": 80, "https": 443}[parts.scheme]
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    return f"{parts.scheme}://{url_host(parts.hostname or '')}{port}"


def allowed_hosts(name: str) -> list[str]:
    """Host names, a point before one that stands for all names under it too; `*` for any."""
    found = names(name)
    for value in found:
        bare = value.removeprefix("[").removesuffix("]")
        if value != "*" and not _HOST.fullmatch(value) and not (_is_ip(bare) and value.startswith("[")):
            raise ImproperlyConfigured(
                f"{name} holds {value}, which is no host name. Write it as paper.example: "
                "no https://, no port, no path. Several are separated by commas."
            )
    return found


def contact(name: str) -> str:
    """Where to reach somebody: an e-mail, or an address of the web."""
    value = text(name)
    parts = split(value)
    on_the_web = parts is not None and parts.scheme == "https" and is_host(parts.hostname or "")
    one_word = value.isprintable() and " " not in value
    if value and not ((on_the_web and one_word) or _is_email(value.removeprefix("mailto:"))):
        raise ImproperlyConfigured(
            f"{name}={value} is neither an e-mail nor an address that begins with https://."
        )
    return value


def sender(name: str, default: str) -> str:
    """Whom letters come from: `desk@paper.example`, or `The Paper <desk@paper.example>`."""
    value = text(name)
    match = _SENDER.fullmatch(value)
    if value and not (match and value.isprintable() and _is_email(match[1] or match[2])):
        raise ImproperlyConfigured(
            f"{name}={value} is no e-mail to write from. "
            "Use desk@paper.example, or The Paper <desk@paper.example>."
        )
    return value or default


def mail(name: str, default: str) -> dict[str, Any]:
    value = text(name, default)
    parts = split(value)
    try:
        config = dict(environ.Env.email_url_config(value))
    except (ImproperlyConfigured, ValueError, KeyError):
        config = {}
    backend = config.get("EMAIL_BACKEND", "")
    by_smtp = backend.endswith("smtp.EmailBackend")
    in_vain = backend.endswith(("dummy.EmailBackend", "locmem.EmailBackend"))
    by_file = backend.endswith("filebased.EmailBackend")
    if (
        parts is None
        or not backend
        or in_vain
        # A # or a / in a password, written as it is, ends the address there.
        or (by_smtp and (parts.fragment or parts.path or not is_host(parts.hostname or "")))
        or (by_file and (parts.hostname or not config["EMAIL_FILE_PATH"]))
    ):
        # The address may hold a password, so only its scheme is repeated.
        raise ImproperlyConfigured(
            f"{name} begins with “{value.split(':', 1)[0]}:” and is no mail address we can send through. "
            "Use smtp+tls://user:password@host:587, filemail:///folder or consolemail://."
        )
    if by_file:
        # The reader of the address drops the slash that makes the path absolute.
        config["EMAIL_FILE_PATH"] = str(_letters(name, Path("/") / config["EMAIL_FILE_PATH"]))
    if by_smtp:
        config["EMAIL_PORT"] = config.get("EMAIL_PORT") or _PORTS.get(parts.scheme, 25)
    return config


def _letters(name: str, folder: Path) -> Path:
    """Refused where the folder, which is made with the first letter, could not be made or written to."""
    there = next(path for path in (folder, *folder.parents) if os.access(path, os.F_OK))
    if not (there.is_dir() and (on_read_only_disk(there) or os.access(there, os.W_OK | os.X_OK))):
        raise ImproperlyConfigured(
            f"{name}: letters cannot be put into {folder}. Name a folder that we may write to."
        )
    return folder


def split(value: str) -> SplitResult | None:
    """The parts of an address whose port, if it has one, is a port; None where it is no address."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return None
    return parts


def is_host(value: str) -> bool:
    return _is_ip(value) or (_HOST.fullmatch(value) is not None and not value.startswith("."))


def _is_ip(value: str) -> bool:
    try:
        address = ip_address(value)
    except ValueError:
        return False
    return not (isinstance(address, IPv6Address) and address.scope_id)


def _is_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True
