"""What the environment says, read once at start. A wrong value stops the start and names itself."""

from __future__ import annotations

import os
import secrets
import zoneinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

_env = environ.Env()


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """A yes or no: 1/0, true/false, yes/no, on/off."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value} is neither yes nor no. Use 1 or 0.")


def number(name: str, default: int, *, least: int, most: int) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name}={value} is not a whole number from {least} to {most}.")
    return int(value)


def names(name: str) -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def site_url(name: str, default: str) -> str:
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise ImproperlyConfigured(
            f"{name}={value} is not an address such as https://paper.example (no path after it)."
        )
    return value


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        zoneinfo.ZoneInfo(value)
    except (ValueError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise ImproperlyConfigured(
            f"{name}={value} is not a time zone. Use a name such as Europe/Berlin."
        ) from error
    return value


def database(name: str, default: str) -> dict[str, Any]:
    """A Django DATABASES entry from a URL: sqlite:///path or postgresql://user:password@host/name."""
    value = text(name, default)
    try:
        config: dict[str, Any] = _env.db_url_config(value)
    except (ImproperlyConfigured, ValueError):
        config = {}
    if config.get("ENGINE") not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        # The address may hold a password, so only its scheme is repeated.
        scheme = value.split(":", 1)[0]
        raise ImproperlyConfigured(
            f"{name} begins with “{scheme}:” and names no database we can use. "
            "Use sqlite:///path/to/file or postgresql://user:password@host/name."
        )
    return config


def mail(name: str, default: str) -> dict[str, Any]:
    value = text(name, default)
    try:
        config = dict(_env.email_url_config(value))
    except (ImproperlyConfigured, ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"{name} is not a mail address we can send through. "
            "Use smtp+tls://user:password@host:587, filemail:///folder or consolemail://."
        ) from error
    if config["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
        # The reader of the address drops the slash that makes the path absolute.
        config["EMAIL_FILE_PATH"] = f"/{config['EMAIL_FILE_PATH']}"
    return config


def folder(name: str, default: Path) -> Path:
    """A folder that we may write to; made if it is not there."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}={path} cannot be made: {error.strerror}. Name a folder that we may write to."
        ) from error
    if not os.access(path, os.W_OK):
        raise ImproperlyConfigured(f"{name}={path} cannot be written to. Name another folder.")
    return path


def secret(name: str, keep_in: Path) -> str:
    """A key from the environment, or one made the first time and kept in a file only we can read."""
    if value := text(name):
        if len(value) < 32:
            raise ImproperlyConfigured(f"{name} is too short. Use at least 32 random characters.")
        return value
    if not keep_in.exists():
        keep_in.touch(mode=0o600)
        keep_in.write_text(secrets.token_urlsafe(64))
    return keep_in.read_text().strip()


def secrets_of_before(name: str) -> list[str]:
    """Keys that were replaced, separated by commas: what they signed still holds."""
    keys = names(name)
    if any(len(key) < 32 for key in keys):
        raise ImproperlyConfigured(f"{name} holds a key that is too short: keys have at least 32 characters.")
    return keys


def preload(name: str, seconds: int, *, subdomains: bool) -> bool:
    """Whether to ask browsers to build our name into themselves, which they do under terms of their own."""
    wanted = flag(name, default=False)
    if wanted and not (subdomains and seconds >= 31_536_000):
        raise ImproperlyConfigured(f"{name}=1 also needs HSTS_SUBDOMAINS=1 and HSTS_SECONDS=31536000.")
    return wanted


def contact(name: str) -> str:
    """Where to reach somebody: an e-mail, or an address of the web."""
    value = text(name)
    try:
        if value and not value.startswith(("https://", "mailto:")):
            validate_email(value)
    except ValidationError as error:
        raise ImproperlyConfigured(
            f"{name}={value} is neither an e-mail nor an address that begins with https://."
        ) from error
    return value


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value} is not one of: {', '.join(allowed)}.")
    return value
