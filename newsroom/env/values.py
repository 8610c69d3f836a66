"""Plain values: words, numbers, yes or no, languages, time zones."""

import difflib
import os
import zoneinfo
from pathlib import Path

from django.conf import global_settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

#: The folder of manage.py: what is relative lies under it, wherever a command is started from.
BASE = Path(__file__).resolve().parent.parent.parent
#: Every name that was asked for. What stands in a file of settings and is nearly one of them is misspelt.
asked: set[str] = set()


def text(name: str, default: str = "") -> str:
    asked.add(name)
    return os.environ.get(name, "").strip() or default


def place(name: str, said: str) -> Path:
    """Where this path leads; what is relative lies beside manage.py."""
    try:
        return (BASE / Path(said).expanduser()).resolve()
    except (OSError, RuntimeError) as error:
        raise ImproperlyConfigured(f"{name}={said} leads nowhere: {str(error).rstrip('.')}.") from error


def is_folder(path: Path) -> bool:
    """Also of a path that is too long, or that we may not look into, where Path raises an error."""
    return os.access(path, os.F_OK) and path.is_dir()


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


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value} is not one of: {', '.join(allowed)}.")
    return value


def language(name: str, default: str) -> str:
    """A language that Django has words for; `de_DE` and `de-AT` are both taken for what they mean."""
    value = text(name, default).lower().replace("_", "-")
    known = dict(global_settings.LANGUAGES)
    if value in known or value.partition("-")[0] in known:
        return value
    if fallback := LANG_INFO.get(value, {}).get("fallback"):
        return str(fallback[0])
    near = [each for each in known if each.startswith(f"{value}-")]
    near = near or difflib.get_close_matches(value, known, n=3, cutoff=0.4) or ["en-gb", "de", "fr"]
    raise ImproperlyConfigured(f"{name}={value} is no language we know. Use one such as {', '.join(near)}.")


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        zoneinfo.ZoneInfo(value)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise ImproperlyConfigured(
            f"{name}={value} is not a time zone. Use a name such as Europe/Berlin."
        ) from error
    return value


def preload(name: str, seconds: int, *, subdomains: bool) -> bool:
    """Whether to ask browsers to build our name into themselves, which they do under terms of their own."""
    wanted = flag(name, default=False)
    if wanted and not (subdomains and seconds >= 31_536_000):
        raise ImproperlyConfigured(f"{name}=1 also needs HSTS_SUBDOMAINS=1 and HSTS_SECONDS=31536000.")
    return wanted
