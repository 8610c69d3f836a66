"""A file of settings, so that every command runs with those of the service.

`NEWSROOM_ENV` names it; without that, `newsroom.env` beside manage.py is read if it is there. One NAME=value
a line, as systemd's EnvironmentFile has it. What the environment itself says goes first.
"""

import difflib
import os
import re

from django.core.exceptions import ImproperlyConfigured

from newsroom.env.values import BASE, asked, place

VARIABLE = "NEWSROOM_ENV"
NAME = "newsroom.env"
_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")


def read_file() -> dict[str, str]:
    """What the file says; put into the environment where that is silent. Nothing where there is no file.

    Set but empty, NEWSROOM_ENV says that no file is read.
    """
    named = os.environ.get(VARIABLE)
    path = BASE / NAME if named is None else place(VARIABLE, named)
    if named == "" or (named is None and not os.path.lexists(path)):
        return {}
    said = "" if named is None else f"{VARIABLE}={named}: "
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"{said}{path} cannot be read by this user: {getattr(error, 'strerror', error)}. "
            "Run the command as the user of the newsroom."
        ) from error
    found = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith(("#", ";")):
            match = _LINE.fullmatch(line.strip())
            if match is None or not match[2].isprintable():
                raise ImproperlyConfigured(f"{path}, line {number}, is not of the form NAME=value.")
            found[match[1]] = _unquoted(match[2])
    for name, value in found.items():
        os.environ.setdefault(name, value)
    return found


def refuse_misspelt(found: dict[str, str]) -> None:
    """Called when all settings are read: a name in the file that is nearly one of them is no other's."""
    for name in found:
        near = difflib.get_close_matches(name, asked, n=1, cutoff=0.85)
        if name not in asked and near:
            raise ImproperlyConfigured(f"{name}, in the file of settings, is none. Is {near[0]} meant?")


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'" else value
