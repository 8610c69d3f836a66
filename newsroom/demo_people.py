"""Everybody who signs in to a demo, and the file that says how."""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from newsroom.models import User

#: username: (first name, last name, job title, group)
PEOPLE = {
    "admin": ("Saltmere", "Admin", "Looks after the machine", ""),
    "editor": ("Maud", "Okafor", "Editor", "Editor"),
    "reporter": ("Ines", "Alvarez", "Reporter", "Reporter"),
    "photodesk": ("Signe", "Marlow", "Photo desk", "Photo desk"),
    "membership": ("Odalys", "Fenn", "Membership manager", "Membership manager"),
}
HOST = "@harbourledger.example"
#: No letter or figure that is taken for another.
SIGNS = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679"


def let_in() -> dict[str, User]:
    """Everybody with a sign-in. Passwords are made up once and stand in a file that only we can read."""
    people, kept = {}, _known()
    for username, (first, last, job, group) in PEOPLE.items():
        user = User.objects.filter(username=username).first()
        if username not in kept and (user is None or user.email.endswith(HOST)):
            # The file comes first: whoever is interrupted here finds the password that will hold.
            kept[username] = get_random_string(14, SIGNS), job
            _keep(kept)
            if user:
                user.set_password(kept[username][0])
                user.save(update_fields=["password"])
        if user is None:
            user = User.objects.create_user(
                username,
                f"{username}{HOST}",
                kept[username][0],
                first_name=first,
                last_name=last,
                job_title=job,
                is_staff=True,
                is_superuser=not group,
            )
        if group:
            user.groups.add(Group.objects.get(name=group))
        people[username] = User.objects.get(pk=user.pk)
    return people


def sign_ins() -> Path:
    return Path(settings.DATA_DIR) / "demo-sign-ins.txt"


def _known() -> dict[str, tuple[str, str]]:
    """Name: password and job, as the file has them."""
    if not sign_ins().exists():
        return {}
    lines = (line.split(maxsplit=2) for line in sign_ins().read_text(encoding="utf-8").splitlines())
    return {name: (password, job) for name, password, job in lines}


def _keep(kept: dict[str, tuple[str, str]]) -> None:
    handle = os.open(sign_ins(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(handle, 0o600)
        file.writelines(f"{name:<12}{password}   {job}\n" for name, (password, job) in kept.items())


def rows() -> QuerySet[User]:
    return User.objects.filter(username__in=PEOPLE, email__endswith=HOST)
